"""What of a trial enters its values, and which trials have none."""

import numpy as np
import pytest

from tests.metrics.signals import circle, completed, ordinary_axes, recorded
from trainer.metrics import Better, SignalError, TrialMeasures, measure_trial, own_metric
from trainer.metrics.catalogue.excursions import NO_EXCURSION
from trainer.metrics.counting import Conduct, why_not_counted
from trainer.metrics.measure import SEATED
from trainer.metrics.prepare import STANDARD
from trainer.metrics.reasons import ENDED
from trainer.recording.json_form import Json
from trainer.recording.target import Step, TargetPath
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome, Side, Stance, Support

KEPT = {
    "rim_contacts",
    "rim_time_pct",
    "time_to_failure_s",
    "samples_received_pct",
}
START, PAUSE, RESUME = EventKind.START, EventKind.PAUSE, EventKind.RESUME


def ring(radius_deg: float) -> dict[str, Json]:
    return {"target": TargetPath.still(radius_deg).parameter()}


def restless(axes: np.ndarray) -> np.ndarray:
    """The same tilt with a little sway, because a board without any is empty."""
    return axes + 0.1 * ordinary_axes(n=axes.shape[1])


def numbers(measures: TrialMeasures) -> dict[str, float]:
    return {value.name: value.value for value in measures.values}


def ended(outcome: str, at: int, measure_from: int = 300) -> list[TrialEvent]:
    return [
        TrialEvent(START, 0),
        TrialEvent(EventKind.MEASURE_FROM, measure_from),
        TrialEvent(EventKind.OUTCOME, at, {"outcome": outcome}),
        TrialEvent(EventKind.END, at),
    ]


def test_only_what_lies_between_measure_from_and_end_enters_values() -> None:
    quiet = ordinary_axes(n=3000)
    events = [
        TrialEvent(START, 200),
        TrialEvent(EventKind.MEASURE_FROM, 500),
        TrialEvent(EventKind.OUTCOME, 2500, {"outcome": "completed"}),
        TrialEvent(EventKind.END, 2500),
    ]
    wild = quiet.copy()
    wild[:, :400] += 30
    wild[:, 2500:] -= 30
    measured = measure_trial(recorded(wild, events, parameters=ring(1.0)))
    plain = measure_trial(recorded(quiet, events, parameters=ring(1.0)))
    assert (measured.n, measured.duration_s, measured.rate_hz) == (2000, 19.99, 100.0)
    assert measured.omitted == {"inside_recovery_s": NO_EXCURSION}
    for name, value in numbers(plain).items():
        assert numbers(measured)[name] == pytest.approx(value, rel=1e-3, abs=0.02), name


def test_what_happened_before_the_start_changes_nothing_at_all() -> None:
    axes = ordinary_axes(n=1000)
    gate = axes.copy()
    gate[:, :200] += np.random.default_rng(1).normal(size=(2, 200))
    events = completed(1000, begin=200, measure_from=200)
    assert measure_trial(recorded(gate, events)) == measure_trial(recorded(axes, events))


def test_a_pause_counts_for_nothing() -> None:
    running = circle(4.0, 0.5, 2000, 100.0)
    resting = np.full((2, 500), 12.0)
    axes = np.concatenate([running[:, :1000], resting, running[:, 1000:]], axis=1)
    pause = [TrialEvent(PAUSE, 1000), TrialEvent(RESUME, 1500)]
    first, second, *last = completed(2500)
    measures = measure_trial(recorded(axes, [first, second, *pause, *last]))
    found = numbers(measures)
    assert (measures.n, measures.duration_s) == (2000, pytest.approx(19.98))
    assert found["osi"] == pytest.approx(4.0, rel=1e-3)
    assert found["mean_tilt_velocity"] == pytest.approx(4 * np.pi, rel=1e-3)
    assert found["rim_time_pct"] == 0
    assert found["time_to_failure_s"] == pytest.approx(20.0, abs=0.02)


def test_a_trial_that_ends_in_a_pause_is_measured_up_to_it() -> None:
    events = [*completed(2000)[:2], TrialEvent(PAUSE, 1500), *completed(2000)[2:]]
    assert measure_trial(recorded(ordinary_axes(n=2000), events)).n == 1500


def test_a_stall_of_the_link_is_left_out_like_a_pause() -> None:
    times = np.arange(2000) / 100
    times[1000:] += 3.0
    measures = measure_trial(recorded(ordinary_axes(n=2000), completed(2000), times_s=times))
    assert (measures.n, measures.duration_s) == (2000, pytest.approx(19.98))


def test_a_few_lost_samples_do_not_lose_the_trial() -> None:
    keep = np.delete(np.arange(10000), [500, 501, 4000, 7000, 7001, 7002, 7003])
    axes = ordinary_axes(n=10000, rate_hz=500.0)
    whole = measure_trial(recorded(axes, completed(10000), rate_hz=500.0))
    lossy = measure_trial(
        recorded(axes[:, keep], completed(len(keep)), times_s=keep / 500, rate_hz=500.0)
    )
    assert lossy.n == whole.n == 2000
    assert numbers(lossy)["mean_velocity"] == pytest.approx(
        numbers(whole)["mean_velocity"], rel=1e-3
    )


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.COMPLETED])
def test_only_a_completed_trial_has_sway_values(outcome: Outcome) -> None:
    measures = measure_trial(recorded(ordinary_axes(n=1500), ended(outcome.value, 1500)))
    assert set(numbers(measures)) == KEPT
    assert ENDED[outcome] in measures.omitted["osi"]
    assert ENDED[outcome] in measures.omitted["inside_bias"]
    assert "osi" in numbers(measure_trial(recorded(ordinary_axes(), ended("completed", 2000))))


@pytest.mark.parametrize(("samples", "valid"), [(98, True), (110, False)])
def test_more_than_5_percent_rim_time_leaves_no_sway_values(samples: int, valid: bool) -> None:
    axes = np.zeros((2, 2000))
    axes[0, 500 : 500 + samples] = 16.0
    measures = measure_trial(recorded(restless(axes), completed(2000)))
    assert ("osi" in numbers(measures)) is valid
    assert numbers(measures)["rim_contacts"] == 1
    assert ("on its rim" in measures.omitted.get("osi", "")) is not valid


def test_time_to_failure_counts_from_the_start_and_not_from_the_measured_part() -> None:
    measures = measure_trial(recorded(ordinary_axes(), ended("foot_down", 1200)))
    failure = next(v for v in measures.values if v.name == "time_to_failure_s")
    assert (failure.value, failure.censored) == (pytest.approx(12.0), False)


def test_without_a_failure_the_length_of_the_trial_is_censored() -> None:
    measures = measure_trial(recorded(ordinary_axes(n=2400), ended("completed", 2300)))
    length = next(v for v in measures.values if v.name == "time_to_failure_s")
    assert (length.value, length.censored) == (pytest.approx(23.0), True)
    assert not any(v.censored for v in measures.values if v.name != "time_to_failure_s")


def test_a_failure_before_the_measured_part_still_has_its_time() -> None:
    measures = measure_trial(recorded(ordinary_axes(), ended("touch", 200)))
    assert numbers(measures) == {"time_to_failure_s": pytest.approx(2.0)}
    assert measures.n == 0


def test_a_trial_never_started_has_no_values_and_says_so() -> None:
    measures = measure_trial(recorded(ordinary_axes(), [TrialEvent(EventKind.END, 2000)]))
    assert not measures.values
    assert set(measures.omitted.values()) == {"the trial was never started"}


def test_device_time_is_scaled_by_the_measured_rate_of_its_clock() -> None:
    axes = circle(4.0, 0.5, 2000, 100.0)
    true = measure_trial(recorded(axes, completed(2000)))
    slow = measure_trial(recorded(axes, completed(2000), ns_per_us=1005.0))
    velocity = "mean_tilt_velocity"
    assert numbers(slow)[velocity] == pytest.approx(numbers(true)[velocity] / 1.005, rel=1e-4)
    assert numbers(slow)["time_to_failure_s"] == pytest.approx(19.99 * 1.005)


def test_the_ring_is_where_the_targets_path_has_it() -> None:
    axes = np.zeros((2, 2000))
    axes[0, 1000:] = 6.0
    path = TargetPath((Step(0.0, 0.0, 0.0, 1.0), Step(15.0, 6.0, 0.0, 1.0)))
    parameters = {"target": path.parameter()}
    found = numbers(measure_trial(recorded(restless(axes), completed(2000), parameters=parameters)))
    assert found["time_in_ring_pct"] == pytest.approx(75.0, abs=0.3)
    assert found["time_on_target_s"] == pytest.approx(15.0, abs=0.06)


def test_a_path_is_told_in_running_time_so_pauses_do_not_move_it() -> None:
    path = TargetPath((Step(0.0, 0.0, 0.0, 1.0), Step(15.0, 6.0, 0.0, 1.0)))
    axes = np.zeros((2, 3000))
    axes[0, 2500:] = 6.0
    pause = [TrialEvent(PAUSE, 500), TrialEvent(RESUME, 1500)]
    first, second, *last = completed(3000)
    recording = recorded(
        restless(axes), [first, second, *pause, *last], parameters={"target": path.parameter()}
    )
    assert numbers(measure_trial(recording))["time_in_ring_pct"] == pytest.approx(100.0, abs=0.5)


def test_a_target_that_cannot_be_read_is_said() -> None:
    recording = recorded(ordinary_axes(), completed(2000), parameters={"target": {"steps": [{}]}})
    with pytest.raises(SignalError, match="target cannot be read"):
        measure_trial(recording)


@pytest.mark.parametrize("ns_per_us", [995.0, 1000.0, 1005.0])
def test_a_20_s_trial_is_never_longer_than_20_s_on_target(ns_per_us: float) -> None:
    events = completed(11501, measure_from=1500)
    axes = 0.1 * ordinary_axes(n=11501, rate_hz=500.0)
    recording = recorded(axes, events, rate_hz=500.0, parameters=ring(3.0), ns_per_us=ns_per_us)
    found = numbers(measure_trial(recording))
    assert found["time_on_target_s"] == pytest.approx(min(20.0, 0.02 * ns_per_us), abs=0.011)
    assert found["time_on_target_s"] <= 20.0
    assert found["time_in_ring_pct"] == 100.0


def test_lost_samples_are_counted_over_the_measured_part_and_below_98_percent_void() -> None:
    keep = np.delete(np.arange(2000), np.arange(1000, 1900, 20))
    axes = ordinary_axes()[:, keep]
    few = recorded(axes, completed(len(keep)), times_s=keep / 100)
    few.samples.seq[:] = keep
    measures = measure_trial(few)
    assert numbers(measures)["samples_received_pct"] == pytest.approx(97.75)
    assert "97.8 % of the board's samples" in measures.why_not
    whole = measure_trial(recorded(ordinary_axes(), completed(2000)))
    assert numbers(whole)["samples_received_pct"] == 100.0
    assert whole.why_not == ""


def test_samples_lost_before_the_measured_part_or_in_a_pause_are_not_counted() -> None:
    seq = np.arange(2000)
    seq[100:] += 700
    seq[1000:] += 5000
    events = [*completed(2000, measure_from=300)]
    events[2:2] = [TrialEvent(PAUSE, 1000), TrialEvent(RESUME, 1010)]
    recording = recorded(ordinary_axes(), events)
    recording.samples.seq[:] = seq
    assert numbers(measure_trial(recording))["samples_received_pct"] == 100.0


@pytest.mark.parametrize(
    ("conduct", "words"),
    [
        (Conduct(rim_time_pct=5.0, samples_received_pct=98.0, support_pct=5.0), ""),
        (Conduct(rim_time_pct=5.1), "on its rim 5.1 %"),
        (Conduct(samples_received_pct=97.9), "97.9 % of the board's samples"),
        (Conduct(Outcome.STOPPED), "stopped"),
        (Conduct(Outcome.FOOT_DOWN), "foot down"),
        (Conduct(support_pct=5.1), "carried 5.1 % of the weight"),
        (Conduct(support=Support.FINGERTIP, support_pct=5.1), "carried 5.1 % of the weight"),
        (Conduct(support=Support.RAIL, support_pct=60.0), ""),
        (Conduct(stance=Stance.SEATED, rim_time_pct=60.0), ""),
        (Conduct(nobody="nobody stood there"), "nobody stood there"),
        (Conduct(voided="wrong dome"), "declared void: wrong dome"),
    ],
)
def test_whether_a_trial_counts(conduct: Conduct, words: str) -> None:
    why = why_not_counted(conduct)
    assert (words in why) if words else why == ""


def test_a_board_that_lay_still_for_2_s_does_not_count_and_has_no_sway() -> None:
    axes = ordinary_axes()
    axes[:, 1240:1460] = 0.4
    measures = measure_trial(recorded(axes, completed(2000)))
    assert measures.why_not == (
        "nobody seems to have stood on the board for 2 s, 12.4 s after measuring began"
    )
    assert set(numbers(measures)) == KEPT
    axes[:, 1440:] = ordinary_axes()[:, 1440:]
    assert measure_trial(recorded(axes, completed(2000))).why_not == ""


def test_a_board_that_lies_still_in_a_pause_or_before_measuring_is_nobodys_fault() -> None:
    axes = ordinary_axes()
    axes[:, :300] = axes[:, 1000:1500] = 0.0
    first, second, *last = completed(2000, measure_from=300)
    pause = [TrialEvent(PAUSE, 1000), TrialEvent(RESUME, 1500)]
    assert measure_trial(recorded(axes, [first, second, *pause, *last])).why_not == ""


def test_a_trial_declared_void_has_no_sway_until_that_is_taken_back() -> None:
    void = TrialEvent(EventKind.VOID, 2000, {"reason": "wrong dome", "by": "JD"})
    back = TrialEvent(EventKind.VOID, 2000, {"reason": "", "by": "JD"})
    voided = measure_trial(recorded(ordinary_axes(), [*completed(2000), void]))
    assert voided.why_not == "declared void: wrong dome"
    assert set(numbers(voided)) == KEPT
    plain = measure_trial(recorded(ordinary_axes(), completed(2000)))
    assert measure_trial(recorded(ordinary_axes(), [*completed(2000), void, back])) == plain


def test_a_trial_with_too_many_lost_samples_has_no_sway_either() -> None:
    recording = recorded(ordinary_axes(), completed(2000))
    recording.samples.seq[1000:] += 100
    measures = measure_trial(recording)
    assert "samples arrived" in measures.why_not
    assert set(numbers(measures)) == KEPT


def test_a_touch_in_a_training_that_went_on_is_the_failure_and_has_its_time() -> None:
    touches = [TrialEvent(EventKind.TOUCH, at, {}) for at in (700, 1500)]
    first, second, _, _ = completed(2000)
    over = [
        TrialEvent(EventKind.OUTCOME, 2000, {"outcome": "touch", "by": "trial"}),
        TrialEvent(EventKind.END, 2000),
    ]
    measures = measure_trial(recorded(ordinary_axes(), [first, second, *touches, *over]))
    (failure,) = (v for v in measures.values if v.name == "time_to_failure_s")
    assert (failure.value, failure.censored) == (pytest.approx(7.0), False)
    assert measures.why_not == "the trial ended with a touch of the rail"


def test_seated_work_has_times_and_rim_contacts_and_no_balance() -> None:
    axes = ordinary_axes()
    axes[0, 500:800] = 16.0
    recording = recorded(axes, completed(2000), parameters=ring(3.0), stance=Stance.SEATED)
    measures = measure_trial(recording)
    assert measures.why_not == ""
    found = set(numbers(measures))
    assert found == {
        "rim_contacts",
        "rim_time_pct",
        "rim_quarter_1_pct",
        "rim_quarter_2_pct",
        "rim_quarter_3_pct",
        "rim_quarter_4_pct",
        "quadrant_toes_inside_pct",
        "quadrant_toes_outside_pct",
        "quadrant_heel_inside_pct",
        "quadrant_heel_outside_pct",
        "time_in_ring_pct",
        "time_on_target_s",
        "time_standing_s",
        "samples_received_pct",
    }
    assert set(measures.omitted.values()) == {SEATED}


def test_a_failure_noted_after_the_end_has_no_time() -> None:
    late = TrialEvent(EventKind.OUTCOME, 2000, {"outcome": "touch", "by": "therapist"})
    measures = measure_trial(recorded(ordinary_axes(), [*completed(2000), late]))
    assert "time_to_failure_s" not in numbers(measures)
    assert "noted after the end" in measures.omitted["time_to_failure_s"]
    assert measures.why_not == "the trial ended with a touch of the rail"


def test_a_rules_metric_is_given_the_rules_and_says_when_there_are_none() -> None:
    @own_metric(
        "rolled_m",
        unit="m",
        better=Better.HIGHER,
        words="way that the ball rolled",
        plain="How far the ball rolled.",
    )
    def rolled_m(rules: list[float]) -> float:
        """The way the ball rolled."""
        return sum(rules)

    recording = recorded(ordinary_axes(), completed(2000))
    assert numbers(measure_trial(recording, [1.5, 2.0], (rolled_m,)))["rolled_m"] == 3.5
    assert "rules" in measure_trial(recording, None, (rolled_m,)).omitted["rolled_m"]


def test_a_still_ring_counts_and_without_one_there_is_no_time_in_it() -> None:
    axes = restless(np.concatenate([np.zeros((2, 1000)), np.full((2, 1000), 5.0)], axis=1))
    found = measure_trial(recorded(axes, completed(2000), parameters=ring(3.0)))
    assert numbers(found)["time_in_ring_pct"] == pytest.approx(50.0, abs=0.3)
    assert "time_in_ring_pct" in measure_trial(recorded(axes, completed(2000))).omitted


def test_every_value_carries_unit_rate_filter_definition_and_version() -> None:
    for value in measure_trial(recorded(ordinary_axes(), completed(2000))).values:
        assert value.rate_hz == 100.0
        assert "10 Hz" in value.filter
        assert value.unit
        assert value.definition
        assert value.version >= 1


def test_a_trial_that_was_averaged_as_a_whole_says_so_in_its_filter() -> None:
    kept = np.flatnonzero(np.arange(2000) % 7)  # a seventh of the samples is lost
    holed = recorded(ordinary_axes()[:, kept], completed(len(kept)), times_s=kept / 100)
    measures = measure_trial(holed)
    assert {value.filter for value in measures.values} == {
        f"relevance windows of two intervals, then {STANDARD.name}"
    }
    few = np.delete(np.arange(2000), [500, 900])
    holes = recorded(ordinary_axes()[:, few], completed(len(few)), times_s=few / 100)
    assert {value.filter for value in measure_trial(holes).values} == {STANDARD.name}


def test_force_plate_metrics_are_not_made_of_tilt() -> None:
    measures = measure_trial(recorded(ordinary_axes(), completed(2000)))
    named = set(numbers(measures)) | set(measures.omitted)
    assert not {"mean_frequency", "sway_area_rate", "bds_area"} & named


@pytest.mark.parametrize(
    ("side", "stance"), [(Side.BOTH, Stance.SINGLE_LEG), (Side.LEFT, Stance.TWO_LEG)]
)
def test_two_legs_have_no_inside_and_all_else(side: Side, stance: Stance) -> None:
    measures = measure_trial(
        recorded(ordinary_axes(), completed(2000), side=side, stance=stance, parameters=ring(3.0))
    )
    assert {name for name, why in measures.omitted.items() if "two legs" in why} == set(
        measures.omitted
    )
    assert "inside_bias" in measures.omitted


def test_tilt_that_is_no_number_is_refused() -> None:
    axes = ordinary_axes()
    axes[0, 700] = np.nan
    with pytest.raises(SignalError, match="not numbers"):
        measure_trial(recorded(axes, completed(2000)))


@pytest.mark.parametrize("n", [1, 2, 15])
def test_a_trial_of_a_few_samples_has_a_reason_for_each_missing_value(n: int) -> None:
    begins = [TrialEvent(EventKind.START, 0), TrialEvent(EventKind.MEASURE_FROM, 0)]
    events = [*begins, TrialEvent(EventKind.OUTCOME, n, {"outcome": "completed"})]
    measures = measure_trial(recorded(ordinary_axes(n=n), [*events, TrialEvent(EventKind.END, n)]))
    assert all(np.isfinite(value.value) for value in measures.values)
    assert ("osi" in numbers(measures)) is (n == 15)
    assert ("osi" in measures.omitted) is (n < 15)
    assert all(len(reason) > 5 for reason in measures.omitted.values())


def test_a_clock_that_goes_back_is_refused() -> None:
    times_s = np.arange(2000) / 100
    times_s[1000:] -= 0.5
    with pytest.raises(SignalError, match="times do not rise"):
        measure_trial(recorded(ordinary_axes(), completed(2000), times_s=times_s))


def test_a_clock_that_jumps_forward_leaves_a_gap_and_no_step_across_it() -> None:
    times_s = np.arange(2000) / 100
    whole = numbers(measure_trial(recorded(ordinary_axes(), completed(2000), times_s=times_s)))
    times_s[1000:] += 3600.0
    jumped = numbers(measure_trial(recorded(ordinary_axes(), completed(2000), times_s=times_s)))
    assert jumped["mean_velocity"] == pytest.approx(whole["mean_velocity"], rel=0.01)
