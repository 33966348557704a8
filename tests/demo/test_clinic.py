"""What the made-up clinic has to show: findings of each sort, recordings, and nothing but demo."""

import pytest

from games.replay import measured_with
from tests.demo.conftest import PATIENTS, SEED, UNTIL
from trainer.demo.boards import BOARD_IDS, URI
from trainer.demo.filling import Filled, fill
from trainer.motion.tilt_filter import TiltFilter
from trainer.progress.noise import ENOUGH_PEOPLE
from trainer.progress.values import Finding, LegProgress
from trainer.recording.background import StopReason
from trainer.recording.clinical import PRIMARY_METRICS
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Outcome, Source
from trainer.sessions.noise_study import study_of
from trainer.sessions.patient_record import PatientRecord, record_of
from trainer.store import Store

# The clinic takes half a minute to make: one worker makes it, and asks all there is to ask of it.
pytestmark = pytest.mark.xdist_group("made-up clinic")

CODES = [f"DEMO-{n + 1:02d}" for n in range(PATIENTS)]


def record(store: Store, code: str) -> PatientRecord:
    return record_of(store, code)


def involved(one: PatientRecord) -> LegProgress:
    return next(leg for leg in one.progress.legs if leg.side is one.episode.involved)


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("DEMO-01", Finding.BETTER),
        ("DEMO-02", Finding.WITHIN_NOISE),
        ("DEMO-03", Finding.WORSE),
    ],
)
def test_each_sort_of_finding_is_there(clinic: Store, code: str, finding: Finding) -> None:
    assert involved(record(clinic, code)).verdict.finding is finding


def test_every_recording_is_whole_and_simulated(clinic: Store) -> None:
    assert clinic.check().problems == ()
    for code in CODES:
        one = record(clinic, code)
        assert all(trial.simulated for trial in one.trials)
        sources = {series.conditions.envelope_source for series in one.history.series}
        assert sources == {Source.SIMULATED}
        assert {trial.measured_with for trial in one.trials} == {measured_with()}


def test_a_replay_delivers_the_same_tilt(clinic: Store) -> None:
    trial = record(clinic, "DEMO-01").trials[0]
    recording = clinic.load_recording(trial.trial_id)
    start, samples = recording.header.start, recording.samples
    again = TiltFilter(recording.header.setup, start.calibration, start.gyro_bias_deg_s)
    again.restore(start.filter_state)
    tilt = again.update(samples.seq, samples.accel_counts, samples.gyro_counts)
    assert len(samples) > 2_000
    assert recording.header.board.uri == URI
    assert tilt.ap_deg == pytest.approx(samples.ap_deg, abs=1e-3)
    assert tilt.ml_deg == pytest.approx(samples.ml_deg, abs=1e-3)


def test_visits_hold_what_a_clinic_notes(clinic: Store) -> None:
    for code in CODES:
        one = record(clinic, code)
        visits = clinic.visits(code)
        assert all(visit.closed_at for visit in visits)
        assert {visit.day for visit in visits} == one.visit_days
        assert max(one.visit_days) <= UNTIL
        assert all(clinic.visit_trials(visit.visit_id) for visit in visits)
        assert all(clinic.marks(visit.visit_id)[-1].words for visit in visits)
        assert one.exercises
        assert {"pain_now", "strength_abduction", "akps"} <= {e.kind for e in one.entries}
        plan = clinic.plan(code)
        assert plan is not None
        assert plan.signed
        assert clinic.background(code) is not None
        assert clinic.screening(code) is not None
        assert clinic.newest_weight(code) is not None


def test_pain_stops_a_leg_and_stays(clinic: Store) -> None:
    (stop,) = clinic.stops("DEMO-03")
    assert stop.reason is StopReason.PAIN
    assert stop.lifted is None
    ends = [trial.outcome for trial in record(clinic, "DEMO-03").trials]
    assert ends.count(Outcome.PAIN) == 1
    assert Outcome.FOOT_DOWN in ends


def test_rounds_become_harder(clinic: Store) -> None:
    rungs = {series.conditions.rung for series in record(clinic, "DEMO-01").history.series}
    assert max(rungs) > 3


def test_volunteers_have_measured_before_the_first_visit(clinic: Store) -> None:
    people = [person.code for person in clinic.noise_people()]
    assert len(people) == ENOUGH_PEOPLE
    assert not set(people) & set(CODES)
    measured = {local_day(t.started_at) for code in people for t in record(clinic, code).trials}
    assert max(measured) < min(min(record(clinic, code).visit_days) for code in CODES)


def test_its_own_noise_is_known_and_said_to_be_of_simulated_boards(clinic: Store) -> None:
    study = study_of(clinic, None, PRIMARY_METRICS[0], UNTIL)
    assert study.task.simulated
    assert study.found.done == ENOUGH_PEOPLE
    assert study.found.noise.enough


def test_nobody_has_a_name_and_boards_are_calibrated(clinic: Store) -> None:
    assert clinic.names() == {}
    assert set(clinic.boards()) == set(BOARD_IDS)
    for board_id in BOARD_IDS:
        calibration, rim = clinic.newest_calibration(board_id), clinic.newest_rim(board_id, 2)
        assert calibration is not None
        assert calibration.calibrated
        assert rim is not None
        assert rim.source is Source.SIMULATED


def test_what_is_there_stays(clinic: Store) -> None:
    before = clinic.patients()
    assert fill(clinic, PATIENTS, SEED, UNTIL, processes=1) == Filled()
    assert clinic.patients() == before
