"""One made-up trial: played by the rules of its activity, measured and packed like any other."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from games.engine.activity import Activity
from games.engine.control import Continue, Judge, Leave, LinkChanged, Touch
from games.engine.phase import Phase
from games.engine.setup import TrialSetup
from trainer.demo.boards import DemoBoard
from trainer.demo.moving import RATE_HZ, Hold, Mover
from trainer.demo.sensing import SETUP, Sensor
from trainer.recording.conditions import LEAD_IN_S, FootPlacement
from trainer.recording.interfaces import Stretch
from trainer.recording.pain import Pain
from trainer.recording.samples import Samples
from trainer.recording.target import target_of
from trainer.recording.trial import Recording, StartState, TrialEvent, TrialHeader
from trainer.recording.vocabulary import EventKind, LinkState, Outcome
from trainer.sessions.delivery import finished_trial, measured
from trainer.store.values import FinishedTrial

MOVING, STILL = 40, 100
"""Samples after which the target is looked at again, if it may move and if it does not."""
LONGEST_WAIT_S = 45.0
"""For the gate and for pauses, beside the trial's own length."""
BACK_AFTER_S = 5.0
"""Who put a foot down steps on again."""
VOID_REASON = "somebody opened the door"
NOT_SAID = Pain()


class Mishap(StrEnum):
    """What happens to a trial besides a fall."""

    TOUCH = "touch"
    LINK = "link"
    VOID = "void"
    PAIN = "pain"


@dataclass(frozen=True)
class Trouble:
    """What happens at a running time; a void, which needs none, is declared at the end."""

    mishap: Mishap
    at_s: float = math.inf
    pain: Pain = NOT_SAID


@dataclass(frozen=True)
class About:
    """Whose trial it is, when it was made and on which board."""

    trial_id: str
    patient_code: str
    session_id: str
    started_at: datetime
    board: DemoBoard
    feet: FootPlacement | None = None


def played(
    activity: Activity,
    setup: TrialSetup,
    about: About,
    hold: Hold,
    random: np.random.Generator,
    trouble: Trouble | None = None,
) -> FinishedTrial:
    """The whole trial, as it is stored after a round on a board."""
    one = _Round(activity, setup, about, hold, random)
    one.play(trouble)
    recording = one.recording(trouble)
    return finished_trial(recording, measured(recording), one.trial.result())


class _Round:
    """A trial while it is played."""

    def __init__(
        self,
        activity: Activity,
        setup: TrialSetup,
        about: About,
        hold: Hold,
        random: np.random.Generator,
    ) -> None:
        conditions, rim = setup.conditions, setup.rim
        self.trial = activity.trial(conditions, rim, setup.parameters, setup.seed)
        self._setup, self._about, self._falls_s = setup, about, hold.falls_s
        self._sensor = Sensor(about.board.calibration_at(about.started_at), random)
        samples = round((conditions.seconds + LEAD_IN_S + LONGEST_WAIT_S) * RATE_HZ)
        self._mover = Mover(hold, min(rim.tilt_deg), samples, random)
        self._parts: list[Samples] = []
        self._events: list[TrialEvent] = []
        path = target_of(setup.parameters)
        self._chunk = MOVING if path is None or path.moves else STILL
        self._paused_s = 0.0

    def play(self, trouble: Trouble | None) -> None:
        """From stepping on to the end."""
        trial = self.trial
        while not trial.finished and self._mover.left >= self._chunk:
            self._move()
            if trouble is not None and trial.running_s >= trouble.at_s:
                self._happen(trouble)
                trouble = None
        if not trial.finished:
            trial.control(Leave())
        self._events += trial.drain()

    def recording(self, trouble: Trouble | None) -> Recording:
        """What was recorded until the end, with what was noted since."""
        samples, events = Samples.concatenate(self._parts), self._events
        end = next(event.index for event in events if event.kind is EventKind.END)
        if trouble is not None and trouble.mishap is Mishap.PAIN:
            events = [*events, trouble.pain.event(end)]
        if trouble is not None and trouble.mishap is Mishap.VOID:
            events = [*events, TrialEvent(EventKind.VOID, end, {"reason": VOID_REASON})]
        return Recording(self._header(), samples[:end].copy(), tuple(events))

    def _move(self) -> None:
        trial = self.trial
        falling = trial.running_s >= self._falls_s and not self._paused_s
        if trial.phase is Phase.PAUSED:
            self._paused_s += self._chunk / RATE_HZ
            if self._paused_s >= BACK_AFTER_S:
                trial.control(Continue())
        target = trial.shown_target()
        aim = (target.ap_deg, target.ml_deg) if target else (0.0, 0.0)
        tilt = self._mover.next(self._chunk, *aim, falling=falling)
        self._parts.append(self._sensor.feel(tilt))
        trial.advance(Stretch(self._parts[-1]))

    def _happen(self, trouble: Trouble) -> None:
        if trouble.mishap is Mishap.TOUCH:
            self.trial.control(Touch())
        elif trouble.mishap is Mishap.PAIN:
            self.trial.control(Judge(Outcome.PAIN))
        else:
            self.trial.control(LinkChanged(LinkState.LOST))
            self.trial.control(Leave())

    def _header(self) -> TrialHeader:
        setup, about = self._setup, self._about
        calibration = about.board.calibration_at(about.started_at)
        return TrialHeader(
            trial_id=about.trial_id,
            started_at=about.started_at,
            conditions=setup.conditions,
            setup=SETUP,
            start=StartState(calibration=calibration, filter_state=self._sensor.start),
            rim=setup.rim,
            board=about.board.identity,
            patient_code=about.patient_code,
            session_id=about.session_id,
            parameters=setup.parameters,
            seed=setup.seed,
            feet=about.feet,
            feet_before=about.feet,
        )
