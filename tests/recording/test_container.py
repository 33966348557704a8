"""Recording to bytes and back, whatever is in it and whatever happened to the bytes."""

import gzip
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.recording.any_samples import any_samples
from tests.recordings import header, same_bits, some_events, swaying
from trainer.recording.container import (
    DamagedRecording,
    End,
    JournalForm,
    NotARecording,
    UnknownVersion,
    pack,
    salvage,
    unpack,
)
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, Recording

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
RATIO_GOAL = 0.42


def journal(recording: Recording, part: int = 25) -> list[bytes]:
    samples = recording.samples
    parts = [samples[at : at + part] for at in range(0, len(samples), part)]
    return [
        JournalForm.begin(recording.header),
        *(JournalForm.samples(p) for p in parts),
        JournalForm.events(recording.events),
        JournalForm.end(End.of(recording)),
    ]


@pytest.fixture(scope="module")
def second() -> Recording:
    return swaying(500)


def test_everything_comes_back_exactly(second: Recording) -> None:
    back = unpack(pack(second))
    assert back.header == second.header
    assert back.events == second.events
    assert back.clock_map == second.clock_map
    assert same_bits(back.samples, second.samples)


def test_a_finished_journal_comes_back_exactly(second: Recording) -> None:
    salvaged = salvage(b"".join(journal(second)))
    assert salvaged.complete
    assert salvaged.dropped_bytes == 0
    assert salvaged.recording.header == second.header
    assert salvaged.recording.events == second.events
    assert salvaged.recording.clock_map == second.clock_map
    assert same_bits(salvaged.recording.samples, second.samples)


@SLOW
@given(any_samples())
def test_any_samples_come_back_to_the_last_bit_from_packed_and_plain_form(samples: Samples) -> None:
    recording = Recording(header(), samples, some_events(len(samples)), ClockMap())
    assert same_bits(unpack(pack(recording)).samples, samples)
    assert same_bits(salvage(b"".join(journal(recording))).recording.samples, samples)


@SLOW
@given(cut=st.integers(0, 1 << 20))
def test_a_journal_cut_anywhere_gives_all_blocks_before_the_cut(
    second: Recording, cut: int
) -> None:
    pieces = journal(second)
    whole = b"".join(pieces)
    cut = len(pieces[0]) + cut % (len(whole) - len(pieces[0]))
    ends = np.cumsum([len(p) for p in pieces])
    kept = int(np.searchsorted(ends, cut, side="right"))
    salvaged = salvage(whole[:cut])
    assert not salvaged.complete
    assert len(salvaged.recording.samples) == min(500, 25 * (kept - 1))
    assert salvaged.dropped_bytes == cut - ends[kept - 1]
    assert same_bits(salvaged.recording.samples, second.samples[: len(salvaged.recording.samples)])


def test_a_journal_cut_within_its_header_is_refused(second: Recording) -> None:
    with pytest.raises(DamagedRecording, match="holds no sample"):
        salvage(journal(second)[0][:-1])


@SLOW
@given(where=st.integers(0, 1 << 20), change=st.integers(1, 255))
def test_a_changed_byte_anywhere_is_noticed(second: Recording, where: int, change: int) -> None:
    data = bytearray(pack(second))
    data[where % len(data)] ^= change
    with pytest.raises((DamagedRecording, NotARecording, UnknownVersion)):
        unpack(bytes(data))


@SLOW
@given(where=st.integers(0, 1 << 20), change=st.integers(1, 255))
def test_a_changed_byte_in_a_journal_costs_only_what_comes_after(
    second: Recording, where: int, change: int
) -> None:
    pieces = journal(second)
    data = bytearray(b"".join(pieces))
    where = len(pieces[0]) + where % (len(data) - len(pieces[0]))
    data[where] ^= change
    salvaged = salvage(bytes(data))
    block = int(np.searchsorted(np.cumsum([len(p) for p in pieces]), where, side="right"))
    assert len(salvaged.recording.samples) == min(500, 25 * (block - 1))
    assert not salvaged.complete


def test_a_recording_cut_or_lengthened_is_refused(second: Recording) -> None:
    data = pack(second)
    for wrong in (data[:-1], data + b"\0", data[: len(data) // 2]):
        with pytest.raises(DamagedRecording):
            unpack(wrong)


def test_other_bytes_are_not_taken_for_a_recording() -> None:
    for other in (b"", b"BAPS", b"t_s,ap_deg\n0,0\n" * 9):
        with pytest.raises(NotARecording):
            unpack(other)


def test_a_later_version_is_refused_in_one_line_that_names_both(second: Recording) -> None:
    data = bytearray(pack(second))
    data[8] = 3
    with pytest.raises(UnknownVersion, match=r"version 3, .* version 2") as refused:
        unpack(bytes(data))
    assert "\n" not in str(refused.value)


def test_the_end_of_a_journal_says_how_many_of_its_samples_belong_to_the_trial(
    second: Recording,
) -> None:
    pieces = journal(second)[:-1]
    salvaged = salvage(b"".join([*pieces, JournalForm.end(End(480, 2, ClockMap()))]))
    assert len(salvaged.recording.samples) == 480
    assert salvaged.recording.events == second.events[:2]


def test_gaps_resets_and_a_changing_rail_come_back(second: Recording) -> None:
    samples = second.samples
    at = np.arange(500)
    holed = samples[np.flatnonzero((at % 97 > 3) & ((at < 200) | (at > 260)))]
    holed.epoch[150:] = 1
    holed.device_us[150:] += 1_700_000
    holed.flags[40:90] |= 2
    back = unpack(pack(replace(second, samples=holed)))
    assert same_bits(back.samples, holed)


def test_a_minute_of_sway_stays_far_smaller_than_its_zipped_table() -> None:
    recording = swaying(30_000)
    s = recording.samples
    rows = np.column_stack((s.seq, s.device_us, s.accel_counts, s.gyro_counts)).tolist()
    table = "seq,device_us,ax,ay,az,gx,gy,gz\n" + "".join(
        ",".join(map(str, row)) + "\n" for row in rows
    )
    packed = pack(recording)
    assert same_bits(unpack(packed).samples, s)
    assert len(packed) / len(gzip.compress(table.encode(), 9)) <= RATIO_GOAL
