"""Nobody, a rail-holder, a rim-rider and a late judgement earn no number and no best, anywhere."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import uuid4

import numpy as np
import pytest

from games.engine.activity import Activity, Surface
from games.registry import activities
from games.replay import measure_recording
from tests.games.playing import exercising, waits_for_the_patient
from tests.metrics.signals import RIM, RIM_DEG, completed, ordinary_axes, recorded
from trainer.metrics import all_metrics, version_of
from trainer.metrics.kinds import Family, Validity
from trainer.metrics.measure import TrialMeasures
from trainer.recording.body import BodySetup, SacrumSetup, ThighSetup
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.container import parts_of
from trainer.recording.load import LoadCalibration, LoadSamples, LoadSetup
from trainer.recording.target import contact_intended
from trainer.recording.trial import Recording, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind
from trainer.store import FinishedTrial, Store

N, BODY_N, CELLS_HZ = 2000, 700.0, 80.0
CELLS = LoadSetup(CELLS_HZ, LoadCalibration(newton_per_count=(1.0,) * 4), BODY_N)
KEPT = {
    *("rim_contacts", "rim_time_pct", "time_to_failure_s"),
    *("support_pct", "samples_received_pct"),
    # Complete squats and rounds are counted whatever else happened; their trial still does not.
    *(
        name
        for metric in all_metrics()
        if metric.family in (Family.THIGH, Family.PELVIS, Family.EYE, Family.CIRCLES)
        and metric.validity is Validity.EVERY_TRIAL
        for name in metric.names
    ),
}
BOARDS = {
    "dome": (2, None),
    "dome on cells": (2, CELLS),
    "plate": (NO_DOME, CELLS),
    "floor": (FLOOR, None),
}
SURFACES = {
    "dome": Surface.DOME,
    "dome on cells": Surface.DOME,
    "plate": Surface.PLATE,
    "floor": Surface.FLOOR,
}
Cheat = Callable[[Recording], Recording]


def honest(activity: str, board: str) -> Recording:
    """Somebody stands as asked for 20 s."""
    level, cells = BOARDS[board]
    tilt = np.zeros((2, N)) if level == NO_DOME else ordinary_axes(n=N)
    plain = recorded(tilt, completed(N), patient_code="K7")
    conditions = replace(plain.header.conditions, activity=activity, level=level)
    setup = activities()[activity].setup(conditions, RIM)
    header = replace(
        plain.header, conditions=setup.conditions, parameters=setup.parameters, load=cells
    )
    if level == FLOOR:
        straps = BodySetup(thigh=ThighSetup(side=conditions.side))
        header = replace(header, body=straps, sacrum=SacrumSetup())
        return exercising(replace(plain, header=header))
    n = round(N / 100 * CELLS_HZ) if cells else 0
    load = LoadSamples.zeros(n)
    load.t_s[:] = np.arange(n) / CELLS_HZ
    load.load_n[:] = BODY_N
    load.cop_ap_mm[:], load.cop_ml_mm[:] = 5.0 * ordinary_axes(2, n, CELLS_HZ)
    return replace(plain, header=header, load=load)


def nobody(recording: Recording) -> Recording:
    recording.samples.ap_deg[:] = recording.samples.ml_deg[:] = 0.5
    recording.load.load_n[:] = 4.0
    recording.body.thigh_flexion_deg[:] = 0.5
    return recording


def holds_the_rail(recording: Recording) -> Recording:
    recording.load.load_n[:] = 0.7 * BODY_N
    return recording


def rides_the_rim(recording: Recording) -> Recording:
    recording.samples.ap_deg[400:600] = 0.99 * RIM_DEG
    return recording


def touch_judged_late(recording: Recording) -> Recording:
    late = TrialEvent(EventKind.OUTCOME, N, {"outcome": "touch", "by": "therapist"})
    return replace(recording, events=(*recording.events, late))


def declared_void(recording: Recording) -> Recording:
    void = TrialEvent(EventKind.VOID, N, {"reason": "phone rang"})
    return replace(recording, events=(*recording.events, void))


EVERYWHERE = (nobody, touch_judged_late, declared_void)
CHEATS = {
    "dome": (*EVERYWHERE, rides_the_rim),
    "dome on cells": (*EVERYWHERE, rides_the_rim, holds_the_rail),
    "plate": (*EVERYWHERE, holds_the_rail),
    "floor": EVERYWHERE,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all trials: each cheat comes after the ones before it."""
    folder = tmp_path_factory.mktemp("cheats")
    with Store.open(f"sqlite:///{folder / 'baps.db'}") as opened:
        yield opened


def keep(store: Store, recording: Recording, code: str) -> tuple[TrialMeasures, tuple[float, ...]]:
    """What is stored of a trial, and the scores to beat after it."""
    header = replace(recording.header, trial_id=str(uuid4()), patient_code=code)
    recording = replace(recording, header=header)
    measures = measure_recording(recording)
    headline = activities()[header.conditions.activity].headline.name
    result = TrialResult(recording.outcome(), 20.0, headline)
    parts = parts_of(recording)
    store.save_trial(FinishedTrial(recording, parts, measures.values, result, measures.why_not))
    past = store.past_scores(code, header.conditions, headline, version_of(headline))
    (trial,) = [
        trial
        for series in store.history(code).series
        for trial in series.trials
        if trial.trial_id == header.trial_id
    ]
    assert trial.why == measures.why_not
    return measures, past.values


def is_cheat(activity: Activity, cheat: Cheat) -> bool:
    """To ride the rim is none where the rim is asked for."""
    wants_rim = contact_intended(activity.setup(Conditions(""), RIM).parameters)
    return cheat is not rides_the_rim or not wants_rim


@pytest.mark.parametrize(
    ("board", "cheat", "activity"),
    [
        pytest.param(board, cheat, name, id=f"{board}-{cheat.__name__}-{name}")
        for board, all_ in CHEATS.items()
        for cheat in all_
        for name, activity in activities().items()
        if is_cheat(activity, cheat)
    ],
)
def test_it_is_stored_without_sway_and_is_never_last_or_best(
    store: Store, activity: str, board: str, cheat: Cheat
) -> None:
    measures, scores = keep(store, cheat(honest(activity, board)), "cheat")
    assert measures.why_not
    assert {value.name for value in measures.values} <= KEPT
    assert scores == ()


@pytest.mark.parametrize(
    ("activity", "board"),
    [
        (activity.name, board)
        for activity in activities().values()
        for board in BOARDS
        if activity.surface is SURFACES[board]
    ],
)
def test_who_stands_as_asked_has_a_score_and_sway(store: Store, activity: str, board: str) -> None:
    recording = honest(activity, board)
    measures, scores = keep(store, recording, f"honest-{board.replace(' ', '-')}")
    assert measures.why_not == ""
    if waits_for_the_patient(activities()[activity], recording.header.parameters):
        # More is asked for than to stand: without it there is no score, and a reason.
        assert scores or measures.omitted[activities()[activity].headline.name]
    else:
        assert len(scores) == 1
    assert len(measures.values) > (5 if board == "floor" else 20)
