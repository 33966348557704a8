"""Load cells, thigh set-ups, feet and weights: the newest is found and none is ever lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.recordings import STARTED_AT
from tests.store.trials import finished
from trainer.recording.body import ThighSetup
from trainer.recording.conditions import FootPlacement, cell_at, cell_centre_mm
from trainer.recording.load import LoadCalibration
from trainer.recording.vocabulary import Arms, Footwear, Side
from trainer.store import BodyWeight, Store, UnknownPatient
from trainer.store.tables import LoadCalibrationRow

LOAD = LoadCalibration(
    board_id=(1 << 64) - 5,
    counter=3,
    made_at=STARTED_AT,
    operator="op 1",
    zero_counts=(-8_388_608, 0, 17, 8_388_607),
    newton_per_count=(1e-4, -1.1e-4, 0.1 + 0.2, 1 / 3),
    cell_ap_mm=(150.0, 150.0, -150.0, -150.0),
    cell_ml_mm=(-150.0, 150.0, -150.0, 150.0),
    residual_n=0.25,
    residual_mm=0.4,
)
THIGH = ThighSetup(
    board_id=9,
    side=Side.LEFT,
    made_at=STARTED_AT,
    operator="op 1",
    mount=(0.5, -0.5, 0.5, 0.5),
    gyro_bias_deg_s=(1.1, -2.0 / 3.0, 0.0),
    explained_pct=97.25,
    off_mark_deg=4.5,
    lean_on_leg_deg=9.75,
    patient_code="K7",
)
FEET = FootPlacement("M27", "N6", Footwear.BAREFOOT, Arms.CROSSED)


def test_the_load_calibration_with_the_highest_counter_is_the_newest(store: Store) -> None:
    newer = replace(LOAD, counter=4, residual_n=0.5)
    for calibration in (newer, LOAD, LOAD):
        store.add_load_calibration(calibration)
    assert store.newest_load_calibration(LOAD.board_id) == newer
    assert store.newest_load_calibration(1) is None
    with Session(store._engines.reader) as session:
        assert session.scalar(select(func.count()).select_from(LoadCalibrationRow)) == 2


def test_the_thigh_setup_made_last_counts(store: Store) -> None:
    store.add_patient("K7")
    later = replace(THIGH, side=Side.RIGHT, made_at=STARTED_AT + timedelta(hours=1))
    store.add_thigh_setup(later)
    store.add_thigh_setup(THIGH)
    assert store.newest_thigh_setup(9) == later
    assert store.newest_thigh_setup(8) is None


def test_each_side_remembers_where_its_foot_stood_last(store: Store) -> None:
    store.add_patient("K7")
    assert store.newest_placement("K7", Side.RIGHT) is None
    store.add_placement("K7", Side.LEFT, replace(FEET, arms=Arms.FREE))
    store.add_placement("K7", Side.RIGHT, replace(FEET, heel_cell="L28"))
    store.add_placement("K7", Side.RIGHT, FEET)
    found = store.newest_placement("K7", Side.RIGHT)
    assert found is not None
    assert (found.side, found.feet) == (Side.RIGHT, FEET)
    with pytest.raises(UnknownPatient):
        store.newest_placement("K8", Side.RIGHT)


def test_the_weight_found_last_counts(store: Store) -> None:
    store.add_patient("K7")
    assert store.newest_weight("K7") is None
    typed = BodyWeight(70.5, STARTED_AT)
    weighed = BodyWeight(69.25, STARTED_AT + timedelta(days=1), measured=True)
    store.add_weight("K7", weighed)
    store.add_weight("K7", typed)
    assert store.newest_weight("K7") == weighed
    with pytest.raises(UnknownPatient):
        store.add_weight("K8", typed)


@pytest.mark.parametrize("kg", [0.0, -70.0, 7000.0, float("nan")])
def test_a_weight_nobody_has_is_refused(kg: float) -> None:
    with pytest.raises(ValueError, match="body weight"):
        BodyWeight(kg, STARTED_AT)


@pytest.mark.parametrize("cell", ["A1", "Z36", "M18", "N19"])
def test_a_cell_of_the_grid_is_found_again_by_its_middle(cell: str) -> None:
    assert cell_at(*cell_centre_mm(cell)) == cell


def test_the_stem_stands_between_four_cells() -> None:
    cells = [cell_centre_mm(cell) for cell in ("M18", "N18", "M19", "N19")]
    assert cells == [(5.0, -5.0), (5.0, 5.0), (-5.0, -5.0), (-5.0, 5.0)]


@pytest.mark.parametrize("cell", ["", "m9", "M0", "M37", "AA1", "9M", "Ä3"])
def test_what_is_no_cell_is_refused_with_an_example(cell: str) -> None:
    with pytest.raises(ValueError, match="such as M9"):
        cell_centre_mm(cell)


def test_toes_behind_the_heel_are_refused() -> None:
    with pytest.raises(ValueError, match="row 1 is at the toes"):
        FootPlacement("M6", "N27")


def test_a_slipped_strap_takes_its_values_from_the_trials_made_with_it(store: Store) -> None:
    trials = [finished(number) for number in (1, 2, 3)]
    thigh = replace(trials[0].metrics[0], name="thigh_flexion_peak")
    board_id = trials[0].recording.header.board.board_id
    for trial in trials:
        store.save_trial(replace(trial, metrics=(*trial.metrics, thigh)))
    strapped_on = trials[1].recording.header.started_at - timedelta(seconds=30)
    store.add_thigh_setup(replace(THIGH, board_id=board_id, made_at=strapped_on))
    assert store.discard_thigh_setup(board_id, ["thigh_flexion_peak"]) == 2
    assert store.newest_thigh_setup(board_id) is None
    assert store.discard_thigh_setup(board_id, ["thigh_flexion_peak"]) == 0
    (series,) = store.history("K7").series
    kept = ["thigh_flexion_peak" in trial.metrics for trial in series.trials]
    assert kept == [True, False, False]
    assert all("osi" in trial.metrics for trial in series.trials)
