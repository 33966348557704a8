"""A visit that is killed goes on where it stopped, and nothing is played or asked twice."""

import os
import re
import signal
from collections import Counter
from datetime import UTC, datetime

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
from trainer.recording.plan import BoardItem, Legs, Plan
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Outcome

BOARD = "sim:patient?skill=0.9"
ROUNDS = BoardItem("bullseye", Legs.INVOLVED, rounds=2, seconds=5.0, rest_s=5.0, level=2)
BEGUN_BYTES = 100_000
"""Of the 390 000 of its journal: the trial is in its middle."""


def started(environment: dict[str, str]) -> Visiting:
    return Visiting(BOARD, environment, ANSWERS, "--fast")


def killed(running: Visiting) -> None:
    """As nobody can prevent it."""
    running.process.send_signal(signal.SIGKILL)
    running.process.communicate()
    assert running.process.returncode == -signal.SIGKILL, "it had not ended by itself"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_visit_that_is_killed_between_steps_and_in_a_trial_goes_on_where_it_stopped(
    environment, home, patient
) -> None:
    plan = Plan(DRAFT, "short", datetime.now(UTC), (ROUNDS,), anchor=False)
    prescribe(home, plan)
    between = started(environment)
    between.wait_until_marked(home, "symptoms")
    killed(between)
    first, asked = visit_of(home)
    assert kept_trials(home) == []

    in_trial = started(environment)
    in_trial.wait_until_in_trial(home, kept=1, begun_bytes=BEGUN_BYTES)
    killed(in_trial)
    (played, _), *none = kept_trials(home)
    assert none == []

    last = started(environment)
    told, errors = last.process.communicate(timeout=PATIENCE_S)
    assert last.process.returncode == 0, errors
    visit, marks = visit_of(home)
    assert visit.visit_id == first.visit_id
    assert visit.closed_at is not None
    assert marks[: len(asked)] == asked
    assert {mark.kind for mark in marks} == {MarkKind.DONE}
    assert max(Counter(mark.step for mark in marks).values()) == 1
    kept = {trial.trial_id: trial.outcome for trial, _ in kept_trials(home)}
    assert Counter(kept.values()) == {Outcome.COMPLETED: 2, Outcome.INTERRUPTED: 1}
    assert kept[played.trial_id] is Outcome.COMPLETED
    assert set(Counter(said_of(home)).values()) == {1}, "each answer once"
    line = rf"^{visit.day} visit 1 · right knee · pain 1→2 · bullseye 2 × 5 s.* min$"
    assert re.search(line, told + errors, re.MULTILINE)
