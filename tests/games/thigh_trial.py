"""Trials that a thigh plays: sample by sample, with a strap that can be pulled and put back."""

from collections.abc import Callable
from math import nan

from games.engine.setup import TrialSetup
from games.engine.trial import Trial
from games.registry import activity_named
from trainer.recording.body import BodySamples
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.envelope import no_rim
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import LeadIn
from trainer.simulation.exercising import ExercisingPatient

STEP_S = 0.02
KNEE_LANE = activity_named("knee_lane")
Thigh = tuple[float, float]
"""Flexion and medial lean in degrees."""

Leg = Callable[[Trial, float], Thigh | None]
"""From a trial and the time to the thigh; None while the strap sends nothing."""


def setup_at(rung: int = 1, seconds: float = 30.0, side: Side = Side.RIGHT, **more) -> TrialSetup:
    conditions = Conditions("knee_lane", side, seconds=seconds, rung=rung, level=FLOOR)
    return KNEE_LANE.setup(conditions, no_rim(level=FLOOR), seed=3, **more)


def with_bead(lean: Callable[[float], float] = lambda _flexion: 0.0) -> Leg:
    """Somebody who is always just where the bead is, and leans as the bend has it."""

    def leg(trial: Trial, _t_s: float) -> Thigh:
        target = trial.shown_target()
        flexion = 0.0 if target is None else target.depth_deg or 0.0
        return flexion, lean(flexion)

    return leg


def simulated(skill: float, seed: int, side: Side = Side.RIGHT) -> Leg:
    patient = ExercisingPatient(side, skill, seed, LeadIn(0.2, 0.1))

    def leg(trial: Trial, _t_s: float) -> Thigh:
        state = patient.step(STEP_S, trial.shown_target())
        return state.thigh_flexion_deg, state.thigh_medial_lean_deg

    return leg


class ThighTrial:
    """One trial, as far as it has come; `body` and `samples` are all that it was given."""

    def __init__(self, setup: TrialSetup) -> None:
        self.trial = KNEE_LANE.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
        self.setup, self.index = setup, 0
        self.samples: list[Samples] = []
        self.body: list[BodySamples] = []

    def play(self, leg: Leg, until_s: float) -> Trial:
        """On to a time, or to the end."""
        while not self.trial.finished and self.index * STEP_S < until_s:
            self._step(leg(self.trial, self.index * STEP_S))
        return self.trial

    def _step(self, thigh: Thigh | None) -> None:
        samples, body = Samples.zeros(1), BodySamples.zeros(0 if thigh is None else 1)
        for part in (samples, body):
            part.seq[:], part.t_s[:] = self.index, self.index * STEP_S
            part.device_us[:] = round(self.index * STEP_S * 1e6)
            part.flags[:] = FLAG_NEW_DATA
        if thigh is not None:
            body.thigh_flexion_deg[:], body.thigh_medial_lean_deg[:] = thigh
        self.samples.append(samples)
        self.body.append(body)
        self.trial.advance(Stretch(samples, body=body))
        self.index += 1


def played(leg: Leg, setup: TrialSetup | None = None, until_s: float = 60.0) -> Trial:
    """A whole trial, or as much of it."""
    return ThighTrial(setup or setup_at()).play(leg, until_s)


def silent(_trial: Trial, _t_s: float) -> None:
    """A strap whose cable is pulled."""


def unknown(_trial: Trial, _t_s: float) -> Thigh:
    """A strap that sends, while nobody knows yet which way the thigh faces."""
    return nan, nan
