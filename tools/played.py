"""A round of any activity as a simulated patient plays it: for pictures, benches and strips.

It runs as quickly as the computer can, without wire and sensors, and is the same each time.
"""

from dataclasses import dataclass, replace

from games.engine.activity import Activity, Surface
from games.engine.control import LoadChanged
from games.engine.scene import Onlooker
from games.engine.setup import TrialSetup
from trainer.recording.body import BodySamples
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.envelope import Rim, no_rim
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.simulation.board_state import BoardState, LeadIn, SimulatedBoard
from trainer.simulation.exercising import ExercisingPatient
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits

RATE_HZ, PER_BLOCK = 200.0, 4
SKILL, SEED = 0.9, 3
SOON = LeadIn(0.2, 0.5)
LEVEL = {Surface.DOME: 2, Surface.PLATE: NO_DOME, Surface.FLOOR: FLOOR}
"""What is under the patient."""


def setup_on(activity: Activity, rim: Rim, conditions: Conditions, seed: int = SEED) -> TrialSetup:
    """A setup on what this activity is played on; without a dome there is no rim."""
    stands = LEVEL[activity.surface]
    under = rim if activity.surface is Surface.DOME else no_rim(level=stands)
    labels = ("simulated board",)
    return activity.setup(replace(conditions, level=stands), under, seed=seed, labels=labels)


@dataclass(frozen=True)
class Block:
    """What came from the board and from the strap within a fiftieth of a second."""

    samples: Samples
    body: BodySamples


class PlayedRound:
    """One trial and who plays it; `onlooker` sees it as far as it has come.

    Without a `patient`, a simulated one of this skill plays.
    """

    def __init__(
        self,
        activity: Activity,
        setup: TrialSetup,
        skill: float = SKILL,
        lead_in: LeadIn = SOON,
        patient: SimulatedBoard | None = None,
    ) -> None:
        self.trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
        self.onlooker = Onlooker(self.trial)
        self.blocks: list[Block] = []
        self._on_floor = activity.surface is Surface.FLOOR
        self._patient = patient or _patient(self._on_floor, setup, skill, lead_in)
        if activity.surface is Surface.PLATE:
            # A plate has nothing else to tell by that somebody is on it.
            self.trial.control(LoadChanged(present=True))

    @property
    def block_s(self) -> float:
        """How long a step is."""
        return PER_BLOCK / RATE_HZ

    @property
    def samples(self) -> Samples:
        """Everything that the board has sent."""
        return Samples.concatenate([block.samples for block in self.blocks])

    def play(self, until_s: float) -> "PlayedRound":
        """On to so many seconds of running time, or to the end."""
        while not self.trial.finished and self.trial.running_s < until_s:
            self.step()
        return self

    def step(self) -> None:
        """Let the patient go on for a fiftieth of a second, also after the end."""
        self.take(self._next())

    def take(self, block: Block) -> None:
        """Let the trial have what came."""
        self.blocks.append(block)
        self.trial.advance(Stretch(block.samples, body=block.body))
        self.onlooker.see(block.samples)

    def _next(self) -> Block:
        target = self.trial.shown_target()
        states = [self._patient.step(1 / RATE_HZ, target) for _ in range(PER_BLOCK)]
        first = len(self.blocks) * PER_BLOCK
        body = _body(states, first) if self._on_floor else BodySamples.empty()
        return Block(_samples(states, first), body)


def _patient(on_floor: bool, setup: TrialSetup, skill: float, lead_in: LeadIn) -> SimulatedBoard:
    if on_floor:
        return ExercisingPatient(setup.conditions.side, skill, SEED, lead_in)
    conditions = setup.conditions
    level = max(conditions.level, 2)
    traits = PatientTraits(skill, side=conditions.side, level=level, lead_in=lead_in)
    return SimulatedPatient(traits, SEED)


def _samples(states: list[BoardState], first: int) -> Samples:
    samples = Samples.zeros(len(states))
    samples.seq[:] = range(first, first + len(states))
    samples.t_s[:] = samples.seq / RATE_HZ
    samples.device_us[:] = samples.t_s * 1e6
    columns = samples.ap_deg, samples.ml_deg, samples.ap_rate_deg_s, samples.ml_rate_deg_s
    for index, column in enumerate(columns):
        column[:] = [state[index] for state in states]
    samples.flags[:] = FLAG_NEW_DATA
    return samples


def _body(states: list[BoardState], first: int) -> BodySamples:
    body = BodySamples.zeros(len(states))
    body.seq[:] = range(first, first + len(states))
    body.t_s[:] = body.seq / RATE_HZ
    body.device_us[:] = body.t_s * 1e6
    body.thigh_flexion_deg[:] = [state.thigh_flexion_deg for state in states]
    body.thigh_medial_lean_deg[:] = [state.thigh_medial_lean_deg for state in states]
    body.flags[:] = FLAG_NEW_DATA
    return body
