"""Rounds of any training played by simulated patients, as quickly as possible and without a window.

Most of the time goes to the patient and to the course. So the board sends a hundred samples a
second, and a round is over as soon as its end is known: after a foot down, a hand on the rail ends
it no better.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import hypot
from random import Random

from games.engine.activity import Activity, Surface
from games.engine.phase import Pause, Phase
from games.engine.setup import LIKELY_STATION, Station, TrialSetup
from games.engine.trial import Trial
from games.registry import activity_named
from tests.games.playing import recording_of
from trainer.metrics.counting import MOST_RIM_TIME_PCT
from trainer.recording.body import BodySamples
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.envelope import assumed_rim, no_rim
from trainer.recording.interfaces import Stretch, Target
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.recording.trial import PastRound, Recording
from trainer.recording.vocabulary import EventKind, Feedback, Outcome, Side, Support
from trainer.simulation.board_state import BoardState, LeadIn
from trainer.simulation.exercising import ExercisingPatient
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits
from trainer.store.before import ROUNDS as KNOWN_ROUNDS

STEP_S, PER_LOOK = 0.01, 5
"""A sample, and how many come between two looks at the target."""

SOON = LeadIn(0.2, 0.1)
AT_MOST_S = 40.0
"""How long a round may take beyond its seconds, before the start or in pauses."""

DOME, DAY = 2, date(2026, 3, 11)
ON_RIM_SHARE = 0.95


@dataclass(frozen=True)
class Played:
    """What came of a round: `value` is the number beside the field at its end."""

    outcome: Outcome
    value: float
    rim_time_pct: float = 0.0

    def after(self, rung: int) -> PastRound:
        """The same as the staircase gets it."""
        counted = self.outcome is Outcome.COMPLETED and self.rim_time_pct <= MOST_RIM_TIME_PCT
        value = self.value if counted else None
        return PastRound(rung, self.outcome, value, counted, DAY, rim_time_pct=self.rim_time_pct)


def setup_of(
    activity: Activity,
    rung: int,
    seconds: float,
    seed: int = 1,
    side: Side = Side.RIGHT,
    station: Station = LIKELY_STATION,
    level: int = DOME,
    **more,
) -> TrialSetup:
    """A round as the product sets it up, on dome 2 or on the floor."""
    on_floor = activity.surface is Surface.FLOOR
    level, rim = (FLOOR, no_rim(level=FLOOR)) if on_floor else (level, assumed_rim(level))
    conditions = Conditions("", side, seconds=seconds, rung=rung, level=level, **more)
    return activity.setup(conditions, rim, seed=seed, station=station)


def patient_of(setup: TrialSetup, skill: float, seed: int) -> SimulatedPatient | ExercisingPatient:
    """Somebody of this skill, who is soon on the board."""
    conditions = setup.conditions
    if conditions.level == FLOOR:
        return ExercisingPatient(conditions.side, skill, seed, SOON)
    traits = PatientTraits(
        skill=skill,
        side=conditions.side,
        level=conditions.level,
        trial=seed,
        eyes=conditions.eyes,
        support=conditions.support,
        lead_in=SOON,
    )
    return SimulatedPatient(traits, seed)


class Board:
    """Feeds a trial what a patient does, and keeps it."""

    def __init__(self, setup: TrialSetup, trial: Trial) -> None:
        self.trial, self._worn = trial, setup.conditions.level == FLOOR
        self._first = 0
        self.samples, self.body = list[Samples](), list[BodySamples]()
        self._rim_deg = min(setup.rim.tilt_deg, default=0.0)
        self._measured = self._on_rim = 0

    @property
    def passed_s(self) -> float:
        return self._first * STEP_S

    @property
    def rim_time_pct(self) -> float:
        return 100.0 * self._on_rim / max(self._measured, 1)

    def recording(self, setup: TrialSetup) -> Recording:
        """The trial as it would be stored."""
        worn = setup.conditions.level == FLOOR
        events = self.trial.drain()
        ends = [event.index for event in events if event.kind is EventKind.END]
        kept = Samples.concatenate(self.samples)[: ends[0] if ends else None]
        recording = recording_of(setup, kept, events)
        return replace(recording, body=BodySamples.concatenate(self.body)) if worn else recording

    def pass_on(self, states: list[BoardState]) -> None:
        """So many samples more."""
        samples = Samples.zeros(len(states))
        samples.ap_deg[:] = [state.ap_deg for state in states]
        samples.ml_deg[:] = [state.ml_deg for state in states]
        samples.ap_rate_deg_s[:] = [state.ap_rate_deg_s for state in states]
        samples.ml_rate_deg_s[:] = [state.ml_rate_deg_s for state in states]
        body = BodySamples.zeros(len(states) if self._worn else 0)
        for part in (samples, body):
            part.seq[:] = range(self._first, self._first + len(part))
            part.t_s[:] = part.seq * STEP_S
            part.device_us[:] = part.t_s * 1e6
            part.flags[:] = FLAG_NEW_DATA
        if self._worn:
            body.thigh_flexion_deg[:] = [state.thigh_flexion_deg for state in states]
            body.thigh_medial_lean_deg[:] = [state.thigh_medial_lean_deg for state in states]
        elif self.trial.phase is Phase.MEASURING:
            self._measured += len(states)
            self._on_rim += sum(self._rests(state) for state in states)
        self._first += len(states)
        self.samples.append(samples)
        self.body.append(body)
        self.trial.advance(Stretch(samples, body=body))

    def _rests(self, state: BoardState) -> bool:
        return hypot(state.ap_deg, state.ml_deg) >= ON_RIM_SHARE * self._rim_deg


def play(setup: TrialSetup, skill: float, seed: int) -> Played:
    """One round by somebody of this skill."""
    activity = activity_named(setup.conditions.activity)
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    patient, board = patient_of(setup, skill, seed), Board(setup, trial)
    until_s = setup.conditions.seconds + AT_MOST_S
    while not trial.finished and board.passed_s < until_s:
        target = trial.shown_target()
        board.pass_on(moved(patient, target))
        if trial.pause is Pause.FOOT_DOWN:
            return Played(Outcome.FOOT_DOWN, trial.rules.shown, board.rim_time_pct)
    # Whoever never comes back from a pause has a round that was stopped, which never began here.
    outcome = trial.outcome or Outcome.NOT_HELD
    return Played(outcome, trial.rules.shown, board.rim_time_pct)


def moved(patient: SimulatedPatient | ExercisingPatient, target: Target | None) -> list[BoardState]:
    """What the patient does until the next look."""
    return [patient.step(STEP_S, target) for _ in range(PER_LOOK)]


@cache
def round_of(
    name: str,
    skill: float,
    rung: int,
    seed: int,
    seconds: float = 0.0,
    support: Support = Support.NONE,
) -> Played:
    """A round, of the shortest length that is offered if none is given; each is played once."""
    activity = activity_named(name)
    seconds = seconds or activity.seconds[0]
    return play(setup_of(activity, rung, seconds, seed, support=support), skill, seed)


def climbed(
    name: str,
    skill: float,
    decisions: int,
    pool: int,
    seconds: float = 0.0,
    seed: int = 1,
    support: Support = Support.NONE,
) -> list[PastRound]:
    """A patient's rounds one after the other, on the rungs that the product decides.

    What comes of a round is drawn from a pool of so many for each rung: a staircase visits few
    rungs, and all staircases of a skill share the pool.
    """
    activity, chance, past = activity_named(name), Random(seed), list[PastRound]()
    seconds = seconds or activity.seconds[0]
    for _ in range(decisions):
        rung = activity.rung(seconds, past[-KNOWN_ROUNDS:], DAY, Feedback.LIGHT)
        one = round_of(name, skill, rung, chance.randint(1, pool), seconds, support)
        past.append(one.after(rung))
    return past
