"""What is refused before a trial, and what a trial's conditions follow from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from games.registry import activity_named
from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened
from tests.store.trials import finished
from trainer.metrics.remarks import remarks_on
from trainer.recording.conditions import NOTHING_CHOSEN, Chosen, Conditions, FootPlacement
from trainer.recording.envelope import Range
from trainer.recording.load import (
    DECK_LIMIT_KG,
    FULL_SCALE_NEWTON_PER_COUNT,
    PLATE_LIMIT_KG,
    LoadCalibration,
    LoadSetup,
    plate_limit_kg,
)
from trainer.recording.vocabulary import (
    Arms,
    DomeStyle,
    Eyes,
    Feedback,
    Outcome,
    Side,
    Source,
    Stance,
    Support,
)
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.visit import Visit
from trainer.store import BodyWeight, FinishedTrial, Store
from trainer.store.places import sqlite_url

STEADY, BULLSEYE = activity_named("steady-stance"), activity_named("bullseye")
LEFT = Conditions("steady-stance", Side.LEFT, calibrated=True)
CLOSED = replace(LEFT, eyes=Eyes.CLOSED)
EXERCISE = {
    "activity": "bullseye",
    "side": Side.LEFT,
    "stance": Stance.SINGLE_LEG,
    "eyes": Eyes.OPEN,
    "support": Support.NONE,
    "level": 2,
    "stem_hole": 0,
    "dome_style": DomeStyle.CAPS,
    "seconds": 20.0,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(sqlite_url(tmp_path / "baps.db")) as opened_store:
        opened_store.add_patient("K7")
        yield opened_store


@pytest.fixture
def visiting(store: Store, tmp_path: Path):
    boards = []

    def visit(load: LoadSetup | None = None, **given) -> Visit:
        source = TiltedSource([], knots=[(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)])
        boards.append(opened(source, CALIBRATED, load))
        delivery = StoreDelivery(store, tmp_path / "spool", print)
        asked = {"patient_code": "K7", "say": print, **given}
        return Visit(
            boards[-1], delivery=delivery, journals=tmp_path / "journals", store=store, **asked
        )

    yield visit
    for board in boards:
        board.close()


def on_day(trial: FinishedTrial, day: date) -> FinishedTrial:
    """The trial as if it was made on that day, its number in seconds after midnight."""
    header = trial.recording.header
    at = datetime(day.year, day.month, day.day, second=header.started_at.minute).astimezone(UTC)
    return replace(trial, recording=replace(trial.recording, header=replace(header, started_at=at)))


def cells(nominal_kg: int) -> LoadCalibration:
    return LoadCalibration(newton_per_count=(FULL_SCALE_NEWTON_PER_COUNT[nominal_kg],) * 4)


def test_eyes_closed_asks_for_a_trial_with_eyes_open_once(store: Store, visiting) -> None:
    with pytest.raises(SessionError, match=r"eyes open on dome 2.*--guarded"):
        visiting().setup(STEADY, CLOSED, 1)
    open_eyes = {name: EXERCISE[name] for name in EXERCISE if name not in ("activity", "seconds")}
    for number, other in enumerate(
        (
            {"level": 1},
            {"side": Side.RIGHT},
            {"stance": Stance.SEATED},
            {"why_not": "a hand on the rail carried 9.0 % of the weight"},
            {"outcome": Outcome.TOUCH, "why_not": "the trial ended with a touch of the rail"},
            {"patient_code": "K8"},
            {"support": Support.FINGERTIP},
            {"support": Support.RAIL},
            {"stem_hole": 1},
            {"dome_style": DomeStyle.HEMISPHERE},
        ),
        start=1,
    ):
        store.save_trial(finished(number, **(open_eyes | other)))
        with pytest.raises(SessionError, match="eyes closed"):
            visiting().setup(STEADY, CLOSED, 1)
    store.save_trial(finished(20, **open_eyes))
    assert visiting().setup(STEADY, CLOSED, 1).conditions.eyes is Eyes.CLOSED


@pytest.mark.parametrize("name", ["limits", "blind_return", "track"])
def test_what_must_be_seen_is_refused_with_closed_eyes_in_one_line(name: str, visiting) -> None:
    for guarded in (False, True):
        visit = visiting(chosen=replace(NOTHING_CHOSEN, guarded=guarded))
        with pytest.raises(SessionError, match=rf"{activity_named(name).title} .* --eyes open$"):
            visit.setup(activity_named(name), CLOSED, 1)
    assert visiting().setup(activity_named(name), LEFT, 1).conditions.eyes is Eyes.OPEN


def test_eyes_open_with_no_more_support_opens_the_way_to_eyes_closed(
    store: Store, visiting
) -> None:
    held = {**EXERCISE, "activity": "steady-stance", "support": Support.FINGERTIP}
    store.save_trial(finished(1, **held))
    on_rail = replace(CLOSED, support=Support.RAIL)
    assert visiting().setup(STEADY, on_rail, 1).conditions.eyes is Eyes.CLOSED


def test_what_a_simulated_patient_did_does_not_open_the_way_for_a_person(
    store: Store, visiting
) -> None:
    trial = finished(1, **EXERCISE)
    header = trial.recording.header
    robot = replace(header, board=replace(header.board, uri="sim:patient?skill=1"))
    store.save_trial(replace(trial, recording=replace(trial.recording, header=robot)))
    with pytest.raises(SessionError, match="eyes closed"):
        visiting().setup(STEADY, CLOSED, 1)


def test_somebody_who_stands_ready_a_seat_and_a_guest_need_no_trial_before(visiting) -> None:
    visiting(chosen=Chosen(guarded=True)).setup(STEADY, CLOSED, 1)
    visiting().setup(STEADY, replace(CLOSED, stance=Stance.SEATED), 1)
    visiting(patient_code="GUEST").setup(STEADY, CLOSED, 1)


def test_a_leg_and_a_stance_that_contradict_each_other_are_refused(visiting) -> None:
    with pytest.raises(SessionError, match="--stance two_leg"):
        visiting().setup(STEADY, replace(LEFT, side=Side.BOTH), 1)
    with pytest.raises(SessionError, match="--side both"):
        visiting().setup(STEADY, replace(LEFT, stance=Stance.TWO_LEG), 1)


@pytest.mark.parametrize("stance", [Stance.SEATED, Stance.PARTIAL])
def test_what_needs_the_other_leg_in_the_air_is_refused_to_who_does_not_stand_on_one(
    visiting, stance: Stance
) -> None:
    free_leg = activity_named("free_leg")
    with pytest.raises(SessionError, match="needs the other leg in the air"):
        visiting().setup(free_leg, replace(LEFT, stance=stance), 1)
    assert visiting().setup(free_leg, LEFT, 1).conditions.stance is Stance.SINGLE_LEG


def test_a_patient_above_the_limit_of_the_deck_is_refused_unless_seated(
    store: Store, visiting
) -> None:
    store.add_weight("K7", BodyWeight(121.0, datetime.now(UTC)))
    with pytest.raises(SessionError, match=r"weighs 121 kg, and this deck carries 120 kg"):
        visiting().setup(STEADY, LEFT, 1)
    visiting().setup(STEADY, replace(LEFT, stance=Stance.SEATED), 1)


def test_a_load_plate_carries_what_its_cells_carry(store: Store, visiting) -> None:
    store.add_weight("K7", BodyWeight(70.0, datetime.now(UTC)))
    visiting().setup(STEADY, LEFT, 1)
    with pytest.raises(SessionError, match=r"weighs 70 kg, and this load plate carries 65 kg"):
        visiting(LoadSetup(calibration=cells(50))).setup(STEADY, LEFT, 1)
    visiting(LoadSetup(calibration=cells(100))).setup(STEADY, LEFT, 1)


def test_cells_are_told_by_their_factor_and_unknown_ones_are_the_small_ones() -> None:
    assert [plate_limit_kg(cells(kg)) for kg in (50, 100)] == [65.0, 120.0]
    assert plate_limit_kg(LoadCalibration()) == 65.0
    backwards = LoadCalibration(newton_per_count=(-FULL_SCALE_NEWTON_PER_COUNT[50],) * 4)
    assert plate_limit_kg(backwards) == 65.0


def test_the_building_guide_tells_the_limits_that_are_refused() -> None:
    guide = (Path(__file__).parents[2] / "hardware" / "README.md").read_text(encoding="utf-8")
    assert f"| deck on the floor | **{DECK_LIMIT_KG:g} kg** |" in guide
    for cell_kg, limit_kg in PLATE_LIMIT_KG.items():
        row = rf"\| deck on the load plate, {cell_kg} kg cells.*\| \*\*{limit_kg:g} kg\*\* \|"
        assert re.search(row, guide)


def test_arms_are_as_said_or_as_noted_with_the_foot_or_on_the_hips(store: Store, visiting) -> None:
    assert visiting().setup(STEADY, LEFT, 1).conditions.arms is Arms.HIPS
    store.add_placement("K7", Side.LEFT, FootPlacement("M29", "L6", arms=Arms.CROSSED))
    assert visiting().setup(STEADY, LEFT, 1).conditions.arms is Arms.CROSSED
    said = visiting(chosen=Chosen(arms=Arms.FREE)).setup(STEADY, LEFT, 1)
    assert said.conditions.arms is said.feet.arms is Arms.FREE


def test_a_foot_that_moved_is_said_once_and_goes_into_the_recording(store: Store, visiting) -> None:
    said: list[str] = []
    before = FootPlacement("M29", "L6")
    store.add_placement("K7", Side.LEFT, before)
    played = replace(finished(1, side=Side.LEFT).recording.header, started_at=datetime.now(UTC))
    trial = finished(1, side=Side.LEFT)
    store.save_trial(replace(trial, recording=replace(trial.recording, header=played)))
    store.add_placement("K7", Side.LEFT, FootPlacement("M33", "L6"))
    setup, keeper = visiting(say=said.append)._ready(STEADY, LEFT, 1)
    assert setup.feet_before == before
    assert said == [
        "the foot stands elsewhere than in the previous trial: the heel is at M33, 4 cells from M29"
    ]
    keeper.begin()
    header = keeper._running.header
    keeper.close()
    assert header.feet_before == before
    assert said[0] in remarks_on(replace(trial.recording, header=header))


def test_a_foot_noted_for_the_first_time_has_not_moved(store: Store, visiting) -> None:
    said: list[str] = []
    store.add_placement("K7", Side.LEFT, FootPlacement("M29", "L6"))
    visiting(say=said.append)._ready(STEADY, LEFT, 1)
    assert said == []


def test_the_rung_follows_this_patients_rounds_of_this_exercise(store: Store, visiting) -> None:
    asked = replace(LEFT, activity="bullseye")

    def next_rung(chosen: Chosen = NOTHING_CHOSEN) -> int:
        by_light = replace(chosen, feedback=Feedback.LIGHT)
        return visiting(chosen=by_light).setup(BULLSEYE, asked, 1).conditions.rung

    def save(number: int, day: date, **changed) -> None:
        store.save_trial(on_day(finished(number, **(EXERCISE | changed)), day))

    assert next_rung() == 1
    today = date.today()
    save(1, today - timedelta(days=7), rung=5, score=180.0)
    assert next_rung() == 5
    save(2, today, rung=5, score=180.0)
    save(3, today, rung=9, score=180.0, side=Side.RIGHT)
    save(4, today, rung=9, score=180.0, level=3)
    save(11, today, rung=9, score=180.0, practice=True)
    save(12, today, rung=9, score=180.0, dome_style=DomeStyle.HEMISPHERE)
    save(13, today, rung=9, score=180.0, arms=Arms.FREE)
    assert next_rung() == 6
    assert next_rung(chosen=Chosen(arms=Arms.FREE)) == 10
    store.add_placement("K7", Side.LEFT, FootPlacement("M29", "L6", arms=Arms.FREE))
    assert next_rung() == 10
    store.add_placement("K7", Side.LEFT, FootPlacement("M29", "L6"))
    save(14, today, rung=6, score=140.0)
    assert next_rung() == 3
    assert next_rung(chosen=Chosen(rung=8)) == 8
    assert visiting().setup(STEADY, LEFT, 1).conditions.rung == 0


def test_rounds_with_fingertips_on_the_rail_have_a_ladder_of_their_own(
    store: Store, visiting
) -> None:
    alone = replace(LEFT, activity="bullseye")
    held = replace(alone, support=Support.FINGERTIP)

    def next_rung(asked: Conditions) -> int:
        by_light = Chosen(feedback=Feedback.LIGHT)
        return visiting(chosen=by_light).setup(BULLSEYE, asked, 1).conditions.rung

    changes = EXERCISE | {"support": Support.FINGERTIP}
    store.save_trial(on_day(finished(1, rung=4, score=180.0, **changes), date.today()))
    assert (next_rung(held), next_rung(alone)) == (5, 1)


def test_guests_begin_on_the_easiest_rung_in_each_visit(store: Store, visiting) -> None:
    store.add_patient("GUEST")
    asked = replace(LEFT, activity="bullseye")
    round_5 = finished(1, patient_code="GUEST", session_id="this", rung=5, score=180.0, **EXERCISE)
    store.save_trial(on_day(round_5, date.today()))
    guest = {"patient_code": "GUEST"}
    assert visiting(**guest, visit_id="this").setup(BULLSEYE, asked, 1).conditions.rung == 6
    assert visiting(**guest, visit_id="later").setup(BULLSEYE, asked, 1).conditions.rung == 1


def test_a_range_limits_only_a_training_in_the_same_standing(store: Store, visiting) -> None:
    reach = Range((0.0, 180.0), (3.0, 3.0), Source.MEASURED, Side.LEFT, day=date.today())
    asked = replace(LEFT, activity="bullseye", rung=1)
    wide = visiting().setup(BULLSEYE, asked, 1).conditions.ring_deg
    unlimited = visiting().setup(STEADY, LEFT, 1)
    store.add_range("K7", reach)
    assert visiting().setup(BULLSEYE, asked, 1).conditions.ring_deg < wide
    for other in (
        replace(asked, side=Side.RIGHT),
        replace(asked, stem_hole=1),
        replace(asked, stance=Stance.SEATED),
        replace(asked, support=Support.RAIL),
    ):
        assert visiting().setup(BULLSEYE, other, 1).range is None
    assert visiting().setup(BULLSEYE, replace(asked, level=3), 1).range is None
    assert visiting().setup(BULLSEYE, asked, 1).range == reach
    assert visiting().setup(STEADY, LEFT, 1).parameters == unlimited.parameters
