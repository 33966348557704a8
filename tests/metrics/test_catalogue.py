"""What holds of every registered metric, those of tomorrow among them."""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.metrics.signals import (
    DENSITY_RADIUS,
    EVERYTHING_KNOWN,
    RIM_DEG,
    band_limited_axes,
    ordinary_axes,
    ordinary_sway,
)
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import SIGNALS, Facts, TargetRing
from trainer.metrics.kinds import Better, Family
from trainer.metrics.registry import OURS, Metric, all_metrics, own_metric
from trainer.metrics.sway import Sway
from trainer.recording.envelope import round_rim
from trainer.recording.vocabulary import Side, Source

METRICS = all_metrics()
SWAY = [metric for metric in METRICS if metric.family is Family.SWAY]
IN_DEGREES = {"time_to_failure_s"}
MADE_OF_AXES = {"ellipse_angle", "bds_mean_frequency"}


def parametrized(metrics: Iterable[Metric]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("metric", list(metrics), ids=lambda m: m.names[0])


OF_A_SIGNAL = [metric for metric in METRICS if {*SIGNALS, "density"} & set(metric.takes)]
every_metric = parametrized(METRICS)
every_metric_of_a_signal = parametrized(OF_A_SIGNAL)
every_sway_metric = parametrized(SWAY)
seeds = st.integers(0, 2**20)
POWER_OF_UNIT = {"{u}": 1, "{u}/s": 1, "{u}²": 2, "{u}²/s": 2}


REVERSED_WITHIN = {
    "power_total": 0.01,
    "power_f50": 0.01,
    "power_f95": 0.02,
    "power_centroid": 0.01,
    "power_dispersion": 0.01,
    "sample_entropy_ml": 0.05,
    "sway_density_peak_mean": 0.1,
    "sway_density_peak_distance": 0.15,
}
"""The periodic Hann window of a spectrum is not quite the same from its other end, the last samples
of a record begin no stretch that could be compared, and the sway density curve has a value for
every second sample, which are others from the other end."""
RESAMPLED_WITHIN = {
    "fractal_dimension": 0.1,
    "sway_density_peak_mean": 0.02,
    "sway_density_peak_distance": 0.05,
    "bds_mean_frequency": 0.02,
}
"""Half as many samples of one motion change a value by so much at most; others by 1 %."""
COUNTS_SAMPLES = 0.2
"""The same for shares of the time, in percent: a sample more or less."""
ABOUT_THE_MEAN = {"sd_ap", "mean_tilt_velocity"}
"""Board metrics that do not care where level is."""
WILD = {"inside_recovery_s"}
"""Measurable only of who goes farther than most do."""


def normal_sway(metric: Metric, seed: int = 1) -> Sway:
    """Sway in which the metric has a value."""
    sway = ordinary_sway(seed)
    return replace(sway, axes=8.0 * sway.axes) if metric.names[0] in WILD else sway


def values(metric: Metric, sway: Sway, known: Facts = EVERYTHING_KNOWN) -> np.ndarray:
    return np.array(metric.values(replace(known, sway=sway, raw=sway)))


def values_or_reason(metric: Metric, sway: Sway) -> tuple[np.ndarray, str]:
    try:
        return values(metric, sway), ""
    except NotMeasurableError as problem:
        return np.zeros(0), str(problem)


@every_metric
def test_a_normal_signal_has_finite_values(metric: Metric) -> None:
    assert np.isfinite(values(metric, normal_sway(metric))).all()
    assert len(values(metric, normal_sway(metric))) == len(metric.names)


@every_metric
def test_unit_definition_and_source_are_given(metric: Metric) -> None:
    assert metric.unit_of("mm")
    assert "{" not in metric.unit_of("mm")
    assert len(metric.formula) > 10
    assert metric.source
    assert metric.definition.endswith("(ours)") == (metric.source == OURS)
    assert metric.version >= 1


@every_metric
def test_the_formula_is_the_docstring_and_the_source_has_a_year(metric: Metric) -> None:
    docstring = " ".join((metric.function.__doc__ or "").split())
    assert docstring.startswith(metric.formula)
    assert metric.source == OURS or re.search(r"(19|20)\d\d", metric.source)


def test_a_metric_that_asks_for_no_fact_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match="takes weather; the facts are sway"):

        @own_metric("wet_s", unit="s", better=Better.LOWER, words="wet", plain="How wet it was.")
        def wet_s(weather: float) -> float:
            """Seconds of rain."""
            return weather


def test_a_metric_without_a_formula_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match="no docstring"):

        @own_metric("bare_s", unit="s", better=Better.LOWER, words="bare", plain="How bare.")
        def bare_s(measured_s: float) -> float:
            return measured_s


def test_names_are_unique() -> None:
    names = [name for metric in METRICS for name in metric.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 20, 999, 1000])
@every_metric
def test_a_short_signal_has_values_or_a_reason(metric: Metric, n: int) -> None:
    found, reason = values_or_reason(metric, Sway(ordinary_sway().axes[:, :n], 100.0))
    assert np.isfinite(found).all()
    assert len(found) == 0 or n > 0 or not set(SIGNALS) & set(metric.needs)
    assert len(found) > 0 or len(reason) > 5


@pytest.mark.parametrize("level", [0.0, 0.1, -7.988789])
@every_metric
def test_a_constant_signal_has_values_or_a_reason(metric: Metric, level: float) -> None:
    rounding = np.array([[0.0], [1e-16]]) * np.sin(np.arange(2000))
    found, reason = values_or_reason(metric, Sway(np.full((2, 2000), level) + rounding, 100.0))
    assert np.isfinite(found).all()
    assert len(found) > 0 or len(reason) > 5


@pytest.mark.parametrize("still", [0, 1])
@every_metric_of_a_signal
def test_a_motion_along_one_axis_has_values_or_a_reason(metric: Metric, still: int) -> None:
    axes = normal_sway(metric).axes.copy()
    axes[still] = 0.3
    found, reason = values_or_reason(metric, Sway(axes, 100.0))
    assert np.isfinite(found).all()
    assert len(found) > 0 or len(reason) > 5


@every_metric_of_a_signal
def test_a_saturated_signal_has_values_or_a_reason(metric: Metric) -> None:
    axes = np.clip(normal_sway(metric).axes, -0.5, 0.5)
    found, reason = values_or_reason(metric, Sway(axes, 100.0))
    assert np.isfinite(found).all()
    assert len(found) > 0 or len(reason) > 5


@pytest.mark.parametrize("nothing", [np.nan, np.inf])
@every_metric_of_a_signal
def test_a_sample_that_is_no_number_is_a_reason(metric: Metric, nothing: float) -> None:
    axes = normal_sway(metric).axes.copy()
    axes[0, 500] = nothing
    assert values_or_reason(metric, Sway(axes, 100.0))[1] == (
        "the signal holds something else than numbers"
    )


@every_metric_of_a_signal
def test_a_slow_recording_has_values_or_a_reason(metric: Metric) -> None:
    found, reason = values_or_reason(metric, Sway(ordinary_axes(n=300, rate_hz=5.0), 5.0))
    assert np.isfinite(found).all()
    assert len(found) > 0 or len(reason) > 5


@every_metric
def test_a_signal_with_breaks_has_values_or_a_reason(metric: Metric) -> None:
    broken = Sway(normal_sway(metric).axes, 100.0, breaks=(700, 701, 1500))
    found, reason = values_or_reason(metric, broken)
    assert np.isfinite(found).all()
    assert len(found) > 0 or "one stretch" in reason


@every_metric
def test_what_is_needed_and_not_known_is_named(metric: Metric) -> None:
    with pytest.raises(NotMeasurableError, match="needs"):
        metric.values(Facts())
    if set(metric.needs) <= set(SIGNALS):
        assert np.isfinite(values(metric, ordinary_sway(), Facts())).all()
        return
    with pytest.raises(NotMeasurableError, match="needs"):
        values(metric, ordinary_sway(), Facts())


@every_sway_metric
@given(seed=seeds, ap=st.floats(-50, 50), ml=st.floats(-50, 50))
@settings(max_examples=10)
def test_sway_does_not_depend_on_where_it_happens(
    metric: Metric, seed: int, ap: float, ml: float
) -> None:
    sway = ordinary_sway(seed)
    moved = Sway(sway.axes + np.array([[ap], [ml]]), sway.rate_hz)
    assert values(metric, moved) == pytest.approx(values(metric, sway), rel=1e-6, abs=1e-9)


@parametrized(m for m in METRICS if m.names[0] not in IN_DEGREES)
@given(seed=seeds, factor=st.floats(0.01, 100))
@settings(max_examples=10)
def test_values_scale_as_their_unit_says(metric: Metric, seed: int, factor: float) -> None:
    sway = normal_sway(metric, seed)
    known = replace(
        EVERYTHING_KNOWN,
        rim=round_rim(min(RIM_DEG * factor, 1e4), Source.ASSUMED),
        target=TargetRing(0.0, 0.0, 2.0 * factor),
        density_radius=DENSITY_RADIUS * factor,
    )
    larger = Sway(sway.axes * factor, sway.rate_hz)
    expected = values(metric, sway) * factor ** POWER_OF_UNIT.get(metric.unit, 0)
    assert values(metric, larger, known) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@parametrized(m for m in SWAY if m.names[0] not in MADE_OF_AXES)
@given(seed=seeds, angle=st.floats(0, 2 * np.pi))
@settings(max_examples=10)
def test_planar_sway_does_not_depend_on_how_the_plate_is_turned(
    metric: Metric, seed: int, angle: float
) -> None:
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    sway = ordinary_sway(seed)
    planar = [not name.endswith(("_ml", "_ap")) for name in metric.names]
    turned = values(metric, Sway(turn @ sway.axes, sway.rate_hz))
    assert turned[planar] == pytest.approx(values(metric, sway)[planar], rel=1e-6, abs=1e-9)


@every_sway_metric
@given(seed=seeds)
@settings(max_examples=5)
def test_sway_does_not_depend_on_the_direction_of_time(metric: Metric, seed: int) -> None:
    sway = ordinary_sway(seed)
    back = Sway(sway.axes[:, ::-1], sway.rate_hz)
    within = REVERSED_WITHIN.get(metric.names[0], 1e-3)
    assert values(metric, back) == pytest.approx(values(metric, sway), rel=within)


@parametrized(m for m in SWAY if m.names[0] != "ellipse_angle")
@given(seed=seeds)
@settings(max_examples=5)
def test_swapping_the_axes_swaps_their_values(metric: Metric, seed: int) -> None:
    sway = ordinary_sway(seed)
    swapped = dict(zip(metric.names, values(metric, Sway(sway.axes[::-1], 100.0)), strict=True))
    other = {"ml": "ap", "ap": "ml"}
    for name, value in zip(metric.names, values(metric, sway), strict=True):
        partner = re.sub(r"_(ml|ap)$", lambda match: f"_{other[match[1]]}", name)
        assert swapped[partner] == pytest.approx(value, rel=1e-9)


@parametrized(m for m in OF_A_SIGNAL if m.names[0] != "ellipse_angle")
@given(seed=seeds)
@settings(max_examples=3)
def test_a_mirrored_motion_of_the_other_leg_has_the_same_values(metric: Metric, seed: int) -> None:
    sway = normal_sway(metric, seed)
    mirrored = Sway(sway.axes * [[1.0], [-1.0]], sway.rate_hz)
    found, reason = values_or_reason(metric, sway)
    left = replace(EVERYTHING_KNOWN, side=Side.LEFT)
    if reason:
        with pytest.raises(NotMeasurableError):
            values(metric, mirrored, left)
        return
    assert values(metric, mirrored, left) == pytest.approx(found, rel=1e-9)


@parametrized(m for m in SWAY if m.names[0] != "ellipse_angle")
@given(seed=seeds)
@settings(max_examples=3)
def test_a_quarter_turn_exchanges_the_axes(metric: Metric, seed: int) -> None:
    sway = ordinary_sway(seed)
    turned = Sway(np.stack([-sway.ml, sway.ap]), sway.rate_hz)
    found = dict(zip(metric.names, values(metric, turned), strict=True))
    other = {"ml": "ap", "ap": "ml"}
    for name, value in zip(metric.names, values(metric, sway), strict=True):
        partner = re.sub(r"_(ml|ap)$", lambda match: f"_{other[match[1]]}", name)
        assert found[partner] == pytest.approx(value, rel=1e-9)


def test_the_ellipse_turns_with_the_sway_and_mirrors_with_it() -> None:
    (metric,) = (m for m in SWAY if m.names[0] == "ellipse_angle")
    sway = ordinary_sway()
    (angle,) = values(metric, sway)
    (mirrored,) = values(metric, Sway(sway.axes * [[1.0], [-1.0]], 100.0))
    (turned,) = values(metric, Sway(np.stack([sway.ml, -sway.ap]), 100.0))
    assert mirrored == pytest.approx(-angle)
    assert abs(turned - angle) == pytest.approx(90.0)


@parametrized(m for m in METRICS if m.family in {Family.BOARD, Family.SIDE})
def test_a_board_that_leans_changes_what_is_about_level_and_nothing_else(metric: Metric) -> None:
    # Only who goes far has excursions to the inside.
    axes = (8.0 if metric.family is Family.SIDE else 1.0) * ordinary_axes()
    lean = np.array([[13.0], [-13.0]])
    leaning, reason = values_or_reason(metric, Sway(axes + lean, 100.0))
    as_level = values(metric, Sway(axes, 100.0))
    if metric.names[0] in ABOUT_THE_MEAN:
        assert leaning == pytest.approx(as_level, rel=1e-9)
    else:
        assert reason or not np.allclose(leaning, as_level, rtol=1e-2, atol=1e-9)


@every_metric_of_a_signal
def test_half_the_rate_changes_little(metric: Metric) -> None:
    fine = band_limited_axes(rate_hz=200.0)
    if metric.names[0] in WILD:
        fine = 8.0 * fine
    coarse, reason = values_or_reason(metric, Sway(fine[:, ::2], 100.0))
    if reason:
        assert values_or_reason(metric, Sway(fine, 200.0))[1] == reason
        return
    within = RESAMPLED_WITHIN.get(metric.names[0], 0.01)
    counted = COUNTS_SAMPLES if metric.unit == "%" else 1e-9
    assert coarse == pytest.approx(values(metric, Sway(fine, 200.0)), rel=within, abs=counted)
