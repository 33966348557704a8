"""Foot mat and rail strip of a simulated board, seen by the program through the wire."""

import numpy as np
import pytest

from trainer.link.base import SimulatedClock
from trainer.link.simulated_contacts import SimulatedContacts
from trainer.link.uri import LinkContext
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import FLAG_FOOT_ON_MAT, FLAG_HAND_ON_RAIL
from trainer.recording.vocabulary import EventKind
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.simulation.board_state import BoardState, Doing
from trainer.wire.messages import BoardEventKind, Event, SampleFlag

SECONDS = 12.0
CLUMSY = "sim:patient?skill=0&level=5&seed=2&still_s=3&cells=80"


def stretch_of(uri: str) -> Stretch:
    board = open_board(uri, LinkContext(SimulatedClock()), lambda _hello, _stored: BoardFacts())
    wait_for_samples(board.feed, lambda _: None)
    while True:
        board.feed.wait(0.02)
        newest = board.feed.latest()
        if newest is not None and newest.t_s > SECONDS:
            break
    stretch = board.feed.since(-1)
    board.close()
    return stretch


def times_closed(stretch: Stretch, flag: int) -> int:
    return int(np.count_nonzero(np.diff((stretch.samples.flags & flag > 0).astype(int)) > 0))


def test_a_clumsy_patient_closes_both_contacts_and_each_change_is_an_event() -> None:
    stretch = stretch_of(CLUMSY + "&contacts=1")
    for flag, kind in (
        (FLAG_HAND_ON_RAIL, EventKind.HAND_RAIL),
        (FLAG_FOOT_ON_MAT, EventKind.FOOT_MAT),
    ):
        closed = times_closed(stretch, flag)
        assert closed > 0
        begun = [e for e in stretch.events if e.kind is kind and e.data["state"] == 1]
        assert len(begun) == closed
        assert np.any(stretch.load.flags & flag)


@pytest.mark.parametrize(("support", "closes"), [("fingertip", False), ("rail", True)])
def test_the_strip_on_the_rail_feels_a_hand_that_holds_it_and_no_fingertips(
    support: str, closes: bool
) -> None:
    stretch = stretch_of(f"sim:patient?skill=0.9&support={support}&still_s=3&contacts=1")
    held = stretch.samples.flags & FLAG_HAND_ON_RAIL > 0
    assert held[stretch.samples.t_s > 5.0].all() if closes else not held.any()


def test_contacts_that_are_not_fitted_never_close() -> None:
    stretch = stretch_of(CLUMSY)
    assert not np.any(stretch.samples.flags & (FLAG_HAND_ON_RAIL | FLAG_FOOT_ON_MAT))
    assert not stretch.events


@pytest.mark.parametrize(
    ("doing", "flag", "kind"),
    [
        (Doing.TOUCHING, SampleFlag.HAND_ON_RAIL, BoardEventKind.HAND_RAIL),
        (Doing.FOOT_DOWN, SampleFlag.FOOT_ON_MAT, BoardEventKind.FOOT_MAT),
    ],
)
def test_a_contact_is_closed_for_as_long_as_it_is_touched(
    doing: Doing, flag: SampleFlag, kind: BoardEventKind
) -> None:
    contacts = SimulatedContacts(fitted=True)
    free, touching = BoardState(doing=Doing.BALANCING), BoardState(doing=doing)
    contacts.meet([free] * 5 + [touching] * 3 + [free] * 2)
    assert [int(contacts.flags_at(ms * 1e3)) for ms in range(10)] == [0] * 5 + [flag] * 3 + [0] * 2
    assert list(contacts.due(1e6)) == [
        Event(kind, 0, 0, 1, 1_005_000),
        Event(kind, 0, 0, 0, 1_008_000),
    ]
    assert list(contacts.due(1e6)) == []
