"""What load cells make of a trial: a plain force plate's sway, and what stands beside a tilt."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import circle, completed, ordinary_axes, recorded
from trainer.metrics import (
    MotionTable,
    TableSettings,
    TrialMeasures,
    Unit,
    measure_table,
    measure_trial,
)
from trainer.metrics.kinds import Fits
from trainer.metrics.reasons import ENDED
from trainer.metrics.registry import metrics_for
from trainer.motion.load import contact_point
from trainer.recording.conditions import Conditions
from trainer.recording.dome import CAP_RADIUS_MM
from trainer.recording.load import LoadCalibration, LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import DomeStyle, EventKind, Outcome, Stance, Support

CELLS_HZ, BOARD_HZ, SECONDS = 80.0, 100.0, 20.0
BODY_N = 700.0
N_BOARD = int(SECONDS * BOARD_HZ)
EVENTS = completed(N_BOARD)
OF_ANY_TRIAL = {"samples_received_pct", "time_standing_s", "time_to_failure_s"}
ON_A_DOME = {"support_pct", "contact_rms", "contact_rms_ml", "contact_rms_ap"} | {
    "plate_tilt_difference"
}


def numbers(measures: TrialMeasures) -> dict[str, float]:
    return {value.name: value.value for value in measures.values}


def load_samples(
    axes: np.ndarray, load_n: float = BODY_N, rate_hz: float = CELLS_HZ, first_s: float = 0.0
) -> LoadSamples:
    """Readings with this centre of pressure (2 by n, AP and ML)."""
    samples = LoadSamples.zeros(axes.shape[1])
    samples.t_s[:] = first_s + np.arange(axes.shape[1]) / rate_hz
    samples.cop_ap_mm[:], samples.cop_ml_mm[:] = axes
    samples.load_n[:] = load_n
    return samples


def on_cells(
    recording: Recording,
    load: LoadSamples,
    *,
    level: int,
    rate_hz: float = CELLS_HZ,
    body_weight_n: float | None = BODY_N,
) -> Recording:
    """The recording of a board on load cells; level 0 is a plain force plate."""
    header = replace(
        recording.header,
        conditions=Conditions("steady-stance", level=level),
        load=LoadSetup(rate_hz, body_weight_n=body_weight_n),
    )
    return replace(recording, header=header, load=load)


def still_board(events: list[TrialEvent] | None = None, **changes: float) -> Recording:
    return recorded(np.zeros((2, N_BOARD)), events or EVENTS, **changes)  # type: ignore[arg-type]


def cop(seed: int = 1, rate_hz: float = CELLS_HZ) -> np.ndarray:
    return 5.0 * ordinary_axes(seed, int(SECONDS * rate_hz), rate_hz)


def plate(load: LoadSamples, **changes: float | None) -> Recording:
    return on_cells(still_board(), load, level=0, **changes)  # type: ignore[arg-type]


def test_a_plate_has_every_force_plate_metric_in_mm_at_the_cells_rate() -> None:
    axes = cop()
    measured = measure_trial(plate(load_samples(axes)))
    table = MotionTable(np.arange(axes.shape[1]) / CELLS_HZ, *axes, Unit.MM)
    expected = numbers(measure_table(table, TableSettings()))
    found = numbers(measured)
    assert found.keys() == expected.keys() | {"support_pct"} | OF_ANY_TRIAL
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-9), name
    assert not measured.omitted
    assert (measured.n, measured.rate_hz) == (1600, pytest.approx(CELLS_HZ))
    units = {value.name: value.unit for value in measured.values}
    assert (units["rms"], units["mean_velocity"], units["bds_area"]) == ("mm", "mm/s", "mm²")


def test_where_somebody_stands_on_the_plate_changes_no_sway() -> None:
    here = numbers(measure_trial(plate(load_samples(cop()))))
    there = numbers(measure_trial(plate(load_samples(cop() + np.array([[60.0], [-35.0]])))))
    assert there == pytest.approx(here, rel=1e-6)


def test_a_known_circle_has_its_known_sway() -> None:
    found = numbers(measure_trial(plate(load_samples(circle(4.0, 0.5, 1600, CELLS_HZ)))))
    assert found["rms"] == pytest.approx(4.0, rel=1e-3)
    assert found["mean_velocity"] == pytest.approx(4.0 * np.pi, rel=1e-3)


def test_a_plate_has_no_tilt_metrics_and_no_rim() -> None:
    measured = measure_trial(plate(load_samples(cop())))
    assert not {"osi", "rim_time_pct", "contact_rms"} & set(numbers(measured))


def test_a_plates_trial_knows_its_time_to_failure() -> None:
    measured = measure_trial(plate(load_samples(cop())))
    (lasted,) = (v for v in measured.values if v.name == "time_to_failure_s")
    assert lasted.censored
    assert lasted.value > measured.duration_s


def test_only_the_measured_part_of_a_plates_trial_enters_values() -> None:
    wild = cop()
    wild[:, :350] += 80.0
    wild[:, 1280:] -= 50.0
    events = [
        TrialEvent(EventKind.START, 100),
        TrialEvent(EventKind.MEASURE_FROM, 500),
        TrialEvent(EventKind.OUTCOME, 1500, {"outcome": "completed"}),
        TrialEvent(EventKind.END, 1500),
    ]
    whole = on_cells(still_board(events), load_samples(wild), level=0)
    quiet = on_cells(still_board(events), load_samples(cop()), level=0)
    measured = measure_trial(whole)
    assert (measured.n, measured.duration_s) == (800, pytest.approx(9.9875))
    for name, value in numbers(measure_trial(quiet)).items():
        assert numbers(measured)[name] == pytest.approx(value, rel=0.05, abs=0.05), name


def test_a_pause_on_the_plate_counts_for_nothing() -> None:
    axes = circle(4.0, 0.5, 1600, CELLS_HZ)
    axes[:, 640:960] += 40.0
    first, second, *last = EVENTS
    paused = [TrialEvent(EventKind.PAUSE, 800), TrialEvent(EventKind.RESUME, 1200)]
    recording = on_cells(still_board([first, second, *paused, *last]), load_samples(axes), level=0)
    measured = measure_trial(recording)
    assert measured.n == 1280
    assert numbers(measured)["mean_velocity"] == pytest.approx(4.0 * np.pi, rel=0.01)


def test_readings_without_a_centre_are_left_out_like_a_gap() -> None:
    load = load_samples(circle(4.0, 0.5, 1600, CELLS_HZ))
    load.cop_ap_mm[500:560] = load.cop_ml_mm[500:560] = np.nan
    load.load_n[500:560] = 5.0
    measured = measure_trial(plate(load))
    assert measured.n == 1540
    assert numbers(measured)["mean_velocity"] == pytest.approx(4.0 * np.pi, rel=0.01)
    assert numbers(measured)["support_pct"] == pytest.approx(60 / 16 * (1 - 5 / BODY_N))


@pytest.mark.parametrize("outcome", ["touch", "foot_down", "pain"])
def test_a_failed_plate_trial_keeps_its_support_and_how_it_went(outcome: str) -> None:
    events = [
        *EVENTS[:2],
        TrialEvent(EventKind.OUTCOME, 1500, {"outcome": outcome}),
        TrialEvent(EventKind.END, 1500),
    ]
    measured = measure_trial(on_cells(still_board(events), load_samples(cop()), level=0))
    assert set(numbers(measured)) == {
        "support_pct",
        "samples_received_pct",
        "time_to_failure_s",
    }
    assert ENDED[Outcome(outcome)] in measured.omitted["rms"]


def test_slow_cells_are_measured_raw_and_say_so() -> None:
    measured = measure_trial(plate(load_samples(cop(rate_hz=10.0), rate_hz=10.0), rate_hz=10.0))
    assert {value.filter for value in measured.values} == {"none"}
    assert "mean_velocity" in numbers(measured)


def test_a_plate_without_a_motion_sensor_is_measured_by_its_readings() -> None:
    load = load_samples(cop())
    samples = Samples.zeros(1600)
    samples.t_s[:], samples.seq[:] = load.t_s, np.arange(1600)
    alone = replace(plate(load), samples=samples, events=tuple(completed(1600)))
    measured = measure_trial(alone)
    assert measured.n == 1600
    assert numbers(measured) == pytest.approx(numbers(measure_trial(plate(load))), rel=1e-3)


def test_a_plate_that_was_never_started_or_calibrated_has_reasons_alone() -> None:
    nothing = measure_trial(on_cells(still_board([EVENTS[-1]]), load_samples(cop()), level=0))
    assert not nothing.values
    named = {name for metric in metrics_for(Fits.FORCE_PLATE) for name in metric.names}
    assert set(nothing.omitted) == named | {"support_pct"} | OF_ANY_TRIAL
    blind = load_samples(np.full((2, 1600), np.nan), load_n=np.nan)
    uncalibrated = measure_trial(plate(blind))
    assert set(numbers(uncalibrated)) == {"samples_received_pct", "time_to_failure_s"}
    assert "nobody knows whether somebody stood on the plate" in uncalibrated.why_not
    assert "calibrated load cells" in uncalibrated.omitted["support_pct"]


@pytest.mark.parametrize("share", [0.0, 0.15])
def test_support_is_what_is_missing_of_the_body_weight(share: float) -> None:
    load = load_samples(cop(), load_n=(1 - share) * BODY_N)
    assert numbers(measure_trial(plate(load)))["support_pct"] == pytest.approx(100 * share)


def test_without_a_body_weight_there_is_no_support() -> None:
    measured = measure_trial(plate(load_samples(cop()), body_weight_n=None))
    assert measured.omitted == {"support_pct": "needs the patient's body weight"}


def tilting() -> np.ndarray:
    return 2.0 * ordinary_axes(n=N_BOARD)


def rolled(
    tilt_deg: np.ndarray, apart_deg: float = 0.0, radius_mm: float = CAP_RADIUS_MM
) -> LoadSamples:
    """The contact under a dome that rolls with this tilt and stands beside the middle.

    `apart_deg` RMS lies between the two.
    """
    at = np.arange(int(SECONDS * CELLS_HZ)) / CELLS_HZ
    ap, ml = (np.interp(at, np.arange(N_BOARD) / BOARD_HZ, axis) for axis in tilt_deg)
    ap = ap + apart_deg * 2**0.5 * np.sin(2 * np.pi * 3.3 * at)
    contact_mm = np.stack(contact_point(ap, ml, radius_mm))
    return load_samples(contact_mm + np.array([[14.0], [-9.0]]))


@pytest.mark.parametrize("ns_per_us", [1000.0, 1004.0])
def test_a_dome_on_cells_has_its_board_metrics_to_the_last_bit_and_more(ns_per_us: float) -> None:
    board = recorded(tilting(), EVENTS, ns_per_us=ns_per_us)
    plain = measure_trial(board)
    both = measure_trial(on_cells(board, rolled(tilting()), level=2))
    assert both.values[: len(plain.values)] == plain.values
    assert (both.n, both.duration_s, both.rate_hz) == (plain.n, plain.duration_s, plain.rate_hz)
    assert set(numbers(both)) - set(numbers(plain)) == ON_A_DOME
    assert both.omitted == plain.omitted
    beside = {value.name: value for value in both.values if value.name in ON_A_DOME}
    assert beside["contact_rms"].unit == "mm"
    assert beside["contact_rms"].rate_hz == pytest.approx(CELLS_HZ * 1000 / ns_per_us)


def test_a_board_without_cells_knows_nothing_of_load_metrics() -> None:
    measured = measure_trial(recorded(tilting(), EVENTS))
    assert not ON_A_DOME & (set(numbers(measured)) | set(measured.omitted))


def test_the_contact_rolls_by_the_domes_radius() -> None:
    board = recorded(tilting(), EVENTS)
    found = numbers(measure_trial(on_cells(board, rolled(tilting()), level=2)))
    assert found["contact_rms_ap"] == pytest.approx(
        np.radians(found["rms_ap"]) * CAP_RADIUS_MM, rel=1e-3
    )


@pytest.mark.parametrize("apart_deg", [0.0, 0.6])
def test_plate_and_board_are_compared_tilt_by_tilt(apart_deg: float) -> None:
    recording = on_cells(recorded(tilting(), EVENTS), rolled(tilting(), apart_deg), level=2)
    found = numbers(measure_trial(recording))["plate_tilt_difference"]
    assert found == pytest.approx(apart_deg, abs=0.02)


@pytest.mark.parametrize(("style", "agrees"), [("hemisphere", True), ("caps", False)])
def test_the_plate_s_tilt_is_that_of_the_dome_in_the_header(style: str, agrees: bool) -> None:
    half_ball = rolled(tilting(), radius_mm=30.0)
    recording = on_cells(recorded(tilting(), EVENTS), half_ball, level=2)
    rim = replace(recording.header.rim, level=2, dome_style=DomeStyle(style))
    recording = replace(recording, header=replace(recording.header, rim=rim))
    found = numbers(measure_trial(recording))["plate_tilt_difference"]
    assert (found < 0.02) is agrees


def test_a_board_on_its_rim_keeps_its_support_alone_of_the_cells() -> None:
    leaning = tilting()
    leaning[0, 500:900] = 16.0
    measured = measure_trial(on_cells(recorded(leaning, EVENTS), rolled(leaning), level=2))
    assert set(numbers(measured)) & ON_A_DOME == {"support_pct"}
    assert "on its rim" in measured.omitted["contact_rms"]


def test_a_dome_trial_never_started_names_what_it_lacks_of_the_cells_too() -> None:
    measured = measure_trial(on_cells(recorded(tilting(), []), rolled(tilting()), level=2))
    assert set(measured.omitted) > ON_A_DOME


def test_a_plate_whose_readings_were_averaged_as_a_whole_says_so_in_its_filter() -> None:
    load = load_samples(ordinary_axes(n=1600, rate_hz=CELLS_HZ))
    holed = load[np.flatnonzero(np.arange(1600) % 7)]
    for stream, averaged in ((load, False), (holed, True)):
        measured = measure_trial(on_cells(still_board(), stream, level=0))
        filters = {value.filter for value in measured.values if value.name.startswith("rms")}
        raw = {value.filter for value in measured.values if value.name.startswith("bds")}
        assert ("relevance windows" in filters.pop()) is averaged
        assert (raw.pop() == "relevance windows of two intervals") is averaged


def stepped_off(load: LoadSamples, seconds: float) -> LoadSamples:
    """Nobody on the plate for this long, from 12 s on."""
    gone = slice(round(12 * CELLS_HZ), round((12 + seconds) * CELLS_HZ) + 1)
    load.load_n[gone] = 3.0
    load.cop_ap_mm[gone] = load.cop_ml_mm[gone] = np.nan
    return load


def test_a_plate_that_nobody_stood_on_for_2_s_does_not_count_and_has_no_sway() -> None:
    measured = measure_trial(plate(stepped_off(load_samples(cop()), 2.2), body_weight_n=None))
    assert measured.why_not == (
        "nobody seems to have stood on the plate for 2 s, 12.0 s after measuring began"
    )
    assert set(numbers(measured)) == {"samples_received_pct", "time_to_failure_s"}
    hop = measure_trial(plate(stepped_off(load_samples(cop()), 1.0), body_weight_n=None))
    assert hop.why_not == ""


def test_a_board_that_rocks_by_itself_is_empty_if_its_cells_feel_nobody() -> None:
    board = recorded(tilting(), EVENTS)
    gone = stepped_off(rolled(tilting()), 2.2)
    alone = measure_trial(on_cells(board, gone, level=2, body_weight_n=None))
    assert "nobody seems to have stood on the board" in alone.why_not
    seated = on_cells(board, gone, level=2, body_weight_n=None)
    conditions = replace(seated.header.conditions, stance=Stance.SEATED)
    seated = replace(seated, header=replace(seated.header, conditions=conditions))
    assert measure_trial(seated).why_not == ""


@pytest.mark.parametrize(
    ("support", "counts"),
    [(Support.NONE, False), (Support.FINGERTIP, False), (Support.RAIL, True)],
)
def test_a_hand_on_the_rail_counts_only_where_the_rail_is_the_condition(
    support: Support, counts: bool
) -> None:
    held = plate(load_samples(cop(), load_n=0.7 * BODY_N))
    conditions = replace(held.header.conditions, support=support)
    measured = measure_trial(replace(held, header=replace(held.header, conditions=conditions)))
    assert ("rms" in numbers(measured)) is (measured.why_not == "") is counts
    assert numbers(measured)["support_pct"] == pytest.approx(30.0)


def test_seated_and_partial_work_has_no_share_on_the_rail() -> None:
    for stance in (Stance.SEATED, Stance.PARTIAL):
        light = plate(load_samples(cop(), load_n=0.4 * BODY_N))
        conditions = replace(light.header.conditions, stance=stance)
        measured = measure_trial(
            replace(light, header=replace(light.header, conditions=conditions))
        )
        assert measured.why_not == ""
        assert "only a part of the weight" in measured.omitted["support_pct"]


def test_cells_without_a_body_weight_are_remarked_on() -> None:
    calibrated = LoadCalibration(newton_per_count=(1.0, 1.0, 1.0, 1.0))
    for weight_n, said in ((None, 1), (BODY_N, 0)):
        recording = plate(load_samples(cop()))
        load = LoadSetup(CELLS_HZ, calibrated, weight_n)
        measured = measure_trial(replace(recording, header=replace(recording.header, load=load)))
        assert sum("body weight was not known" in each for each in measured.remarks) == said
