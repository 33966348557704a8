"""The map from device time to host time, on simulated links whose truth is known."""

import numpy as np
import pytest

from tests.clock_truth import (
    BEGIN_NS,
    MS,
    Drift,
    Errors,
    Heard,
    SimulatedLine,
    heard,
    steady,
    to_and_fro,
    warming,
)
from trainer.acquisition.clock_fit import (
    BYTE_NS,
    PING_NS,
    PONG_NS,
    SAMPLE_NS,
    ClockFit,
    map_of_trial,
)
from trainer.link.serial_link import BAUD
from trainer.recording.trial import ClockMap
from trainer.wire.codec import encode
from trainer.wire.messages import ImuSample, Ping, Pong

FIRST_SAMPLE_S = 2.0
"""A stillness this long comes before the first sample that anybody sees."""


def errors(line: SimulatedLine) -> Errors:
    return Errors(ClockFit(), heard(line))


@pytest.mark.parametrize("drift", [steady, warming, to_and_fro])
@pytest.mark.parametrize("burst_ms", [0.0, 4.096, 4.0, 16.0])
def test_a_device_time_is_placed_within_half_a_millisecond_from_the_first_sample_on(
    burst_ms: float, drift: Drift
) -> None:
    for seed, off in ((1, 0.005), (2, -0.005)):
        found = errors(SimulatedLine(100, burst_ms, off, drift, seed=seed))
        assert found.after(FIRST_SAMPLE_S).max() < 0.5


@pytest.mark.parametrize("burst_ms", [0.0, 4.096, 16.0])
def test_so_it_is_where_a_busy_computer_reads_late(burst_ms: float) -> None:
    for seed in range(1, 6):
        line = SimulatedLine(100, burst_ms, -0.005, to_and_fro, busy=True, seed=seed)
        assert errors(line).after(FIRST_SAMPLE_S).max() < 0.5


IN_STEP_PPM = (-1200, -700, -500, -300, -150, -50, -10, 0, 10, 50, 150, 300, 500, 800)
"""A resonator so near to the bridge's that samples keep their place in its bursts for seconds."""


@pytest.mark.parametrize("off_ppm", IN_STEP_PPM)
@pytest.mark.parametrize("burst_ms", [4.0, 16.0])
def test_so_it_is_where_the_samples_keep_step_with_the_bridge(
    burst_ms: float, off_ppm: int
) -> None:
    for busy, seed in ((False, 11), (False, 16), (True, 12), (True, 16)):
        line = SimulatedLine(12, burst_ms, off_ppm * 1e-6, busy=busy, seed=seed)
        assert errors(line).after(FIRST_SAMPLE_S).max() < 0.5


@pytest.mark.parametrize("burst_ms", [4.096, 16.0])
def test_the_map_never_leaps_by_half_a_millisecond_once_samples_are_seen(burst_ms: float) -> None:
    line = SimulatedLine(200, burst_ms, 0.005, to_and_fro, busy=True)
    assert errors(line).leaps_after(FIRST_SAMPLE_S).max() < 0.5


def test_it_stays_so_for_an_hour() -> None:
    found = errors(SimulatedLine(3600, 16.0, 0.005, to_and_fro, busy=True))
    assert found.t_s[-1] > 3590
    assert found.after(FIRST_SAMPLE_S).max() < 0.5


@pytest.mark.parametrize("off", [-0.005, 0.0, 0.005])
def test_rate_of_a_ceramic_resonator_is_found(off: float) -> None:
    fit = ClockFit()
    Errors(fit, heard(SimulatedLine(20, 4.096, off)))
    assert fit.map().ns_per_us == pytest.approx(1000 * (1 + off), rel=5e-5)


def test_without_a_ping_the_shortest_way_on_the_wire_is_taken_off() -> None:
    fit = ClockFit()
    for device_us in range(0, 5_000_000, 8000):
        fit.arrived(device_us, BEGIN_NS + 1000 * device_us + SAMPLE_NS)
    assert fit.map().host_ns(5e6) - (BEGIN_NS + 5e9) == pytest.approx(0, abs=1000)


def test_a_link_without_a_wire_is_not_taken_to_have_one() -> None:
    fit, random = ClockFit(), np.random.default_rng(5)
    for device_us in range(0, 20_000_000, 8000):
        late_ns = 0.05 * MS + random.exponential(0.1 * MS)
        fit.arrived(device_us, int(BEGIN_NS + 1000 * device_us + late_ns))
        if device_us % 1_000_000 == 0:
            sent_ns = BEGIN_NS + 1000 * device_us - 50_000
            fit.answered(sent_ns, sent_ns + 200_000, device_us)
    assert fit.map().host_ns(2e7) - (BEGIN_NS + 2e10) == pytest.approx(0, abs=0.1 * MS)


def test_the_ways_on_the_wire_are_those_of_the_frames() -> None:
    sample = encode(ImuSample(0, 1, 1, 1, 0, (1, 1, 1), (1, 1, 1)))
    assert BYTE_NS * BAUD == 10 * 1_000_000_000
    assert len(sample) * BYTE_NS + 484_000 == SAMPLE_NS
    assert len(encode(Ping(1))) * BYTE_NS == PING_NS
    assert len(encode(Pong(1, 1))) * BYTE_NS == PONG_NS


def test_a_clock_six_times_too_quick_is_not_believed() -> None:
    fit = ClockFit()
    for device_us in range(0, 20_000_000, 8000):
        fit.arrived(device_us, BEGIN_NS + 160 * device_us)
    assert fit.map().ns_per_us == pytest.approx(1000.0, rel=0.01)


def test_there_is_a_map_from_the_first_sample_on() -> None:
    fit = ClockFit()
    assert fit.map().ns_per_us == 1000.0
    fit.arrived(1_000_000, 7_000_000_000)
    assert fit.map().host_ns(1_000_000) == pytest.approx(7_000_000_000, abs=2 * MS)
    assert fit.map().device_us(fit.map().host_ns(1_234_567)) == pytest.approx(1_234_567)


def test_the_one_line_of_a_ten_minute_trial_has_its_mean_rate_and_errs_only_by_the_drift() -> None:
    fit, line = ClockFit(), heard(SimulatedLine(620, 16.0, 0.005, warming))
    first = next(n for n, us in enumerate(line.device_us) if us > 20_000_000)
    begin = ClockMap()
    for n, (device_us, host_ns) in enumerate(zip(line.device_us, line.host_ns, strict=True)):
        fit.arrived(device_us, host_ns)
        while line.pings and line.pings[0][1] <= host_ns:
            fit.answered(*line.pings.pop(0))
        if n == first:
            begin = fit.map()
    found = map_of_trial(begin, fit.map(), line.device_us[first], line.device_us[-1])
    placed_ns = found.host_ns(np.array(line.device_us[first:], float))
    error_ms = np.abs(placed_ns - line.true_ns[first:]) / MS
    assert error_ms[[0, -1]].max() < 0.5
    assert 7 < error_ms.max() < 8
    true_rate = (line.true_ns[-1] - line.true_ns[first]) / np.ptp(line.device_us[first:])
    assert found.ns_per_us == pytest.approx(true_rate, rel=2e-6)


def test_a_trial_of_seconds_keeps_the_line_of_its_end() -> None:
    begin, end = ClockMap(500_000.0, 1000.0), ClockMap(0.0, 1000.1)
    assert map_of_trial(begin, end, 0, 9_000_000) == end
    assert map_of_trial(begin, end, 0, 20_000_000).ns_per_us == pytest.approx(1000.075)


@pytest.mark.parametrize("jump_ms", [-1000, 1000])
def test_after_a_jump_of_the_hosts_clock_the_map_is_right_again_within_five_seconds(
    jump_ms: int,
) -> None:
    line = heard(SimulatedLine(40, 4.096))
    jump_ns, at_ns = round(jump_ms * MS), line.host_ns[len(line.host_ns) // 2]
    moved = Heard(
        line.device_us,
        [ns + jump_ns * (ns >= at_ns) for ns in line.host_ns],
        line.true_ns + jump_ns * (np.array(line.host_ns) >= at_ns),
        [
            (sent + jump_ns * (sent >= at_ns), answered + jump_ns * (answered >= at_ns), us)
            for sent, answered, us in line.pings
        ],
    )
    assert Errors(ClockFit(), moved).after(25.0).max() < 0.5
