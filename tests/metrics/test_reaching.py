"""Family C on motion whose numbers are known beforehand."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from tests.metrics.signals import Array, a_reach, completed, ordinary_axes, recorded, smooth_step
from trainer.metrics import TrialMeasures, measure_trial
from trainer.metrics.directions import DIRECTIONS
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Family
from trainer.metrics.moving_facts import Reach, Reaches
from trainer.metrics.registry import all_metrics
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray
from trainer.recording.cue import Cue
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, Side

BY_NAME = {m.names[0]: m for m in all_metrics() if m.family is Family.REACHING}
MEASURES = (
    "reaction_time_s",
    "movement_velocity",
    "endpoint_excursion_pct",
    "maximum_excursion_pct",
    "directional_control_pct",
)
SMOOTH_MIDDLE = 0.8107 - 0.1893
"""Of its time, a movement of least jerk takes this for 5 to 95 % of its way."""


def value(name: str, *reaches: Reach, side: Side = Side.RIGHT) -> float:
    facts = Facts(reaches=Reaches(reaches), side=side, sway=Sway(np.zeros((2, 0)), 100.0))
    return BY_NAME[name].values(facts)[0]


def values_or_reason(name: str, reach: Reach) -> tuple[list[float], str]:
    try:
        return [value(name, reach)], ""
    except NotMeasurableError as problem:
        return [], str(problem)


def why_not(name: str, *reaches: Reach, side: Side = Side.RIGHT) -> str:
    with pytest.raises(NotMeasurableError) as problem:
        value(name, *reaches, side=side)
    return str(problem.value)


def moved(reach: Reach, along: FloatArray | float = 0.0, across: FloatArray | float = 0.0) -> Reach:
    return replace(reach, along_deg=reach.along_deg + along, across_deg=reach.across_deg + across)


@pytest.mark.parametrize("reaction_s", [0.2, 0.45, 1.0])
def test_the_reaction_is_the_time_from_the_cue_to_the_first_motion(reaction_s: float) -> None:
    assert value("reaction_time_s", a_reach(reaction_s=reaction_s)) == pytest.approx(
        reaction_s, abs=0.02
    )


@pytest.mark.parametrize(("seconds", "to_deg"), [(0.6, 6.0), (1.2, 6.0), (0.8, 3.0)])
def test_a_smooth_reach_has_the_velocity_of_its_middle_part(seconds: float, to_deg: float) -> None:
    found = value("movement_velocity", a_reach(seconds=seconds, to_deg=to_deg))
    assert found == pytest.approx(0.9 * to_deg / (SMOOTH_MIDDLE * seconds), rel=0.02)


def test_a_reach_of_one_speed_has_that_velocity() -> None:
    t_s = np.arange(-100, 250) / 100.0
    ramp = 5.0 * np.clip(t_s - 0.5, 0.0, 1.2)
    even = replace(a_reach(), along_deg=ramp, across_deg=np.zeros_like(ramp))
    assert value("movement_velocity", even) == pytest.approx(5.0, rel=0.02)
    assert value("endpoint_excursion_pct", even) == pytest.approx(100.0, abs=1.0)


@pytest.mark.parametrize("to_deg", [3.0, 6.0, 7.5])
def test_a_reach_in_one_go_ends_where_it_stops(to_deg: float) -> None:
    reach = a_reach(to_deg=to_deg)
    assert value("endpoint_excursion_pct", reach) == pytest.approx(100 * to_deg / 6, abs=1.0)
    assert value("maximum_excursion_pct", reach) == pytest.approx(100 * to_deg / 6, abs=0.1)


def test_a_second_go_counts_for_the_maximum_and_not_for_the_endpoint() -> None:
    t_s = np.arange(-100, 250) / 100.0
    second = 2.4 * smooth_step(t_s - 1.3, 0.6)
    reach = moved(a_reach(reaction_s=0.4, seconds=0.8, to_deg=3.6), second)
    assert value("endpoint_excursion_pct", reach) == pytest.approx(60.0, abs=1.0)
    assert value("maximum_excursion_pct", reach) == pytest.approx(100.0, abs=0.1)


def test_a_reach_that_turns_back_ends_where_it_turns() -> None:
    t_s = np.arange(-100, 250) / 100.0
    back = -2.0 * smooth_step(t_s - 1.1, 0.4)
    reach = moved(a_reach(reaction_s=0.4, seconds=0.7), back)
    assert value("endpoint_excursion_pct", reach) == pytest.approx(100.0, abs=2.0)


def test_a_tremor_on_the_way_does_not_end_the_reach() -> None:
    t_s = np.arange(-100, 250) / 100.0
    trembling = moved(a_reach(), 0.004 * np.sin(2 * np.pi * 8.0 * t_s))
    assert value("endpoint_excursion_pct", trembling) == pytest.approx(100.0, abs=2.0)


@pytest.mark.parametrize("bow_deg", [0.0, 0.6, 1.5, 4.0])
def test_control_of_direction_is_the_way_on_the_axis_less_the_way_off_it(bow_deg: float) -> None:
    found = value("directional_control_pct", a_reach(bow_deg=bow_deg))
    assert found == pytest.approx(100.0 * (6.0 - 2 * bow_deg) / 6.0, abs=1.0)


def test_sway_before_the_cue_raises_what_counts_as_a_start() -> None:
    t_s = np.arange(-100, 250) / 100.0
    lively = moved(a_reach(seconds=0.6), 0.2 * np.sin(2 * np.pi * 1.3 * t_s))
    reaction_s = value("reaction_time_s", lively)
    assert 0.42 < reaction_s < 0.6
    drowned = moved(a_reach(seconds=2.0, to_deg=2.0), 1.5 * np.sin(2 * np.pi * 1.3 * t_s))
    assert "stood out from the sway" in why_not("reaction_time_s", drowned)
    assert value("maximum_excursion_pct", drowned) > 30.0


def test_who_moves_within_150_ms_did_not_answer_the_cue() -> None:
    early = a_reach(reaction_s=0.1)
    for name in MEASURES:
        if name != "maximum_excursion_pct":
            assert why_not(name, early)
    late = a_reach(reaction_s=0.5)
    assert value("reaction_time_s", early, late) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("name", MEASURES)
def test_a_reach_that_touches_the_rim_scores_nothing(name: str) -> None:
    good, on_rim = a_reach(), a_reach(90.0, to_deg=9.0, on_rim=True)
    assert value(name, good, on_rim) == value(name, good)
    assert "touched its rim" in why_not(name, on_rim)


@pytest.mark.parametrize("name", MEASURES)
def test_without_a_cue_there_is_a_reason(name: str) -> None:
    assert "no target was called" in why_not(name)


@pytest.mark.parametrize("length", [0, 1, 50, 100, 101, 110, 150])
@pytest.mark.parametrize("name", MEASURES)
def test_a_reach_cut_short_has_a_finite_value_or_a_reason(name: str, length: int) -> None:
    whole = a_reach()
    along, across = whole.along_deg[:length], whole.across_deg[:length]
    short = replace(whole, along_deg=along, across_deg=across, cued=min(100, length))
    found, why = values_or_reason(name, short)
    assert np.isfinite(found).all()
    assert len(found) or len(why) > 10


def test_nobody_who_stays_has_a_reaction_and_the_excursion_is_nothing() -> None:
    still = a_reach(to_deg=0.0)
    assert why_not("reaction_time_s", still)
    assert value("maximum_excursion_pct", still) == 0.0


def test_each_direction_has_its_own_value_and_the_whole_is_their_mean() -> None:
    quick, slow = a_reach(0.0, reaction_s=0.3), a_reach(90.0, reaction_s=0.7)
    twice = [quick, slow, slow]
    assert value("reaction_time_s_toes", *twice) == pytest.approx(0.3, abs=0.02)
    assert value("reaction_time_s_outside", *twice) == pytest.approx(0.7, abs=0.02)
    assert value("reaction_time_s", *twice) == pytest.approx(0.5, abs=0.02)
    assert "no reach towards heel" in why_not("reaction_time_s_heel", *twice)


@pytest.mark.parametrize(
    ("side", "direction_deg", "named"),
    [
        (Side.RIGHT, 90.0, "outside"),
        (Side.LEFT, 90.0, "inside"),
        (Side.RIGHT, 315.0, "toes_inside"),
        (Side.LEFT, 315.0, "toes_outside"),
        (Side.LEFT, 180.0, "heel"),
    ],
)
def test_directions_are_those_of_the_standing_leg(
    side: Side, direction_deg: float, named: str
) -> None:
    for direction in DIRECTIONS:
        name = f"maximum_excursion_pct_{direction}"
        if direction == named:
            assert value(name, a_reach(direction_deg), side=side) == pytest.approx(100.0, abs=0.1)
        else:
            assert why_not(name, a_reach(direction_deg), side=side)


def test_on_two_legs_there_is_no_inside_but_an_overall_value() -> None:
    reaches = [a_reach(45.0 * step) for step in range(8)]
    assert "no inside" in why_not("reaction_time_s_inside", *reaches, side=Side.BOTH)
    assert value("reaction_time_s", *reaches, side=Side.BOTH) == pytest.approx(0.4, abs=0.02)
    assert value("reaction_time_s_heel", *reaches, side=Side.BOTH) == pytest.approx(0.4, abs=0.02)


# In a recording: cues of the rules find the reaches, at the recording's own rate and filtered.


@dataclass
class Called:
    """What the rules of a trial remember of their cues."""

    cues: list[Cue]


RATE_HZ = 500.0
CUES = [Cue(5.0, 8.0, 6.0, 0.0, held=True), Cue(12.0, 15.0, 0.0, -6.0, held=True)]


def reaching(reactions_s: tuple[float, float] = (0.3, 0.6)) -> Array:
    """20 s: to the toes at the first cue and back, then to the left."""
    t_s = np.arange(round(20 * RATE_HZ)) / RATE_HZ
    axes = np.zeros((2, len(t_s)))
    for cue, reaction_s in zip(CUES, reactions_s, strict=True):
        begin_s = cue.at_s + reaction_s
        there = smooth_step(t_s - begin_s, 0.8) - smooth_step(t_s - cue.until_s, 1.0)
        axes[0] += 6.0 * there * (cue.ap_deg > 0)
        axes[1] -= 6.0 * there * (cue.ml_deg < 0)
    # Somebody stands there: nobody's board is that still.
    axes[0] += 0.1 * np.sin(2 * np.pi * 0.7 * t_s)
    return axes


def measured(axes: Array, events: list[TrialEvent] | None = None) -> TrialMeasures:
    n = axes.shape[1]
    events = events or completed(n, measure_from=round(2 * RATE_HZ))
    recording = recorded(axes, events, rate_hz=RATE_HZ, rim_deg=9.0)
    return measure_trial(recording, Called(CUES))


def test_reaches_are_found_in_a_recording_at_the_cues_of_its_rules() -> None:
    found = measured(reaching())
    assert found.value("reaction_time_s_toes") == pytest.approx(0.35, abs=0.05)
    assert found.value("reaction_time_s_inside") == pytest.approx(0.6, abs=0.03)
    assert found.value("maximum_excursion_pct_inside") == pytest.approx(100.0, abs=1.0)
    assert found.value("endpoint_excursion_pct") == pytest.approx(100.0, abs=3.0)
    assert found.value("directional_control_pct_toes") == pytest.approx(100.0, abs=2.0)


def test_a_trial_without_cues_says_nothing_of_reaches() -> None:
    n = 1000
    plain = measure_trial(recorded(ordinary_axes(n=n), completed(n)))
    assert plain.value("reaction_time_s") is None
    assert "reaction_time_s" not in plain.omitted


def test_cues_before_the_measured_part_are_left_out() -> None:
    n = reaching().shape[1]
    late = measured(reaching(), completed(n, measure_from=round(9 * RATE_HZ)))
    assert late.value("reaction_time_s_toes") is None
    assert late.value("reaction_time_s_inside") == pytest.approx(0.6, abs=0.03)


def test_a_reach_on_the_rim_scores_nothing_in_a_recording() -> None:
    t_s = np.arange(round(20 * RATE_HZ)) / RATE_HZ
    axes = reaching()
    axes[1] -= 2.9 * np.exp(-(((t_s - 13.7) / 0.15) ** 2))
    found = measured(axes)
    assert not found.why_not
    assert found.value("rim_contacts") == 1.0
    assert "no reach towards inside" in found.omitted["maximum_excursion_pct_inside"]
    assert found.value("maximum_excursion_pct_toes") == found.value("maximum_excursion_pct")


def test_a_trial_that_never_started_has_the_reason_for_each_number() -> None:
    recording = recorded(ordinary_axes(n=200), [TrialEvent(EventKind.END, 200)])
    found = measure_trial(recording, Called([]))
    assert "never started" in found.omitted["reaction_time_s_heel_outside"]
