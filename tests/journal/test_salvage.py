"""A journal gives back every block that is whole, whatever happened to the others."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.recording.any_samples import any_samples
from tests.recording.standing import standing
from tests.recordings import header, some_events, swaying
from trainer.journal.form import End, JournalForm
from trainer.journal.salvage import salvage
from trainer.recording.columns import same_bits
from trainer.recording.container import DamagedRecording, NotARecording, UnknownVersion
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, Recording, TrialEvent
from trainer.recording.vocabulary import EventKind

SLOW = settings(suppress_health_check=list(HealthCheck), max_examples=60)
PART = 25


def pieces_of(recording: Recording, part: int = PART) -> list[bytes]:
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


def same(a: Recording, b: Recording) -> bool:
    return (
        (a.header, a.events, a.clock_map) == (b.header, b.events, b.clock_map)
        and same_bits(a.samples, b.samples)
        and same_bits(a.load, b.load)
        and same_bits(a.body, b.body)
    )


def test_a_finished_journal_comes_back_exactly(second: Recording) -> None:
    salvaged = salvage(b"".join(pieces_of(second)))
    assert (salvaged.complete, salvaged.damaged_bytes, salvaged.torn_bytes) == (True, 0, 0)
    assert same(salvaged.recording, second)


@SLOW
@given(any_samples())
def test_any_samples_come_back_to_the_last_bit(samples: Samples) -> None:
    recording = Recording(header(), samples, some_events(len(samples)), ClockMap())
    assert same_bits(salvage(b"".join(pieces_of(recording))).recording.samples, samples)


def test_a_damaged_block_in_the_middle_costs_itself_alone(second: Recording) -> None:
    pieces = pieces_of(second)
    for wrong in (0, 3, 9, len(pieces[5]) - 1):
        hurt = bytearray(pieces[5])
        hurt[wrong] ^= 0x40
        salvaged = salvage(b"".join([*pieces[:5], bytes(hurt), *pieces[6:]]))
        assert salvaged.damaged_bytes == len(pieces[5])
        assert salvaged.complete
        left = np.r_[0:100, 125:500]
        assert same_bits(salvaged.recording.samples, second.samples[left])


def test_one_flipped_bit_early_in_a_minute_costs_one_block(second: Recording) -> None:
    recording = swaying(30_000)
    data = bytearray(b"".join(pieces_of(recording)))
    data[len(data) // 20] ^= 1
    assert len(salvage(bytes(data)).recording.samples) == 30_000 - PART


@SLOW
@given(where=st.integers(0, 1 << 20), length=st.integers(1, 6000), seed=st.integers(0, 9))
def test_any_damage_behind_the_header_leaves_all_untouched_blocks(
    second: Recording, where: int, length: int, seed: int
) -> None:
    pieces = pieces_of(second)
    data = bytearray(b"".join(pieces))
    begin = len(pieces[0]) + where % (len(data) - len(pieces[0]))
    end = min(len(data), begin + length)
    data[begin:end] = np.random.default_rng(seed).bytes(end - begin)
    ends = np.cumsum([len(p) for p in pieces])
    begins = ends - [len(p) for p in pieces]
    untouched = [at for at in range(1, 21) if ends[at] <= begin or begins[at] >= end]
    salvaged = salvage(bytes(data))
    assert len(salvaged.recording.samples) == PART * len(untouched)
    assert salvaged.dropped_bytes > 0


def test_bytes_that_were_put_in_or_taken_out_cost_only_their_block(second: Recording) -> None:
    pieces = pieces_of(second)
    for hurt in (pieces[7][:200] + b"\0\1\2" + pieces[7][200:], pieces[7][:200] + pieces[7][260:]):
        salvaged = salvage(b"".join([*pieces[:7], hurt, *pieces[8:]]))
        assert len(salvaged.recording.samples) == 475


def test_events_keep_their_place_among_the_samples_that_are_left(second: Recording) -> None:
    events = (
        TrialEvent(EventKind.START, 0),
        TrialEvent(EventKind.FAULT, 110),
        TrialEvent(EventKind.BUTTON, 300),
        TrialEvent(EventKind.OUTCOME, 500),
    )
    pieces = pieces_of(replace(second, events=events))
    del pieces[5]
    torn = salvage(b"".join([*pieces[:5], b"\xff" * 99, *pieces[5:]])).recording
    assert [event.index for event in torn.events] == [0, 100, 275, 475]
    assert torn.samples.seq[275] == second.samples.seq[300]


@pytest.mark.parametrize("lost", [1, 3])
def test_events_keep_their_place_if_the_first_rows_are_lost(second: Recording, lost: int) -> None:
    events = (TrialEvent(EventKind.START, 200), TrialEvent(EventKind.OUTCOME, 500))
    pieces = pieces_of(replace(second, events=events))
    torn = salvage(b"".join([pieces[0], b"\xff" * 99, *pieces[1 + lost :]])).recording
    start = torn.events[0].index
    assert torn.samples.seq[start] == second.samples.seq[200]


@SLOW
@given(cut=st.integers(0, 1 << 20))
def test_a_journal_cut_anywhere_gives_all_blocks_before_the_cut(
    second: Recording, cut: int
) -> None:
    pieces = pieces_of(second)
    whole = b"".join(pieces)
    cut = len(pieces[0]) + cut % (len(whole) - len(pieces[0]))
    ends = np.cumsum([len(p) for p in pieces])
    kept = int(np.searchsorted(ends, cut, side="right"))
    salvaged = salvage(whole[:cut])
    assert not salvaged.complete
    assert (salvaged.damaged_bytes, salvaged.torn_bytes) == (0, cut - ends[kept - 1])
    assert len(salvaged.recording.samples) == min(500, PART * (kept - 1))


def test_what_stands_behind_the_end_counts_as_damage(second: Recording) -> None:
    salvaged = salvage(b"".join(pieces_of(second)) + b"\x02\x99")
    assert (salvaged.damaged_bytes, salvaged.torn_bytes) == (2, 0)


def test_a_whole_last_block_with_a_wrong_sum_is_damage_and_no_torn_tail(second: Recording) -> None:
    pieces = pieces_of(second)[:4]
    data = bytearray(b"".join(pieces))
    data[-1] ^= 1
    salvaged = salvage(bytes(data))
    assert (salvaged.damaged_bytes, salvaged.torn_bytes) == (len(pieces[3]), 0)


def test_a_journal_without_its_header_is_refused(second: Recording) -> None:
    pieces = pieces_of(second)
    for data in (pieces[0][:-1], pieces[0][:30] + b"\xff" + pieces[0][31:] + pieces[1]):
        with pytest.raises(DamagedRecording, match="header is damaged or cut"):
            salvage(data)


def test_other_bytes_and_later_versions_are_refused(second: Recording) -> None:
    for other in (b"", b"BAPS", b"t_s,ap_deg\n0,0\n" * 9):
        with pytest.raises(NotARecording):
            salvage(other)
    later = bytearray(pieces_of(second)[0])
    later[8] = 2
    with pytest.raises(UnknownVersion, match=r"version 2, .* version 1: update it"):
        salvage(bytes(later))


def test_the_end_says_how_many_rows_of_each_sensor_belong_to_the_trial() -> None:
    recording = standing()
    pieces = (
        JournalForm.begin(recording.header),
        JournalForm.samples(recording.samples[:200]),
        JournalForm.samples(recording.load),
        JournalForm.samples(recording.body),
        JournalForm.samples(recording.samples[200:]),
        JournalForm.events(recording.events),
    )
    data = b"".join(pieces)
    assert same_bits(salvage(data).recording.load, recording.load)
    end = End(490, 2, ClockMap(), load=70, body=480)
    left = salvage(data + JournalForm.end(end)).recording
    assert (len(left.samples), len(left.load), len(left.body)) == (490, 70, 480)
    assert left.events == recording.events[:2]
