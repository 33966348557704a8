"""The page of boards: what each has, what is due on it, and all its calibrations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.clinic.browsing import Browser
from tests.clinic.conftest import Clock
from tests.recordings import header
from trainer.clinic.board_view import BoardView, boards_of
from trainer.clinic.clinic import Clinic
from trainer.recording.body import ThighSetup
from trainer.recording.envelope import round_rim
from trainer.recording.load import LoadCalibration
from trainer.recording.vocabulary import Placement, Side, Source
from trainer.store import GyroBias

MOUNTED = replace(header().start.calibration, board_id=7, steps=frozenset({"level", "front"}))


def board(clinic: Clinic) -> BoardView:
    (only,) = boards_of(clinic.store, clinic.now())
    return only


def test_a_board_says_what_it_has_and_where_its_deck_s_sensor_is(
    clinic: Clinic, clock: Clock
) -> None:
    store = clinic.store
    store.add_calibration(MOUNTED)
    assert board(clinic).has == ("motion sensor in the deck", "gyroscope's zero never measured")
    store.add_load_calibration(LoadCalibration(7, 1, clock.at, newton_per_count=(1e-4,) * 4))
    store.add_patient("K7")
    store.add_thigh_setup(ThighSetup(7, Side.LEFT, clock.at, patient_code="K7"))
    store.keep_gyro_bias(7, GyroBias((1.0, 0.0, 0.0), clock.at - timedelta(days=3)))
    store.place_deck_sensor(7, Placement.SACRUM)
    assert board(clinic).has == (
        "motion sensor on the patient's sacrum, not in the deck",
        "load cells",
        "motion sensor for the thigh",
        "gyroscope's zero measured 3 days ago",
    )


def test_what_nobody_has_done_is_due_in_plain_words(clinic: Clinic, clock: Clock) -> None:
    clinic.store.add_calibration(MOUNTED)
    clinic.store.add_rim(replace(round_rim(9.0, Source.MEASURED, 2, 7), made_at=clock.at))
    shown = board(clinic)
    due = {line.title: line.words for line in shown.due}
    assert due["Sensor"] == "the sensor was never measured in its six positions"
    assert due["Rim of dome 3"] == "dome 3 has no measured rim: roll it once"
    assert {"Level", "Front", "Rim of dome 2"} == {line.title for line in shown.done}


def test_nobody_is_asked_to_roll_a_simulated_board(clinic: Clinic, clock: Clock) -> None:
    clinic.store.add_calibration(MOUNTED)
    clinic.store.add_rim(replace(round_rim(9.0, Source.SIMULATED, 2, 7), made_at=clock.at))
    titles = {line.title for line in (*board(clinic).due, *board(clinic).done)}
    assert titles == {"Sensor", "Level", "Front"}


def test_the_newest_calibration_and_rim_count_and_earlier_ones_stay(
    clinic: Clinic, clock: Clock
) -> None:
    for counter in (1, 2, 3):
        made_at = clock.at + timedelta(days=counter)
        clinic.store.add_calibration(replace(MOUNTED, counter=counter, made_at=made_at))
        rim = round_rim(8.0 + counter, Source.MEASURED, 2, 7)
        clinic.store.add_rim(replace(rim, made_at=made_at, operator="JD"))
    (_, calibrations), (_, rims) = board(clinic).tables
    assert [row[:2] for row in calibrations.rows] == [
        ("23 Nov 2026", "counts"),
        ("22 Nov 2026", "earlier"),
        ("21 Nov 2026", "earlier"),
    ]
    assert [(row[2], row[4], row[-1]) for row in rims.rows] == [
        ("counts", "11.0°", "JD"),
        ("earlier", "10.0°", "JD"),
        ("earlier", "9.0°", "JD"),
    ]


def test_the_page_names_no_patient_and_needs_none(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    assert "No board was ever used" in mine.get("/boards").text
    clinic.store.add_patient("K7")
    clinic.store.add_thigh_setup(ThighSetup(7, Side.LEFT, clock.at, patient_code="K7"))
    shown = mine.get("/boards").text
    assert "left thigh" in shown
    assert "Board 0007" in shown
    assert "K7" not in shown
