"""The deck's sensor on a sacrum: where that is kept, what may be done then, a squat as a trial."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from games.engine.phase import Phase
from games.registry import activity_named
from games.replay import measure_recording, replay_result
from tests.games.playing import played
from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, assert_refused, followed, opened
from tools.scripted import at_rest, scripted_samples
from trainer.cli.weight import know_weight
from trainer.link.base import SimulatedClock
from trainer.link.sim_link import SIMULATED_BOARD_ID
from trainer.link.uri import LinkContext
from trainer.recording.body import SacrumSetup
from trainer.recording.conditions import FLOOR, USUAL_LENGTH, Conditions
from trainer.recording.envelope import no_rim
from trainer.recording.eye import Glance, Part
from trainer.recording.interfaces import Stimulus
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Arms, Outcome, Placement, Side
from trainer.sessions.board import OpenBoard, open_board, wait_for_samples
from trainer.sessions.board_facts import facts_from
from trainer.sessions.calibration.guides import Asked
from trainer.sessions.calibration.keeping import CalibrationKeeper
from trainer.sessions.calibration.menu import rows_of
from trainer.sessions.calibration.sacrum import sacrum_guide
from trainer.sessions.delivery import NoDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import require_in_deck, what_sees
from trainer.sessions.rows import row_form
from trainer.sessions.visit import Visit
from trainer.simulation.sacrum import strapped_sacrum
from trainer.store.store import Store

NOW = datetime.now(UTC).replace(microsecond=0)
DROPS = Glance(Part.PELVIS, gave_way=True)
SQUAT = Conditions("single-leg-squat", Side.LEFT, seconds=18.0)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{tmp_path}/baps.db") as opened_store:
        for code in ("K7", "K8"):
            opened_store.add_patient(code)
        yield opened_store


def on(uri: str, store: Store | None = None, code: str | None = None) -> OpenBoard:
    return open_board(uri, LinkContext(SimulatedClock()), facts_from(store, print, code))


def placed(store: Store, uri: str = "sim:patient?thigh=1", code: str | None = None) -> OpenBoard:
    store.place_deck_sensor(SIMULATED_BOARD_ID, Placement.SACRUM)
    return on(uri, store, code)


def worn_by(store: Store, code: str, made_at: datetime = NOW) -> SacrumSetup:
    setup = SacrumSetup(
        SIMULATED_BOARD_ID, made_at, "JD", strapped_sacrum().mount, (1.0, -2.0, 0.5), code
    )
    store.add_sacrum_setup(setup)
    return setup


def visit(board: OpenBoard, tmp_path: Path) -> Visit:
    return Visit(board, "K7", NoDelivery(), tmp_path, print)


def play(
    board: OpenBoard,
    tmp_path: Path,
    name: str = "single-leg-squat",
    glances: tuple[Glance, ...] = (),
) -> Recording:
    conditions = replace(SQUAT, activity=name)
    kept = visit(board, tmp_path).play_headless(
        activity_named(name), conditions, 1, Stimulus(), lambda _: None, glances
    )
    return kept.recording


def test_the_deck_s_sensor_is_in_the_deck_until_somebody_says_otherwise(store: Store) -> None:
    assert store.deck_sensor_on(SIMULATED_BOARD_ID) is Placement.BOARD
    assert not on("sim:patient", store).on_sacrum
    assert placed(store).on_sacrum
    CalibrationKeeper(on("sim:patient", store), store).deck_sensor(Placement.BOARD)
    assert not on("sim:patient", store).on_sacrum


@pytest.mark.parametrize("placement", [Placement.THIGH, Placement.SHANK])
def test_the_deck_s_sensor_goes_on_no_other_part_of_the_body(store: Store, placement) -> None:
    keeper = CalibrationKeeper(on("sim:patient", store), store)
    with pytest.raises(SessionError, match="--on sacrum or --on board"):
        keeper.deck_sensor(placement)
    assert store.deck_sensor_on(SIMULATED_BOARD_ID) is Placement.BOARD


def test_a_body_sensor_is_never_in_the_deck(store: Store) -> None:
    with pytest.raises(SessionError, match="say --on thigh, shank or sacrum"):
        CalibrationKeeper(on("sim:patient?thigh=1", store), store).placement(Placement.BOARD)


def test_a_set_up_of_this_visit_and_patient_is_used_and_no_other(store: Store) -> None:
    worn_by(store, "K8")
    assert not placed(store, code="K7").calibrated
    mine = worn_by(store, "K7", NOW + timedelta(seconds=1))
    assert placed(store, code="K7").streams.sacrum == mine
    assert not placed(store, code="K8").calibrated
    worn_by(store, "K8", NOW - timedelta(hours=3))
    assert not placed(store, code="K8").calibrated


def test_samples_come_at_once_because_nobody_leaves_a_sacrum_alone(store: Store) -> None:
    board = placed(store)
    wait_for_samples(board.feed, print)
    assert board.streams.rest is None
    assert not board.streams.bias_measured
    first = board.feed.since(-1).samples
    assert first.device_us[0] < 1_000_000


def test_with_the_sensor_on_the_sacrum_nothing_is_done_on_the_board(store, tmp_path) -> None:
    worn_by(store, "K7")
    board = placed(store, code="K7")
    with pytest.raises(
        SessionError, match="on the sacrum, so nothing measures the board"
    ) as refused:
        play(board, tmp_path, "steady-stance")
    assert "calibrate place --sensor deck --on board" in str(refused.value)
    with pytest.raises(SessionError, match=r"put it back .* then do rim"):
        require_in_deck(board, "rim")


def test_a_sacrum_that_is_not_set_up_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="baps calibrate sacrum --patient CODE"):
        play(placed(store, code="K7"), tmp_path)


@pytest.mark.parametrize(
    ("straps", "said"),
    [
        ("both", "the thigh's strap and the strap on the sacrum"),
        ("thigh", "the thigh's strap,"),
        ("sacrum", "the strap on the sacrum,"),
        ("none", "only whoever scores by eye"),
    ],
)
def test_what_will_see_an_exercise_is_said_before_it(straps: str, said: str) -> None:
    assert said in what_sees(on(f"sim:floor?straps={straps}"))


def test_a_plate_keeps_no_time_for_an_exercise_on_the_floor(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="no motion sensor answers"):
        play(on("sim:plate"), tmp_path)


def test_a_score_by_eye_of_what_nobody_scores_so_is_refused(tmp_path: Path) -> None:
    board = visit(on("sim:patient"), tmp_path)
    with pytest.raises(SessionError, match="Steady stance is not scored by eye"):
        board.play_headless(
            activity_named("steady-stance"),
            replace(SQUAT, activity="steady-stance"),
            1,
            Stimulus(),
            lambda _: None,
            (DROPS,),
        )


@pytest.mark.parametrize(("name", "seconds"), [("single-leg-squat", 30.0), ("steady-stance", 20.0)])
def test_a_trial_of_no_stated_length_is_as_long_as_its_activity_usually_is(
    tmp_path: Path, name: str, seconds: float
) -> None:
    board = on("sim:floor" if name == "single-leg-squat" else "sim:patient")
    unstated = Conditions(name, seconds=USUAL_LENGTH)
    setup = visit(board, tmp_path).setup(activity_named(name), unstated, 1)
    assert setup.conditions.seconds == seconds


def test_a_squat_is_noted_with_the_arms_its_instruction_asks_for(tmp_path: Path) -> None:
    here = visit(on("sim:floor"), tmp_path)
    setup = here.setup(activity_named("single-leg-squat"), Conditions("single-leg-squat"), 1)
    assert setup.conditions.arms is Arms.CROSSED


def test_the_menu_offers_the_straps_and_nothing_of_the_board(store: Store) -> None:
    asked = Asked(patient_code="K7", side=Side.LEFT, weight_kg=10.0)
    names = [row.name for row in rows_of(placed(store), store, asked)]
    assert names == ["sacrum", "thigh"]


def test_rows_of_a_sacrum_are_not_called_a_board_s_tilt() -> None:
    columns = list(row_form(on("sim:floor")).digits)
    assert "sacrum_ml_deg" in columns
    assert not {"ap_deg", "ml_deg"} & set(columns)


@pytest.fixture(scope="module")
def squatted(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Three squats of somebody with the weakest hip there is."""
    board = on("sim:floor?side=left&skill=0&seed=4")
    return play(board, tmp_path_factory.mktemp("journals"))


def test_a_squat_on_the_floor_shows_thigh_and_pelvis_and_nothing_of_a_board(squatted) -> None:
    measures = measure_recording(squatted)
    assert squatted.outcome() is Outcome.COMPLETED
    assert squatted.header.conditions.level == FLOOR
    assert measures.value("thigh_repetitions") == 3
    # What the simulated hip lets go: 16, 30 and 20 % of the thigh's bend of 50°.
    assert measures.value("pelvis_drop_deg") == pytest.approx(8.0, abs=1.5)
    assert measures.value("thigh_medial_lean_at_30") == pytest.approx(8.6, abs=2.0)
    assert measures.value("thigh_inward_turn_at_30") == pytest.approx(5.8, abs=2.0)
    names = {value.name for value in measures.values}
    assert not {"osi", "mean_tilt_velocity", "rim_time_pct", "inside_bias", "rms"} & names
    assert measures.why_not == ""


def test_a_stand_as_still_as_an_empty_board_is_somebody_on_the_floor(squatted) -> None:
    still = replace(squatted.samples)
    for name in ("ap_deg", "ml_deg", "ap_rate_deg_s", "ml_rate_deg_s"):
        still = replace(still, **{name: np.zeros(len(still))})
    assert measure_recording(replace(squatted, samples=still)).why_not == ""


def test_a_trial_on_the_floor_without_a_squat_does_not_count(squatted) -> None:
    upright = np.zeros(len(squatted.body))
    stood = replace(squatted.body, thigh_flexion_deg=upright, thigh_medial_lean_deg=upright)
    measures = measure_recording(replace(squatted, body=stood))
    assert measures.why_not.startswith("nothing was seen of it")
    assert measures.value("pelvis_drop_deg") is None


def test_the_gate_of_the_floor_opens_for_who_stands_quite_still() -> None:
    floor = activity_named("single-leg-squat").setup(SQUAT, no_rim(level=FLOOR))
    trial, _ = played(floor, scripted_samples(at_rest(0.0, 0.0), 6.0))
    assert trial.phase is Phase.MEASURING


def test_a_sacrum_sensor_with_its_face_inward_is_told_by_its_squats(squatted) -> None:
    backward = replace(squatted.samples, ap_deg=-squatted.samples.ap_deg)
    turned = measure_recording(replace(squatted, samples=backward))
    assert any("wrong sign" in remark for remark in turned.remarks)
    assert not any("wrong sign" in remark for remark in measure_recording(squatted).remarks)


def test_a_squat_replays_to_the_same_tilt_and_numbers(squatted, tmp_path: Path) -> None:
    recorded = squatted
    context = LinkContext(SimulatedClock(), load_trial=lambda _: recorded)
    again = play(open_board("replay:trial:x", context, facts_from(None, print)), tmp_path)
    n = min(len(again.samples), len(recorded.samples))
    assert n > 11_000
    for name in ("ap_deg", "ml_deg"):
        ours, theirs = (getattr(each.samples, name)[:n] for each in (again, recorded))
        assert np.array_equal(ours, theirs)
    assert replay_result(again) == replay_result(recorded)
    assert measure_recording(again).value("pelvis_drop_deg") == pytest.approx(
        measure_recording(recorded).value("pelvis_drop_deg"), abs=1e-6
    )


def test_a_strap_pulled_in_mid_squat_spoils_its_values_and_leaves_the_eye_s(tmp_path) -> None:
    board = on("sim:floor?side=left&skill=0&seed=4&pulled_s=15.5")
    recording = play(board, tmp_path, glances=(DROPS,))
    measures = measure_recording(recording)
    assert recording.outcome() is Outcome.COMPLETED
    assert measures.why_not == ""
    assert any("the thigh's strap sent nothing for" in remark for remark in measures.remarks)
    assert "the thigh's strap sent nothing" in measures.omitted["thigh_medial_lean_at_30"]
    assert measures.value("thigh_medial_lean_at_30") is None
    assert "the thigh's strap sent nothing" in measures.omitted["pelvis_drop_deg"]
    assert measures.value("eye_pelvis_drops") == 1.0
    assert any(event.strap_silent for event in recording.events)


@pytest.mark.parametrize("straps", ["thigh", "none"])
def test_without_the_sacrum_s_strap_the_deck_lies_idle_and_tells_nothing(tmp_path, straps) -> None:
    board = on(f"sim:floor?side=left&skill=0&seed=4&straps={straps}")
    measures = measure_recording(play(board, tmp_path, glances=(DROPS,)))
    assert measures.why_not == ""
    assert (measures.value("thigh_repetitions") in (2, 3)) is (straps == "thigh")
    assert measures.value("pelvis_drop_deg") is None
    assert measures.value("osi") is None
    assert measures.value("eye_pelvis_drops") == 1.0


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("skill", "drop_deg", "lift_deg"), [(1.0, 8.0, 6.0), (0.2, 11.2, 1.2)])
def test_a_pelvic_drop_shows_how_far_the_hip_drops_and_lifts(
    tmp_path, side, skill, drop_deg, lift_deg
) -> None:
    uri = f"sim:floor?exercise=pelvic_drop&side={side}&skill={skill}&straps=sacrum&seed=3"
    conditions = replace(SQUAT, activity="pelvic_drop", side=Side(side))
    kept = visit(on(uri), tmp_path).play_headless(
        activity_named("pelvic_drop"), conditions, 1, Stimulus(), lambda _: None
    )
    measures = measure_recording(kept.recording)
    assert measures.why_not == ""
    assert measures.value("pelvis_repetitions") in (2, 3)
    assert measures.value("pelvis_drop_deg") == pytest.approx(drop_deg, abs=1.5)
    assert measures.value("pelvis_lift_deg") == pytest.approx(lift_deg, abs=1.5)


def test_a_step_down_is_measured_like_a_squat(tmp_path) -> None:
    recording = play(on("sim:floor?exercise=step_down&side=left&skill=0"), tmp_path, "step_down")
    measures = measure_recording(recording)
    assert measures.value("thigh_repetitions") in (2, 3)
    assert measures.value("repetition_time_s") == pytest.approx(4.4, abs=0.5)
    assert measures.value("thigh_medial_lean_at_30") == pytest.approx(8.6, abs=2.0)


RESTING = [(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)]


def test_a_still_stand_sets_the_sacrum_up(store: Store) -> None:
    board = on("sim:floor?still_s=10", store)
    run = followed(lambda keep: sacrum_guide(board, keep))
    assert run.finished.passed, run.finished
    (found,) = run.kept
    truth = np.array((1.8, -2.6, 0.9))
    assert np.abs(np.array(found.gyro_bias_deg_s) - truth).max() < 1.0


def test_a_sensor_still_in_the_deck_is_not_set_up(monkeypatch) -> None:
    board = opened(TiltedSource([], knots=RESTING), CALIBRATED)
    assert_refused(followed(lambda keep: sacrum_guide(board, keep)), "place --sensor deck")
    monkeypatch.setattr("trainer.sessions.calibration.sacrum.PATIENCE_S", 6.0)
    flat = opened(TiltedSource([], knots=RESTING), CALIBRATED, sacrum=SacrumSetup())
    assert_refused(followed(lambda keep: sacrum_guide(flat, keep)), "still in the deck")


def test_on_the_floor_nobody_is_asked_for_a_weight(store: Store) -> None:
    board = opened(TiltedSource([], knots=RESTING), CALIBRATED, sacrum=SacrumSetup())
    know_weight(board, store, "K7", SQUAT)
    in_deck = opened(TiltedSource([], knots=RESTING), CALIBRATED)
    with pytest.raises(SessionError, match="the weight of K7 is not known"):
        know_weight(in_deck, store, "K7", SQUAT)
