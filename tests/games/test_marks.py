"""Where an assessment's marks stand: at fixed distances, and never where they must not be."""

from math import hypot

import pytest

from games.engine.ground import NoTargetLeft
from games.engine.marks import marks_of
from games.engine.setup import TrialSetup
from games.registry import activity_named
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim, round_rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Source

WITH_MARKS = pytest.mark.parametrize("name", ["limits", "blind_return"])
HEELS_HURT = Range((0.0, 90.0, 180.0, 270.0), (20.0, 20.0, 3.0, 20.0), Source.MEASURED)
TINY_TO_THE_RIGHT = Rim((0.0, 90.0, 180.0, 270.0), (12.0, 3.0, 12.0, 12.0), Source.MEASURED)


def setup_on(name: str, rim: Rim, limit: Range | None = None) -> TrialSetup:
    return activity_named(name).setup(Conditions(name), rim, limit=limit)


@WITH_MARKS
def test_no_mark_is_farther_than_three_quarters_of_rim_or_range(name: str) -> None:
    free = marks_of(setup_on(name, RIM).parameters)
    limited = marks_of(setup_on(name, RIM, HEELS_HURT).parameters)
    for ap, ml in free:
        assert hypot(ap, ml) <= 0.75 * float(RIM.limit_deg(ap, ml))
    for ap, ml in limited:
        assert hypot(ap, ml) <= 0.75 * float(HEELS_HURT.limit_deg(ap, ml))
    # Those that are left stand where they always do.
    assert set(limited) < set(free)
    assert not any(ap < 0 and abs(ml) < 0.1 for ap, ml in limited)
    assert any(ap > 0 and abs(ml) < 0.1 for ap, ml in limited)


@WITH_MARKS
def test_a_range_that_reaches_no_mark_is_said(name: str) -> None:
    nowhere = Range((0.0, 180.0), (1.5, 1.5), Source.MEASURED)
    with pytest.raises(NoTargetLeft, match="today's range or this rim leaves no direction"):
        setup_on(name, RIM, nowhere)


@WITH_MARKS
def test_standing_level_holds_no_mark_however_tiny_the_rim_is_there(name: str) -> None:
    parameters = setup_on(name, TINY_TO_THE_RIGHT).parameters
    marks = marks_of(parameters)
    assert marks
    assert all(hypot(ap, ml) > parameters["mark_radius_deg"] for ap, ml in marks)
    with pytest.raises(NoTargetLeft):
        setup_on(name, round_rim(3.0, Source.MEASURED))


@WITH_MARKS
def test_no_go_sectors_all_round_are_said_and_not_the_range(name: str) -> None:
    with pytest.raises(NoTargetLeft, match="no-go sectors leave no direction"):
        activity_named(name).setup(Conditions(name), RIM, no_go=(Sector(0.0, 359.0),))


def test_a_small_rim_leaves_the_far_marks_to_return_to() -> None:
    marks = marks_of(setup_on("blind_return", round_rim(4.5, Source.MEASURED)).parameters)
    assert [round(hypot(ap, ml), 2) for ap, ml in marks] == [2.92] * 4
