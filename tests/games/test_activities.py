"""What holds for every activity there is: a new one is covered from its first day."""

import json

import pytest

from games.engine.activity import Activity, Kind
from games.engine.draw.layout import Layout
from games.registry import UnknownActivity, activities, activity_named
from tools.gallery import PAST, RIM
from trainer.metrics import all_metrics
from trainer.recording.conditions import Conditions
from trainer.recording.target import target_of
from trainer.recording.vocabulary import Eyes, Side

EVERY = pytest.mark.parametrize("activity", activities().values(), ids=activities().keys())


@EVERY
@pytest.mark.parametrize("rung", [0, 1, 6, 12])
def test_parameters_survive_a_recording_and_say_ring_and_rung(
    activity: Activity, rung: int
) -> None:
    setup = activity.setup(Conditions("", rung=rung), RIM)
    assert json.loads(json.dumps(setup.parameters)) == setup.parameters
    path = target_of(setup.parameters)
    assert setup.conditions.activity == activity.name
    assert setup.conditions.ring_deg == (round(max(path.radii_deg), 2) if path else 0.0)
    assert setup.conditions.rung == (max(rung, 1) if activity.kind is Kind.TRAINING else 0)


@EVERY
def test_the_headline_is_a_metric(activity: Activity) -> None:
    names = {name for metric in (*all_metrics(), *activity.metrics) for name in metric.names}
    assert activity.headline.name in names


@EVERY
def test_every_activity_speaks_to_the_patient_with_the_eyes_it_is_played_with(activity) -> None:
    assert Eyes.OPEN in activity.eyes
    for eyes in activity.eyes:
        assert activity.wording.instruction[eyes].endswith(".")
        assert activity.wording.playing[eyes]
        assert activity.wording.gate[eyes]


def test_only_what_shows_where_to_go_is_not_played_with_closed_eyes() -> None:
    seen = {name for name, one in activities().items() if Eyes.CLOSED not in one.eyes}
    assert seen == {"limits", "blind_return", "track"}


@EVERY
def test_every_activity_has_a_picture_on_two_legs(activity: Activity) -> None:
    """`test_modes` draws either leg's."""
    for eyes in activity.eyes:
        setup = activity.setup(Conditions("", side=Side.BOTH, eyes=eyes), RIM)
        assert activity.scene(activity.stage(setup, Layout((640, 360)), PAST))


def test_both_first_activities_are_found() -> None:
    assert {"steady-stance", "bullseye"} <= set(activities())


def test_an_unknown_activity_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownActivity, match="bullseye"):
        activity_named("bulls-eye")
