"""Knee lane on a whole simulated board: strap, wire and clock included."""

from dataclasses import replace
from pathlib import Path

import pytest

from games.registry import activity_named
from games.replay import measure_recording, replay_trial
from tests.sessions.test_floor import on, visit
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Stimulus
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind, Outcome, Side
from trainer.sessions.board import open_board
from trainer.sessions.board_facts import facts_from
from trainer.sessions.errors import SessionError
from trainer.sessions.playable import tour

KNEE_LANE = activity_named("knee_lane")
ASKED = Conditions("knee_lane", Side.LEFT, seconds=18.0, rung=1)


def play(board: str, folder: Path, side: Side = Side.LEFT) -> Recording:
    """One trial with a simulated patient who sees the bead."""
    stimulus = Stimulus()
    context = LinkContext(SimulatedClock(), stimulus=stimulus)
    opened = open_board(board, context, facts_from(None, print, None))
    asked = replace(ASKED, side=side)
    kept = visit(opened, folder).play_headless(KNEE_LANE, asked, 1, stimulus, lambda _: None)
    return kept.recording


@pytest.mark.parametrize("straps", ["thigh", "both"])
def test_a_skilled_patient_lights_lanterns_and_the_replay_lights_the_same(
    tmp_path: Path, straps: str
) -> None:
    recording = play(f"sim:floor?side=left&skill=0.9&seed=2&straps={straps}", tmp_path)
    measures = measure_recording(recording)
    assert recording.outcome() is Outcome.COMPLETED
    assert measures.why_not == ""
    assert measures.value("lanterns_lit") == replay_trial(recording).rules.earned == 2
    assert (measures.value("thigh_repetitions") or 0) >= 2


@pytest.mark.parametrize("straps", ["none", "sacrum"])
def test_without_a_strap_on_the_thigh_it_is_refused_in_one_line(
    tmp_path: Path, straps: str
) -> None:
    with pytest.raises(SessionError, match="run baps calibrate thigh, or play single-leg-squat"):
        play(f"sim:floor?side=left&straps={straps}", tmp_path)


@pytest.mark.parametrize(
    ("side", "said"), [(Side.RIGHT, "set up on the left thigh"), (Side.BOTH, "say --side left")]
)
def test_a_strap_on_the_other_leg_and_two_legs_are_refused(
    tmp_path: Path, side: Side, said: str
) -> None:
    with pytest.raises(SessionError, match=said):
        play("sim:floor?side=left&straps=thigh", tmp_path, side)


def test_a_tour_of_the_floor_leaves_it_out_without_a_strap(tmp_path: Path) -> None:
    names = {
        straps: [each.name for each in tour(on(f"sim:floor?straps={straps}"))]
        for straps in ("both", "sacrum")
    }
    assert "knee_lane" in names["both"]
    assert "knee_lane" not in names["sacrum"]


def test_a_strap_pulled_in_mid_game_pauses_the_round(tmp_path: Path) -> None:
    recording = play("sim:floor?side=left&skill=0.9&seed=2&straps=thigh&pulled_s=16", tmp_path)
    (pause,) = (event for event in recording.events if event.kind is EventKind.PAUSE)
    assert pause.data["reason"] == "strap"
    # Nobody puts it back, and nobody is there to end it.
    assert recording.outcome() is Outcome.STOPPED
