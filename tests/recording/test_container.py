"""Recording to files and back, whatever is in it and whatever happened to the bytes."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.benchmarks.bench_recording import rows
from tests.recording.any_samples import any_rows, any_samples
from tests.recording.standing import standing
from tests.recordings import header, some_events, swaying
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.columns import same_bits
from trainer.recording.container import (
    ContainerError,
    DamagedRecording,
    NotARecording,
    UnknownVersion,
    pack,
    parts_of,
    recording_of,
    same_recording,
    unpack,
    zipped,
)
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, Recording

SLOW = settings(suppress_health_check=list(HealthCheck), max_examples=60)
RATIO_GOAL = 0.60
GOLDEN = Path(__file__).with_name("golden.baps")


@pytest.fixture(scope="module")
def second() -> Recording:
    """A second whose times are those of its device's clock."""
    made = swaying(500)
    start = replace(
        made.header.start,
        first_device_us=int(made.samples.device_us[0]),
        first_t_s=float(made.samples.t_s[0]),
    )
    return replace(made, header=replace(made.header, start=start))


def flipped(data: bytes, where: int, change: int = 0x10) -> bytes:
    changed = bytearray(data)
    changed[where % len(data)] ^= change
    return bytes(changed)


def counts(recording: Recording) -> list[bytes]:
    s = recording.samples
    return [v.tobytes() for v in (s.seq, s.epoch, s.device_us, s.accel_counts, s.gyro_counts)]


def test_everything_comes_back_exactly_from_each_sensor() -> None:
    for recording in (swaying(500), standing()):
        back = unpack(pack(recording))
        assert back.header == recording.header
        assert same_recording(back, recording)


@SLOW
@given(any_samples())
def test_any_samples_come_back_to_the_last_bit(samples: Samples) -> None:
    recording = Recording(header(), samples, some_events(len(samples)), ClockMap())
    assert same_recording(unpack(pack(recording)), recording)


@SLOW
@given(any_rows(LoadSamples), any_rows(BodySamples))
def test_any_values_of_the_other_sensors_come_back_to_the_last_bit(
    load: LoadSamples, body: BodySamples
) -> None:
    whole = header(load=LoadSetup(rate_hz=10.0), body=BodySetup())
    recording = Recording(whole, Samples.empty(), (), ClockMap(), load, body)
    assert same_recording(unpack(pack(recording)), recording)


@pytest.mark.parametrize("odd", [-0.0, np.inf, 1e300, 0.0001, -np.nan])
def test_a_value_that_is_no_thousandth_costs_no_bit_of_its_column(
    second: Recording, odd: float
) -> None:
    samples = second.samples[:]
    ap_deg = samples.ap_deg.copy()
    ap_deg[7] = odd
    recording = replace(second, samples=replace(samples, ap_deg=ap_deg))
    assert same_recording(unpack(pack(recording)), recording)


def test_gaps_resets_and_a_changing_rail_come_back(second: Recording) -> None:
    at = np.arange(500)
    holed = second.samples[np.flatnonzero((at % 97 > 3) & ((at < 200) | (at > 260)))]
    holed.epoch[150:] = 1
    holed.device_us[150:] += 1_700_000
    holed.flags[40:90] |= 2
    assert same_bits(unpack(pack(replace(second, samples=holed))).samples, holed)


def test_a_damaged_tilt_costs_no_count_and_the_recording_says_so(second: Recording) -> None:
    whole = parts_of(second)
    for where in range(0, len(whole["board_derived.parquet"]), 97):
        data = zipped(whole)
        begins = data.index(whole["board_derived.parquet"])
        back = unpack(flipped(data, begins + where))
        assert counts(back) == counts(second)
        assert back.lost == (
            "board_derived.parquet is damaged: what was derived from the board's counts is NaN",
        )
        assert np.isnan(back.samples.ap_deg).all()
        assert np.array_equal(back.samples.t_s, second.samples.t_s)
        assert back.events == second.events


def test_damaged_counts_of_the_board_are_told_and_never_handed_out(second: Recording) -> None:
    whole = parts_of(second)
    data = zipped(whole)
    begins = data.index(whole["board.parquet"])
    for where in range(0, len(whole["board.parquet"]), 97):
        with pytest.raises(DamagedRecording, match=r"board\.parquet is damaged"):
            unpack(flipped(data, begins + where))


def test_a_damaged_load_or_body_stream_costs_the_board_nothing() -> None:
    recording = standing()
    for stream, raw in (("load", True), ("body", True), ("load", False), ("body", False)):
        parts = parts_of(recording)
        name = f"{stream}.parquet" if raw else f"{stream}_derived.parquet"
        parts.pop(name)
        back = recording_of(parts)
        assert same_bits(back.samples, recording.samples)
        assert [line for line in back.lost if line.startswith(name)]
        assert len(getattr(back, stream)) == (0 if raw else len(getattr(recording, stream)))


def test_damaged_events_are_told_and_the_samples_stay(second: Recording) -> None:
    parts = parts_of(second)
    back = recording_of({**parts, "events.json": b"[{"})
    assert same_bits(back.samples, second.samples)
    assert back.events == ()
    assert back.lost[0].startswith("events.json is damaged")


@SLOW
@given(where=st.integers(0, 1 << 20), change=st.integers(1, 255))
def test_a_changed_byte_anywhere_never_gives_other_numbers(
    second: Recording, where: int, change: int
) -> None:
    try:
        back = unpack(flipped(pack(second), where, change))
    except ContainerError:
        return
    # What is left is right: either nothing was lost, or `lost` says what.
    assert counts(back) == counts(second)
    assert back.lost or same_recording(back, second)


def test_a_recording_cut_anywhere_is_refused(second: Recording) -> None:
    data = pack(second)
    for cut in (len(data) - 1, len(data) // 2, 10):
        with pytest.raises(ContainerError):
            unpack(data[:cut])


def test_other_bytes_are_not_taken_for_a_recording() -> None:
    for other in (b"", b"BAPS", b"t_s,ap_deg\n0,0\n" * 9):
        with pytest.raises(NotARecording):
            unpack(other)
    with pytest.raises(DamagedRecording, match=r"header\.json is missing"):
        unpack(zipped({"a.txt": b"someone else's zip"}))


def test_a_later_version_is_refused_in_one_line_that_names_both(second: Recording) -> None:
    parts = parts_of(second)
    later = parts["header.json"].replace(b'"version":1', b'"version":2')
    assert later != parts["header.json"]
    with pytest.raises(UnknownVersion, match=r"version 2, .* version 1: update it") as refused:
        recording_of({**parts, "header.json": later})
    assert "\n" not in str(refused.value)


def test_the_same_recording_gives_the_same_bytes(second: Recording) -> None:
    assert pack(second) == pack(unpack(pack(second)))


def test_two_recordings_that_differ_in_one_bit_are_not_the_same(second: Recording) -> None:
    for column in fields(second.samples):
        samples = second.samples[np.arange(len(second.samples))]
        values = getattr(samples, column.name)
        values.view(np.uint8).reshape(-1)[3] ^= 1
        assert not same_recording(replace(second, samples=samples), second)
    assert not same_recording(replace(second, events=()), second)
    assert not same_recording(replace(second, lost=("x",)), replace(second, lost=("x",)))


def test_a_recording_written_when_the_version_was_new_is_still_read_the_same() -> None:
    recording = unpack(GOLDEN.read_bytes())
    expected = standing(200)
    assert recording.lost == ()
    assert len(GOLDEN.read_bytes()) < 20_000
    # Tilt may differ in its last digit by platform; counts and times may not.
    for name in ("samples", "load", "body"):
        ours, theirs = getattr(recording, name).named(), getattr(expected, name).named()
        for column, values in ours.items():
            np.testing.assert_allclose(values, theirs[column], atol=0.002, err_msg=column)
    assert counts(recording) == counts(expected)
    assert recording.events == expected.events
    assert recording.header.start.calibration == expected.header.start.calibration


def test_a_minute_with_its_tilt_stays_smaller_than_the_zipped_table_of_its_counts() -> None:
    (ratio,) = (row.value for row in rows() if row.name == "recording_ratio")
    assert ratio <= RATIO_GOAL
