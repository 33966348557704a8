"""The diagnosis of a board inside the station: a guide that waits for it beside the picture.

Its findings are shown and kept until the station ends, not stored (`trainer.sessions.board_due`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import sleep

from games.engine.meanwhile import Job
from trainer.acquisition.feed import STEP_S
from trainer.recording.guidance import Figure, Finished, Guide
from trainer.sessions.advice_words import advice_words, part_words
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.steps import ALMOST, Step
from trainer.sessions.diagnose import DIAGNOSE_S, diagnose
from trainer.sessions.diagnosis.finding import Finding

TEST = "Test of the board"
LEAVE_EMPTY = "Leave the empty board alone for ten seconds."
GOOD = "passed"


@dataclass(frozen=True)
class Diagnosed:
    """What a diagnosis found on one board, and when."""

    board_id: int
    at: datetime
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """What is to be done something about."""
        return tuple(finding for finding in self.findings if not finding.passed)


def diagnosis_guide(
    board: OpenBoard, keep: Callable[[Diagnosed], None], seconds: float = DIAGNOSE_S
) -> Guide:
    """Listen to the resting board, judge it, and show what failed; its stream has ended then.

    Nobody who leaves early waits for it: what it finds on the board that is given back is nobody's.
    """
    step = Step(TEST, 1, 1, Figure.WAIT, LEAVE_EMPTY)
    begun_ns = board.feed.now_ns()
    work = Job(lambda: diagnose(board, seconds))
    while work.running:
        yield step.moment(min((board.feed.now_ns() - begun_ns) / (seconds * 1e9), ALMOST))
        sleep(STEP_S)
    tested = Diagnosed(board.identity.board_id, datetime.now(UTC), tuple(work.result()))
    keep(tested)
    return _finished(tested)


def _finished(tested: Diagnosed) -> Finished:
    failed = tested.failed
    lines = tuple((part_words(each.part), advice_words(each.advice)) for each in failed)
    good = (GOOD, str(len(tested.findings) - len(failed)))
    advice = lines[0][1] if failed else ""
    return Finished(TEST, not failed, (good, *lines), advice, tuple(part for part, _ in lines))
