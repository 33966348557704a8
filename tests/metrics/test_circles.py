"""The metrics of circles on motions whose truth is known."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import (
    EVERYTHING_KNOWN,
    LAP_S,
    RING_DEG,
    completed,
    recorded,
    round_and_back,
)
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Family
from trainer.metrics.moving_facts import Circling
from trainer.metrics.registry import all_metrics
from trainer.metrics.smoothness import sparc
from trainer.metrics.trial import measure_trial
from trainer.recording.columns import FloatArray
from trainer.recording.target import CONTACT_INTENDED, Knot, Step, TargetPath
from trainer.recording.vocabulary import EventKind, Side

CIRCLES = {m.names[0]: m for m in all_metrics() if m.family is Family.CIRCLES}
SIGNED = ("direction_difference",)


def value(name: str, circling: Circling, side: Side = Side.RIGHT) -> float:
    (found,) = CIRCLES[name].values(Facts(circling=circling, side=side))
    return found


def reason(name: str, circling: Circling, side: Side = Side.RIGHT) -> str:
    with pytest.raises(NotMeasurableError) as caught:
        value(name, circling, side)
    return str(caught.value)


def mirrored(circling: Circling) -> Circling:
    """The same seen in a mirror: right and left change places, and with them both ways round."""
    return replace(
        circling,
        ml_deg=-circling.ml_deg,
        asked_deg=-circling.asked_deg,
        way=-circling.way,
    )


def turned(circling: Circling, by_deg: float) -> Circling:
    """Board and target turned clockwise."""
    at = np.radians(by_deg)
    ap = np.cos(at) * circling.ap_deg - np.sin(at) * circling.ml_deg
    ml = np.sin(at) * circling.ap_deg + np.cos(at) * circling.ml_deg
    return replace(circling, ap_deg=ap, ml_deg=ml, asked_deg=circling.asked_deg + by_deg)


def dented(direction_deg: float, width_deg: float = 44.0) -> Callable[[FloatArray], FloatArray]:
    """The ring's radius all round, but less of it near one direction."""

    def tilt_deg(at_deg: FloatArray) -> FloatArray:
        off = (at_deg - direction_deg + 180.0) % 360.0 - 180.0
        return np.where(np.abs(off) < width_deg / 2, 0.7, 1.0) * RING_DEG

    return tilt_deg


def test_a_perfect_circle_is_round_on_the_ring_and_even() -> None:
    perfect = round_and_back()
    assert value("roundness", perfect) == pytest.approx(1.0, abs=1e-12)
    assert value("radial_error_rms", perfect) == pytest.approx(0.0, abs=1e-12)
    assert value("laps", perfect) == pytest.approx(8.0)
    assert value("lap_time_cv", perfect) == pytest.approx(0.0, abs=1e-9)
    assert value("angular_velocity_cv", perfect) == pytest.approx(0.0, abs=1e-9)
    assert value("coverage_pct", perfect) == 100.0
    assert value("reversals", perfect) == 0.0
    assert value("direction_difference", perfect) == pytest.approx(0.0, abs=1e-6)
    # Constant speed for one round, which is what a lap then holds.
    constant = np.full(round(LAP_S * perfect.rate_hz), 90.0)
    assert value("sparc", perfect) == pytest.approx(sparc(constant, perfect.rate_hz), rel=1e-3)


def test_sparc_has_the_published_check_value() -> None:
    t = np.arange(-1, 1, 0.01)
    assert sparc(np.exp(-5 * t**2), 100.0) == pytest.approx(-1.41403, abs=1e-5)


@pytest.mark.parametrize("waves", [3, 5, 8])
def test_a_known_ripple_has_its_root_mean_square(waves: int) -> None:
    rippled = round_and_back(lambda at: RING_DEG + 0.6 * np.cos(np.radians(waves * at)))
    expected = 0.6 / np.sqrt(2)
    assert value("radial_error_rms", rippled) == pytest.approx(expected, rel=0.01)
    assert value("roundness", rippled) == pytest.approx(1 - expected / RING_DEG, rel=0.002)


def test_a_circle_of_another_size_is_round_and_its_error_is_the_difference() -> None:
    small = round_and_back(lambda at: np.full(len(at), 0.75 * RING_DEG))
    assert value("roundness", small) == pytest.approx(1.0)
    assert value("radial_error_rms", small) == pytest.approx(0.25 * RING_DEG)
    assert value("coverage_pct", small) == 0.0


def test_who_stands_still_on_the_ring_has_nearly_the_whole_radius_as_error() -> None:
    still = round_and_back()
    stood = replace(
        still, ap_deg=np.full(len(still.ap_deg), RING_DEG), ml_deg=np.zeros(len(still.ml_deg))
    )
    assert value("radial_error_rms", stood) > 0.95 * RING_DEG
    assert value("laps", stood) == 0.0
    assert value("coverage_pct", stood) == pytest.approx(100 / 36)


def test_who_turns_against_the_way_asked_for_loses_rounds() -> None:
    circling = round_and_back()
    assert value("laps", replace(circling, way=-circling.way)) == pytest.approx(-8.0)


def test_the_times_of_rounds_vary_as_they_were_made() -> None:
    lengths_s = np.array([4.0, 5.0, 3.0, 4.5, 3.5])
    times = np.concatenate(([0.0], np.cumsum(lengths_s)))
    t_s = np.arange(0.0, times[-1] + 2.0, 0.01)
    # Each round begins an eighth behind the start, where the rounds of the metric do.
    angle = np.interp(t_s, [*times + 0.5, 22.0], [*45.0 + 360.0 * np.arange(6), 1875.0])
    angle[t_s < 0.5] = 90.0 * t_s[t_s < 0.5]
    at, n = np.radians(angle), len(t_s)
    ring = np.full(n, RING_DEG)
    circling = Circling(
        RING_DEG * np.cos(at), RING_DEG * np.sin(at), ring, angle, np.ones(n, np.int64), 100.0
    )
    expected = lengths_s.std(ddof=1) / lengths_s.mean()
    assert value("lap_time_cv", circling) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_a_known_unevenness_is_the_cv_of_the_angular_velocity(share: float) -> None:
    n = 1601
    t_s = np.arange(n) / 100.0
    angle = 90.0 * t_s + share * 90.0 / (2 * np.pi) * np.sin(2 * np.pi * t_s)
    at = np.radians(angle)
    ring, way = np.full(n, RING_DEG), np.ones(n, np.int64)
    circling = Circling(RING_DEG * np.cos(at), RING_DEG * np.sin(at), ring, angle, way, 100.0)
    assert value("angular_velocity_cv", circling) == pytest.approx(share / np.sqrt(2), rel=0.01)


@pytest.mark.parametrize("hz", [2.0, 3.0])
def test_going_round_by_jerks_is_less_smooth(hz: float) -> None:
    def going(share: float) -> Circling:
        t_s = np.arange(1601) / 100.0
        angle = 90.0 * t_s - share * 90.0 / (2 * np.pi * hz) * np.cos(2 * np.pi * hz * t_s)
        at = np.radians(angle)
        ring, way = np.full(1601, RING_DEG), np.ones(1601, np.int64)
        return Circling(RING_DEG * np.cos(at), RING_DEG * np.sin(at), ring, angle, way, 100.0)

    even, uneven, jerky = (value("sparc", going(share)) for share in (0.0, 0.3, 0.8))
    assert even > uneven + 0.05 > jerky + 0.2


@pytest.mark.parametrize("times", [1, 3])
def test_each_turning_back_is_one_reversal_and_a_stop_is_none(times: int) -> None:
    forth = np.linspace(0.0, 200.0, 200)
    back, stop = np.linspace(200.0, 185.0, 20), np.full(50, 185.0)
    stretch = np.concatenate((forth, back, stop))
    angle = np.concatenate([stretch + 185.0 * nth for nth in range(times)])
    at = np.radians(angle)
    ring, way = np.full(len(angle), RING_DEG), np.ones(len(angle), np.int64)
    circling = Circling(RING_DEG * np.cos(at), RING_DEG * np.sin(at), ring, angle, way, 100.0)
    assert value("reversals", circling) == times
    trembling = round_and_back()
    shaken = np.radians(4.0 * np.sin(np.arange(len(trembling.ap_deg))))
    ap = trembling.ap_deg * np.cos(shaken) - trembling.ml_deg * np.sin(shaken)
    ml = trembling.ap_deg * np.sin(shaken) + trembling.ml_deg * np.cos(shaken)
    assert value("reversals", replace(trembling, ap_deg=ap, ml_deg=ml)) == 0.0


@pytest.mark.parametrize(("side", "expected"), [(Side.RIGHT, 270.0), (Side.LEFT, 90.0)])
def test_the_weakest_sector_is_named_from_the_standing_leg(side: Side, expected: float) -> None:
    outward = round_and_back(dented(90.0))
    assert value("weakest_sector_deg", outward, side) == expected
    assert value("weakest_sector_error_pct", outward, side) == pytest.approx(30.0, abs=1.0)


@pytest.mark.parametrize("by_deg", [0.0, 45.0, 90.0, 135.0, 225.0, 315.0])
def test_turning_motion_and_target_turns_the_weakest_sector_and_nothing_else(
    by_deg: float,
) -> None:
    straight = round_and_back(dented(0.0), late_deg=20.3)
    around = turned(straight, by_deg)
    assert value("weakest_sector_deg", around, Side.LEFT) == by_deg
    # 36 sectors come to lie on each other by 10, eight by 45 degrees: both only by 90.
    within = 1e-3 if by_deg % 90.0 == 0.0 else 0.04
    for name in CIRCLES:
        if name != "weakest_sector_deg":
            expected = pytest.approx(value(name, straight), rel=within, abs=within)
            assert value(name, around) == expected


def test_a_mirrored_motion_on_the_other_leg_has_the_same_values() -> None:
    def uneven(at: FloatArray) -> FloatArray:
        return dented(230.0)(at) + 0.4 * np.sin(np.radians(2 * at))

    right = round_and_back(uneven, late_deg=25.37)
    left = mirrored(right)
    for name in CIRCLES:
        assert value(name, left, Side.LEFT) == pytest.approx(value(name, right), abs=1e-9)


def test_the_direction_with_the_larger_error_gives_the_sign() -> None:
    clockwise = round_and_back(lambda at: np.full(len(at), 0.9 * RING_DEG), ways=(1,))
    back = round_and_back(lambda at: np.full(len(at), 0.8 * RING_DEG), ways=(-1,))
    rows = ("ap_deg", "ml_deg", "ring_deg", "asked_deg", "way")
    both = replace(
        clockwise,
        **{row: np.concatenate((getattr(clockwise, row), getattr(back, row))) for row in rows},
    )
    # Counter-clockwise is inside first on the right foot, and outside first on the left.
    expected = 100.0 * (0.2 - 0.1) / 0.15
    assert value("direction_difference", both, Side.RIGHT) == pytest.approx(expected)
    assert value("direction_difference", both, Side.LEFT) == pytest.approx(-expected)


def test_one_way_has_no_difference_and_two_legs_have_no_inside() -> None:
    assert "one way" in reason("direction_difference", round_and_back(ways=(1,)))
    for name in ("direction_difference", "weakest_sector_deg", "weakest_sector_error_pct"):
        assert "no inside" in reason(name, round_and_back(), Side.BOTH)


def test_a_short_way_names_what_is_missing() -> None:
    circling = round_and_back()
    half = replace(
        circling,
        **{
            row: getattr(circling, row)[:200]
            for row in ("ap_deg", "ml_deg", "ring_deg", "asked_deg", "way")
        },
    )
    assert value("laps", half) == pytest.approx(0.5, abs=0.01)
    assert "two complete rounds, and there are 0" in reason("lap_time_cv", half)
    assert "one complete round" in reason("sparc", half)
    assert "one complete round" in reason("angular_velocity_cv", half)
    assert value("radial_error_rms", half) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize("name", CIRCLES)
def test_hardly_any_samples_are_no_way_round(name: str, n: int) -> None:
    rows = [np.full(n, 5.0) for _ in range(4)]
    assert "never went round" in reason(name, Circling(*rows, np.ones(n, np.int64), 100.0))


def test_a_board_that_stays_level_is_not_round() -> None:
    circling = round_and_back()
    zero = np.zeros(len(circling.ap_deg))
    level = replace(circling, ap_deg=zero, ml_deg=zero)
    assert "stayed level" in reason("roundness", level)
    assert value("radial_error_rms", level) == pytest.approx(RING_DEG, rel=0.02)


def test_a_pause_within_a_way_invents_no_turn() -> None:
    circling = round_and_back(ways=(1,))
    keep = np.r_[0:300, 500 : len(circling.ap_deg)]
    rows = ("ap_deg", "ml_deg", "ring_deg", "asked_deg", "way")
    paused = replace(circling, **{row: getattr(circling, row)[keep] for row in rows}, breaks=(300,))
    assert value("laps", paused) == pytest.approx(4.0 - 2.01 / LAP_S, abs=0.01)
    assert value("reversals", paused) == 0.0


PATH = TargetPath(
    (Step(0.0, 0.0, 0.0, 2.5),),
    knots=(
        Knot(0.0, 6.0, 0.0),
        Knot(1.0, 6.0, 0.0),
        Knot(9.0, 6.0, 720.0),
        Knot(10.5, 6.0, 720.0),
        Knot(18.5, 6.0, 0.0),
    ),
)


def test_a_recorded_trial_finds_its_rounds_by_the_path_in_its_parameters() -> None:
    t_s = np.arange(1900) / 100.0
    ap, ml, _ = PATH.at(t_s)
    parameters = {"target": PATH.parameter()}
    recording = recorded(np.stack((ap, ml)), completed(1900), parameters=parameters)
    measures = measure_trial(recording)
    assert measures.value("laps") == pytest.approx(4.0, abs=0.02)
    assert measures.value("radial_error_rms") == pytest.approx(0.0, abs=0.02)
    assert measures.value("tracking_rmse") is None


def test_contact_that_is_asked_for_is_no_reason_against_a_trial() -> None:
    t_s = np.arange(1900) / 100.0
    ap, ml, _ = PATH.at(t_s)
    rows = np.stack((ap, ml))
    plain = {"target": PATH.parameter()}
    asked = {**plain, CONTACT_INTENDED: True}
    on_rim = {"rim_deg": 6.1}
    error = measure_trial(recorded(rows, completed(1900), parameters=plain, **on_rim))
    wanted = measure_trial(recorded(rows, completed(1900), parameters=asked, **on_rim))
    assert "on its rim" in error.why_not
    assert error.value("radial_error_rms") is None
    assert error.value("laps") == pytest.approx(4.0, abs=0.02)
    assert not wanted.why_not
    assert wanted.value("rim_time_pct") == error.value("rim_time_pct") == pytest.approx(100.0)
    assert wanted.value("coverage_pct") == 100.0


def test_a_trial_without_such_a_target_does_not_list_them() -> None:
    recording = recorded(
        EVERYTHING_KNOWN.circling.ap_deg[None, :1000].repeat(2, 0), completed(1000)
    )
    measures = measure_trial(recording)
    assert not set(CIRCLES) & (set(measures.omitted) | {one.name for one in measures.values})


def test_a_trial_that_never_began_or_measured_nothing_says_why_it_has_no_rounds() -> None:
    t_s = np.arange(600) / 100.0
    ap, ml, _ = PATH.at(t_s)
    parameters = {"target": PATH.parameter()}
    never = measure_trial(recorded(np.stack((ap, ml)), [], parameters=parameters))
    assert never.omitted["laps"] == "the trial was never started"
    broken_off = [event for event in completed(100) if event.kind is not EventKind.MEASURE_FROM]
    before = measure_trial(recorded(np.stack((ap, ml)), broken_off, parameters=parameters))
    assert "never went round" in before.omitted["radial_error_rms"]


@pytest.mark.parametrize("name", SIGNED)
def test_signed_values_change_sign_with_the_leg(name: str) -> None:
    circling = round_and_back(dented(200.0), late_deg=10.0)
    uneven = replace(circling, ap_deg=np.where(circling.way > 0, 0.9, 1.0) * circling.ap_deg)
    right, left = (value(name, uneven, side) for side in (Side.RIGHT, Side.LEFT))
    assert right == pytest.approx(-left)
    assert abs(right) > 1.0
