"""An exercise of the plan away from the board: its sets with the figure, and how hard it was."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from games.desk.page import BACK
from games.screens.station.exercise import ExercisePage, Take
from trainer.plans.steps import Step
from trainer.recording.clinical import ExerciseDone
from trainer.recording.vocabulary import Side
from trainer.sessions.station.front import Front
from trainer.sessions.visits.attendant import Went


def do_exercise(
    front: Front, step: Step, tell_pain: Callable[[Side], object]
) -> tuple[Went, ExerciseDone | None]:
    """What was done of it; pain ends it and is asked for, and what was done until then is kept:
    no set at all, too.
    """
    asked, side = step.exercise, step.side or Side.BOTH
    assert asked is not None
    page = ExercisePage(front.kit, asked, side)
    taken = front.show(page)
    if taken == BACK:
        return Went.LEFT, None
    hurts = taken == Take.PAIN
    if hurts:
        tell_pain(side)
    elif not page.sets_done:
        return Went.SKIPPED, None
    done = ExerciseDone(
        str(uuid.uuid4()),
        asked.exercise,
        datetime.now(UTC),
        side,
        page.sets_done,
        asked.repetitions,
        asked.load_kg,
        page.effort,
        "pain" if hurts else "",
    )
    return Went.DONE, done
