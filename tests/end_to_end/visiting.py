"""K7's visit by command in a process of its own: prescribed, answered, watched, killed."""

import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.end_to_end.conftest import kept_trials
from tests.end_to_end.overheard import Overheard
from trainer.plans.prescribing import signed
from trainer.recording.clinical import Episode
from trainer.recording.plan import Plan
from trainer.recording.visit import VisitMark, VisitRecord
from trainer.recording.vocabulary import Side
from trainer.store.store import Store

PATIENCE_S = 200.0
LOOKS_EVERY_S = 0.01
DRAFT, SIGNED = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))

SCREENING = {
    **dict.fromkeys(("floor_10_s", "full_weight", "no_repair", "light_enough"), "yes"),
    **dict.fromkeys(("giving_way", "locking", "dizziness", "calf", "chest"), "no"),
}
SYMPTOMS = {"pain_now:left": "0", "pain_now:right": "1", "effusion:right": "0"}
EYE = dict.fromkeys((f"squat_{part}:right" for part in ("knee", "pelvis", "trunk")), "1")
ANSWERS = {**SCREENING, **SYMPTOMS, "pain_after:right": "2", **EYE, "floor_stance:right": "12"}
"""All that a first visit asks of a patient whose right leg is in trouble: nothing locks it."""


def prescribe(home: Path, plan: Plan) -> None:
    """K7's right leg is in trouble, and a therapist has signed this."""
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        store.add_episode("K7", Episode(now, Side.RIGHT))
        store.add_plan("K7", signed(plan, SIGNED, "JD", now))


def visit_of(home: Path) -> tuple[VisitRecord, tuple[VisitMark, ...]]:
    """K7's one visit and its marks."""
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        (visit,) = store.visits("K7")
        return visit, store.marks(visit.visit_id)


def said_of(home: Path) -> list[tuple[str, Side | None, float | None]]:
    """Each thing that was said of K7, as often as it was said."""
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        return [(entry.kind, entry.side, entry.value) for entry in store.entries("K7")]


class Visiting(Overheard):
    """The visit of K7, without a window."""

    def __init__(
        self, board: str, environment: dict[str, str], answers: Mapping[str, str], *options: str
    ) -> None:
        given = [f"--answer={name}={value}" for name, value in answers.items()]
        asked = ["visit", "K7", "--headless", "--board", board, *given, *options]
        command = [sys.executable, "-m", "trainer.cli.main", *asked]
        super().__init__(command, environment, stdout=subprocess.PIPE)

    def wait_until_in_trial(self, home: Path, kept: int, begun_bytes: int) -> None:
        """Until so many trials are kept, and the next one's journal has so many bytes."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.process.poll() is None:
            journals = (home / "journals").glob("*.journal")
            large = {path.stem for path in journals if _size(path) > begun_bytes}
            if large and self._is_in_trial(home, kept, large):
                return
            time.sleep(LOOKS_EVERY_S)
        pytest.fail(f"the trial never ran: {self.said}")

    def wait_until_marked(self, home: Path, step: str) -> None:
        """Until this step is done, and the next one is hardly begun."""
        deadline = time.monotonic() + PATIENCE_S
        with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
            while time.monotonic() < deadline and self.process.poll() is None:
                marks = (m for visit in store.visits("K7") for m in store.marks(visit.visit_id))
                if step in {mark.step for mark in marks}:
                    return
                time.sleep(LOOKS_EVERY_S)
        pytest.fail(f"{step} was never done: {self.said}")

    @staticmethod
    def _is_in_trial(home: Path, kept: int, journals: set[str]) -> bool:
        """The journal of a trial that is kept goes away a moment later."""
        known = {recording.header.trial_id for _, recording in kept_trials(home)}
        return len(known) >= kept and bool(journals - known)


def _size(path: Path) -> int:
    """Nothing once it is gone."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
