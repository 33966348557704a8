"""A whole visit on the real firmware: its board is plugged in after the start, and pulled once.

The visit waits for the board, goes on by itself when it is back, and plays a trial that was cut
once more.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.end_to_end.conftest import kept_trials
from tests.end_to_end.overheard import Overheard
from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import sway, with_lead_in
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.plans.prescribing import from_template, signed
from trainer.plans.templates import TEMPLATES
from trainer.recording.clinical import Episode
from trainer.recording.plan import BoardItem, Legs, Plan
from trainer.recording.vocabulary import Outcome, Side
from trainer.store.store import Store

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
PATIENCE_S = 200.0
WAITING = "waiting for the board, for 120 s at most"
BEGUN_BYTES = 300_000
"""Of a journal: the trial is past its gate, and far from its end."""
STILL_S = 4.5
"""Three seconds for the bias, and less than two more: a board that is still then has nobody on."""
DRAFT, SIGNED = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
STANCE = BoardItem("steady-stance", Legs.INVOLVED, rounds=3, seconds=20.0, rest_s=5.0, level=2)
ROUND = BoardItem("bullseye", Legs.INVOLVED, seconds=20.0, rest_s=5.0, level=2)


def prescribe(home: Path, plan: Plan) -> None:
    """K7's right leg is in trouble, and a therapist has signed this."""
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        store.add_episode("K7", Episode(now, Side.RIGHT))
        store.add_plan("K7", signed(plan, SIGNED, "JD", now))


class Visiting(Overheard):
    """The visit of K7, without a window, on the board at this link."""

    def __init__(self, link: Path, environment: dict[str, str], *options: str) -> None:
        asked = ["visit", "K7", "--headless", "--board", f"serial:{link}", *options]
        command = [sys.executable, "-m", "trainer.cli.main", *asked]
        super().__init__(command, environment, stdout=subprocess.PIPE)

    def wait_until_in_trial(self, home: Path, kept: int) -> None:
        """Until so many trials are kept, and the next one is in its middle."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.process.poll() is None:
            known = {recording.header.trial_id for _, recording in kept_trials(home)}
            begun = (home / "journals").glob("*.journal")
            # The journal of a trial that is kept goes away a moment later.
            running = [path for path in begun if path.stem not in known]
            if len(known) >= kept and any(path.stat().st_size > BEGUN_BYTES for path in running):
                return
            time.sleep(0.05)
        pytest.fail(f"the trial never ran: {self.said}")


def visit_with_a_pulled_board(
    built: Built, board: Setup, running: Visiting, home: Path, patience_s: float
) -> str:
    """Plug the board in once it is missed, pull it in the second trial, and once it is missed again
    plug it in for good; what the command prints.
    """
    try:
        running.wait_for(WAITING)
        with VirtualUno(built, board):
            running.wait_until_in_trial(home, kept=1)
        running.wait_for(WAITING)
        with VirtualUno(built, board):
            printed, errors = running.process.communicate(timeout=patience_s)
    finally:
        running.process.kill()
    assert running.process.returncode == 0, errors
    return printed + errors


def assert_closed_with_a_note(home: Path, told: str) -> None:
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        (visit,) = store.visits("K7")
    assert visit.closed_at is not None
    assert re.search(rf"^{visit.day} visit 1 · right knee · .* min$", told, re.MULTILINE)


def test_a_visit_goes_on_by_itself_when_its_board_comes_late_and_is_pulled(
    built, environment, home, patient, tmp_path
) -> None:
    prescribe(home, Plan(DRAFT, "short", datetime.now(UTC), (STANCE, ROUND), anchor=False))
    link = tmp_path / "board"
    board = Setup(fast=True, motion=with_lead_in(sway(600.0), STILL_S), link=link, **NOISE)
    running = Visiting(link, environment)
    told = visit_with_a_pulled_board(built, board, running, home, PATIENCE_S)
    trials = [(r.header.conditions.activity, t.outcome) for t, r in kept_trials(home)]
    assert Counter(trials) == {
        ("steady-stance", Outcome.COMPLETED): 3,
        ("steady-stance", Outcome.INTERRUPTED): 1,
        ("bullseye", Outcome.COMPLETED): 1,
    }
    assert_closed_with_a_note(home, told)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_default_plan_is_done_in_real_time_with_a_board_that_comes_late_and_is_pulled(
    built, environment, home, patient, tmp_path
) -> None:
    prescribe(home, from_template(TEMPLATES["ten-minutes"], DRAFT, datetime.now(UTC)))
    link = tmp_path / "board"
    board = Setup(motion=with_lead_in(sway(2400.0), STILL_S), link=link, **NOISE)
    running = Visiting(link, environment, "--operator", "JD")
    told = visit_with_a_pulled_board(built, board, running, home, 2300.0)
    kept = kept_trials(home)
    assert [t.outcome for t, _ in kept].count(Outcome.INTERRUPTED) == 1
    assert {r.header.conditions.activity for _, r in kept} >= {"steady-stance", "bullseye"}
    assert_closed_with_a_note(home, told)
