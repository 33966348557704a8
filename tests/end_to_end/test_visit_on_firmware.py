"""A whole visit on the real firmware: its board is plugged in after the start, and pulled once.

The visit waits for the board, goes on by itself when it is back, and plays a trial that was cut
once more.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.end_to_end.conftest import kept_trials
from tests.end_to_end.visiting import (
    ANSWERS,
    DRAFT,
    PATIENCE_S,
    Visiting,
    prescribe,
    said_of,
    visit_of,
)
from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import sway, with_lead_in
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.plans.anchor_dome import LEARNING_A_VISIT
from trainer.plans.prescribing import from_template
from trainer.plans.templates import TEMPLATES
from trainer.recording.plan import BoardItem, Legs, Plan
from trainer.recording.trial import Recording
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import EventKind, LinkState, Outcome, Side

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
WAITING = "waiting for the board, for 120 s at most"
BEGUN_BYTES = 300_000
"""Of a journal: the trial is past its gate, and far from its end."""
STILL_S = 4.5
"""Three seconds for the bias, and less than two more: a board that is still then has nobody on."""
STANCE = BoardItem("steady-stance", Legs.INVOLVED, rounds=3, seconds=12.0, rest_s=5.0, level=2)
ROUND = BoardItem("bullseye", Legs.INVOLVED, seconds=12.0, rest_s=5.0, level=2)


def visit_with_a_pulled_board(
    built: Built, board: Setup, running: Visiting, home: Path, patience_s: float
) -> str:
    """Plug the board in once it is missed, pull it in the second trial, and once it is missed again
    plug it in for good; what the command prints.
    """
    try:
        running.wait_for(WAITING)
        with VirtualUno(built, board):
            running.wait_until_in_trial(home, kept=1, begun_bytes=BEGUN_BYTES)
        running.wait_for(WAITING)
        with VirtualUno(built, board):
            printed, errors = running.process.communicate(timeout=patience_s)
    finally:
        running.process.kill()
    assert running.process.returncode == 0, errors
    return printed + errors


def assert_whole_and_closed_with_a_note(home: Path, told: str) -> None:
    """Every step was done and none left out, what was answered is kept once, the line has it."""
    visit, marks = visit_of(home)
    assert visit.closed_at is not None
    done = Counter(mark.step for mark in marks)
    assert {"screening", "symptoms", "prepare", "pain_after", "eye", "note"} <= set(done)
    assert max(done.values()) == 1
    assert {mark.kind for mark in marks} == {MarkKind.DONE}, marks
    kinds = Counter((kind, side) for kind, side, _ in said_of(home))
    assert kinds["pain_now", Side.RIGHT] == 2, "before and after"
    assert kinds["squat_knee", Side.RIGHT] == 1
    line = rf"^{visit.day} visit 1 · right knee · pain 1→2 · .* min$"
    assert re.search(line, told, re.MULTILINE)


def was_pulled(recording: Recording) -> bool:
    """A host that is too busy for a board in real time only stalls it, and plays again, too."""
    links = [each for each in recording.events if each.kind is EventKind.LINK]
    return any(each.data["state"] == LinkState.LOST for each in links)


def test_a_visit_goes_on_by_itself_when_its_board_comes_late_and_is_pulled(
    built, environment, home, patient, tmp_path
) -> None:
    prescribe(home, Plan(DRAFT, "short", datetime.now(UTC), (STANCE, ROUND), anchor=False))
    link = tmp_path / "board"
    board = Setup(fast=True, motion=with_lead_in(sway(600.0), STILL_S), link=link, **NOISE)
    running = Visiting(f"serial:{link}", environment, ANSWERS)
    told = visit_with_a_pulled_board(built, board, running, home, PATIENCE_S)
    trials = [(r.header.conditions.activity, t.outcome) for t, r in kept_trials(home)]
    assert Counter(trials) == {
        ("steady-stance", Outcome.COMPLETED): 3,
        ("steady-stance", Outcome.INTERRUPTED): 1,
        ("bullseye", Outcome.COMPLETED): 1,
    }
    assert_whole_and_closed_with_a_note(home, told)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_default_plan_is_done_in_real_time_with_a_board_that_comes_late_and_is_pulled(
    built, environment, home, patient, tmp_path
) -> None:
    prescribe(home, from_template(TEMPLATES["ten-minutes"], DRAFT, datetime.now(UTC)))
    link = tmp_path / "board"
    board = Setup(motion=with_lead_in(sway(2400.0), STILL_S), link=link, **NOISE)
    running = Visiting(f"serial:{link}", environment, ANSWERS, "--operator", "JD")
    told = visit_with_a_pulled_board(built, board, running, home, 2300.0)
    kept = kept_trials(home)
    assert sum(was_pulled(recording) for _, recording in kept) == 1
    # Learning and the search leave the bouts of a first visit out, where the search is long.
    tried = Counter(r.header.conditions.side for t, r in kept if t.outcome is Outcome.COMPLETED)
    assert min(tried[Side.LEFT], tried[Side.RIGHT]) >= LEARNING_A_VISIT
    assert "settle" in {mark.step for mark in visit_of(home)[1]}
    assert_whole_and_closed_with_a_note(home, told)
