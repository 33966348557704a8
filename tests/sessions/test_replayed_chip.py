"""A replay runs on the chip that the recording was made with: its times are those of that chip."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.recordings import swaying
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.container import pack
from trainer.recording.samples import FLAG_FOOT_ON_MAT, FLAG_HAND_ON_RAIL
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.sessions.board import OpenBoard, open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts

DELAY_US = 3900
N = 600


def made_with_another_chip() -> Recording:
    recording = swaying(N)
    setup = replace(recording.header.setup, who_am_i=0x98, filter_delay_us=DELAY_US)
    recording.samples.flags[200:300] |= FLAG_FOOT_ON_MAT
    recording.samples.flags[250:260] |= FLAG_HAND_ON_RAIL
    events = (
        TrialEvent(EventKind.FOOT_MAT, 200, {"code": 0, "sensor": 0, "state": 1}),
        TrialEvent(EventKind.HAND_RAIL, 250, {"code": 0, "sensor": 0, "state": 1}),
    )
    header = replace(recording.header, setup=setup, load=None, body=None)
    return replace(recording, header=header, events=events)


def replayed(tmp_path: Path) -> OpenBoard:
    file = tmp_path / "trial.baps"
    file.write_bytes(pack(made_with_another_chip()))
    context = LinkContext(clock=SimulatedClock())
    board = open_board(f"replay:{file}", context, lambda _hello, _stored: BoardFacts())
    wait_for_samples(board.feed, lambda _: None)
    while not board.feed.ended:
        board.feed.wait(0.02)
    return board


def test_a_replay_has_the_chip_and_the_delay_of_its_recording(tmp_path: Path) -> None:
    board = replayed(tmp_path)
    assert board.setup.who_am_i == 0x98
    assert board.setup.filter_delay_us == DELAY_US


def test_contacts_come_back_in_a_replay_as_flags_and_as_events(tmp_path: Path) -> None:
    board = replayed(tmp_path)
    stretch = board.feed.since(-1)
    recorded = made_with_another_chip().samples
    n = len(stretch.samples)
    assert n > 300
    assert np.array_equal(stretch.samples.flags, recorded.flags[:n])
    assert [event.kind for event in stretch.events] == [EventKind.FOOT_MAT, EventKind.HAND_RAIL]
