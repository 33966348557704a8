"""The pace of the floor squat, what its rules count, and how long it is."""

import numpy as np
import pytest

from games.assessments.floor_squat import ACTIVITY, SquatsCounted
from games.engine.anchor import anchor_lines
from games.engine.pace import pace, squats_in
from games.engine.rules import Now
from tests.simulation.thigh_exercises import MovementFault, squats
from trainer.metrics import TrialMeasures, all_metrics
from trainer.recording.conditions import FLOOR, LEAD_IN_S, Conditions
from trainer.recording.trial import MetricValue, TrialResult
from trainer.recording.vocabulary import Outcome


@pytest.mark.parametrize(
    ("since_s", "word", "depth", "number"),
    [
        (-1.0, "Stand", 0.0, 0),
        (0.0, "Down", 0.0, 1),
        (1.5, "Down", 0.75, 1),
        (2.5, "Up", 0.75, 1),
        (4.5, "Stand", 0.0, 1),
        (7.0, "Down", 0.5, 2),
        (29.9, "Stand", 0.0, 5),
    ],
)
def test_the_pace_is_two_seconds_down_two_up_and_two_standing(since_s, word, depth, number) -> None:
    assert pace(LEAD_IN_S + since_s) == (word, pytest.approx(depth), number)


def test_its_usual_length_holds_five_squats() -> None:
    assert squats_in(ACTIVITY.seconds[0]) == 5
    assert ACTIVITY.headline.whole(ACTIVITY.seconds[0]) == 5


def counted(depth_deg: float, measuring: bool = True) -> float:
    """What the rules count in three squats of this depth."""
    rules, course = SquatsCounted(), squats(3, depth_deg=depth_deg, fault=MovementFault(0.2))
    now = Now(measuring=measuring)
    rows = zip(course.flexion_deg[::10], course.medial_lean_deg[::10], strict=True)
    for now.thigh_flexion_deg, now.thigh_medial_lean_deg in rows:
        rules.take(now)
    return rules.shown


def test_squats_are_counted_when_they_were_deep_and_are_back_upright() -> None:
    assert counted(50.0) == 3
    assert counted(22.0) == 0
    assert counted(50.0, measuring=False) == 0


def test_an_unknown_thigh_counts_nothing() -> None:
    rules = SquatsCounted()
    rules.take(Now(measuring=True, thigh_flexion_deg=np.nan, thigh_medial_lean_deg=np.nan))
    assert rules.shown == 0


def test_a_therapist_reads_thigh_and_pelvis_side_by_side_and_nothing_of_a_board() -> None:
    values = [
        MetricValue(name, 1.0, metric.unit, "", 100.0, "")
        for metric in all_metrics()
        for name in metric.names
    ]
    everything = TrialMeasures(0, 0.0, 100.0, tuple(values))
    conditions = Conditions("floor-squat", level=FLOOR)
    result = TrialResult(Outcome.COMPLETED, 33.0, "thigh_repetitions")
    read = [line.name for line in anchor_lines(everything, result, conditions)]
    assert read[:2] == ["thigh_medial_lean_at_30", "pelvis_drop_deg"]
    assert not {"osi", "rim_contacts", "time_to_failure_s"} & set(read)
