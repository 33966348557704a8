"""Recordings with load cells and a body sensor: exact, salvaged, and versioned."""

import struct
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings

from tests.recording.any_samples import any_rows
from tests.recordings import header, same_bits, swaying
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.container import End, JournalForm, pack, salvage, unpack
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, Recording

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)


def standing(n: int = 500) -> Recording:
    """A second with everything fitted."""
    board = swaying(n)
    samples = board.samples
    random = np.random.default_rng(3)
    load = LoadSamples.zeros(80)
    load.seq[:] = np.arange(80)
    load.device_us[:] = samples.device_us[0] + np.arange(80) * 12_500
    load.t_s[:] = (load.device_us - samples.device_us[0] - 22_000) / 1e6
    load.counts[:] = random.normal(150_000, 40, (80, 4)).astype(np.int32)
    load.ready[:] = 0b1111
    load.load_n[:] = np.round(random.normal(686, 1, 80), 3)
    load.cop_ap_mm[:] = np.round(random.normal(0, 4, 80), 3)
    load.cop_ml_mm[:] = np.nan
    body = BodySamples.zeros(n)
    for name in ("seq", "epoch", "device_us", "t_s", "accel_counts", "gyro_counts", "flags"):
        getattr(body, name)[:] = getattr(samples, name)
    body.thigh_flexion_deg[:] = samples.ap_deg
    whole = replace(board.header, load=LoadSetup(), body=BodySetup())
    return replace(board, header=whole, load=load, body=body)


def journal(recording: Recording) -> bytes:
    half = len(recording.load) // 2
    return b"".join(
        (
            JournalForm.begin(recording.header),
            JournalForm.samples(recording.samples[:200]),
            JournalForm.samples(recording.load[:half]),
            JournalForm.samples(recording.body[:300]),
            JournalForm.samples(recording.samples[200:]),
            JournalForm.samples(recording.load[half:]),
            JournalForm.samples(recording.body[300:]),
        )
    )


def test_all_three_streams_come_back_exactly() -> None:
    recording = standing()
    back = unpack(pack(recording))
    assert back.header == recording.header
    for name in ("samples", "load", "body"):
        assert same_bits(getattr(back, name), getattr(recording, name))


def test_a_body_sensor_costs_no_more_than_the_board_itself() -> None:
    recording = standing(5000)
    board = replace(recording, header=header(), load=LoadSamples.empty(), body=BodySamples.empty())
    body_alone = len(pack(recording)) - len(pack(board))
    assert body_alone < 1.1 * len(pack(board))


@SLOW
@given(any_rows(LoadSamples), any_rows(BodySamples))
def test_any_values_come_back_to_the_bit(load: LoadSamples, body: BodySamples) -> None:
    whole = header(load=LoadSetup(rate_hz=10.0), body=BodySetup())
    back = unpack(pack(Recording(whole, Samples.empty(), (), ClockMap(), load, body)))
    assert same_bits(back.load, load)
    assert same_bits(back.body, body)


def test_a_cut_journal_keeps_what_came_of_each_sensor() -> None:
    recording = standing()
    data = journal(recording)
    left = salvage(data[:-1])
    assert not left.complete
    assert same_bits(left.recording.samples, recording.samples)
    assert same_bits(left.recording.load, recording.load)
    assert same_bits(left.recording.body, recording.body[:300])


def test_the_end_of_a_journal_counts_each_sensor_apart() -> None:
    recording = standing()
    end = End(490, 0, ClockMap(), load=70, body=480)
    left = salvage(journal(recording) + JournalForm.end(end)).recording
    assert (len(left.samples), len(left.load), len(left.body)) == (490, 70, 480)


def test_only_a_recording_with_other_sensors_takes_the_later_version() -> None:
    versions = [struct.unpack_from("<H", pack(r), 8)[0] for r in (swaying(50), standing(50))]
    assert versions == [1, 2]
