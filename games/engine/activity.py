"""The contract between an activity, which is one file, and everything that plays it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from games.engine.bout import bout_over
from games.engine.difficulty import too_hard
from games.engine.feedback import rung_with
from games.engine.ground import Ground
from games.engine.rules import Rules
from games.engine.scene import Scene, Stage
from games.engine.setup import (
    LIKELY_STATION,
    Difficulty,
    Parameters,
    Station,
    TrialSetup,
    number,
    number_or,
    numbers,
)
from games.engine.sound.instruments import Instrument
from games.engine.terms import Terms
from games.engine.thigh_light import ring_at
from games.engine.trial import Trial
from games.engine.words import Headline, Wording
from trainer.metrics.registry import Metric
from trainer.recording.conditions import EASIEST_RUNG, Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.json_form import Json
from trainer.recording.sector import PARAMETER as NO_GO
from trainer.recording.sector import Sector, parameter_of, sectors_of
from trainer.recording.target import contact_intended, target_of
from trainer.recording.trial import PastRound, PastScores
from trainer.recording.vocabulary import Eyes, Feedback, Stance, Surface

if TYPE_CHECKING:  # listing and replaying activities needs nothing that draws
    from games.engine.draw.layout import Layout


__all__ = ["Activity", "Kind", "Surface"]

WEIGHT = "weight_n"
WEIGHT_WITHIN_PCT = 5.0
"""So far from the asked part of the body weight the load may be, in per cent of body weight."""


class Kind(StrEnum):
    """Whether an activity measures or trains."""

    ASSESSMENT = "assessment"
    TRAINING = "training"


@dataclass(frozen=True)
class Activity:
    """One activity. Its module in `games.assessments` or `games.training` calls it `ACTIVITY`.

    `trains` says what a training is good for and for whom, in one sentence each; an assessment's
    says what it measures. `parameters` computes everything that rules and scene need from the
    ground; the result is stored with the trial, and `rules` reads nothing else. It holds
    `gate_radius_deg`, and under `target` the target's path if there is a target and the rules do
    not aim by themselves. `scene` draws the trial: a class, or
    `drawn_by` its name, so that the activity can be listed and replayed without what draws.
    `metrics` are what only these rules can know about a trial. `success_share` is the share of the
    headline's whole from which on a round of a training was a success. `instrument` is what
    plays in a training's place. `by_eye` says that a therapist can score pelvis, knee and trunk,
    `on_one_leg` that the other leg has to be in the air, `by_thigh` that the thigh's strap moves
    the light: without one nothing can be played.
    `bell_at` is how many rewards ring the bell of its place in a round of so many seconds.
    """

    name: str
    title: str
    kind: Kind
    summary: str
    wording: Wording
    headline: Headline
    seconds: tuple[float, ...]
    parameters: Callable[[Ground], dict[str, Json]]
    rules: Callable[[Parameters, int], Rules]
    scene: Callable[[Stage], Scene]
    surface: Surface = Surface.DOME
    metrics: tuple[Metric, ...] = ()
    success_share: float = 0.75
    trains: str = ""
    by_eye: bool = False
    on_one_leg: bool = False
    by_thigh: bool = False
    instrument: Instrument = Instrument.KALIMBA
    bell_at: Callable[[float], int] | None = None

    @property
    def eyes(self) -> frozenset[Eyes]:
        """The eyes it can be played with: those it has words for."""
        return frozenset(self.wording.playing)

    @property
    def heard_with(self) -> Instrument:
        """The instrument of its place; the assessments share one."""
        return Instrument.QUIET if self.kind is Kind.ASSESSMENT else self.instrument

    def rung(
        self, seconds: float, rounds: Sequence[PastRound], today: date, feedback: Feedback
    ) -> int:
        """The rung of the next round after these, oldest first; 0 for an assessment."""
        if self.kind is not Kind.TRAINING:
            return 0
        return rung_with(feedback, rounds, today, self.success(seconds))

    def rings_at(self, seconds: float) -> int | None:
        """The number of the reward that rings the bell; None in a place without one."""
        return None if self.bell_at is None else self.bell_at(seconds)

    def success(self, seconds: float) -> float:
        """From so much of its headline on a round of this length was a success."""
        return self.success_share * self.headline.whole(seconds)

    def enough(self, seconds: float, rounds: Sequence[PastRound], today: date) -> bool:
        """Whether this leg has done enough of a training today; an assessment has its set."""
        return self.kind is Kind.TRAINING and bout_over(rounds, today, self.success(seconds))

    def too_hard(self, seconds: float, rounds: Sequence[PastRound], today: date) -> bool:
        """Whether even the easiest rung of a training is too hard on this leg today."""
        return self.kind is Kind.TRAINING and too_hard(rounds, today, self.success(seconds))

    def setup(
        self,
        conditions: Conditions,
        rim: Rim,
        limit: Range | None = None,
        *,
        seed: int = 0,
        station: Station = LIKELY_STATION,
        labels: tuple[str, ...] = (),
        no_go: tuple[Sector, ...] = (),
        seeks_weak: bool = False,
        weight_n: float | None = None,
    ) -> TrialSetup:
        """Everything for one trial, its parameters computed; the conditions name this activity.

        The conditions' rung says how hard a training is; 0 means the easiest. An assessment has no
        rung. `weight_n` is the body weight, which a part of it is asked of. `NoTargetLeft` if the
        no-go sectors leave no direction for a target.
        """
        trains = self.kind is Kind.TRAINING
        difficulty = Difficulty(conditions.rung or EASIEST_RUNG)
        ground = Ground(conditions, rim, limit, difficulty, no_go, seeks_weak, seed)
        parameters = self.parameters(ground)
        if trains:
            parameters |= _asked_of_all(conditions, no_go, weight_n)
        path = target_of(parameters)
        conditions = replace(
            conditions,
            activity=self.name,
            envelope_source=rim.source,
            dome_style=rim.dome_style,
            ring_deg=round(max(path.radii_deg), 2) if path else 0.0,
            rung=difficulty.rung if trains else 0,
            feedback=conditions.feedback if trains else Feedback.LIGHT,
        )
        return TrialSetup(conditions, rim, limit, parameters, seed, station, labels)

    def stage(self, setup: TrialSetup, layout: Layout, past: PastScores) -> Stage:
        """What this activity's scene and the screens around it are built from."""
        lettering = layout.lettering(setup.station)
        assessment = self.kind is Kind.ASSESSMENT
        words = self.title, self.wording, self.headline
        return Stage(layout, lettering, setup, *words, past, assessment, by_eye=self.by_eye)

    def trial(self, conditions: Conditions, rim: Rim, parameters: Parameters, seed: int) -> Trial:
        """A trial before its first sample."""
        gate_deg = number(parameters, "gate_radius_deg")
        terms = Terms(
            gate=ring_at(0.0, gate_deg) if self.by_thigh else (0.0, 0.0, gate_deg),
            target=target_of(parameters),
            cursor_visible=number_or(parameters, "cursor_strength", 0.0) > 0,
            rim=rim,
            seconds=conditions.seconds,
            pausable=self.kind is Kind.TRAINING,
            headline=self.headline.name,
            support=conditions.support,
            seated=conditions.stance is Stance.SEATED,
            on_plate=self.surface is Surface.PLATE,
            on_floor=self.surface is Surface.FLOOR,
            no_go=sectors_of(parameters),
            # On the floor nobody stands on the cells.
            weight_n=None if self.surface is Surface.FLOOR else weight_band_n(parameters),
            contact_intended=contact_intended(parameters),
            felt=conditions.feedback is Feedback.FEEL,
            thigh_of=conditions.side if self.by_thigh else None,
        )
        return Trial(terms, self.rules(parameters, seed))


def _asked_of_all(
    conditions: Conditions, no_go: tuple[Sector, ...], weight_n: float | None
) -> dict[str, Json]:
    """What every training asks for beside its own parameters."""
    asked: dict[str, Json] = {}
    if conditions.feedback is Feedback.FEEL:
        asked["cursor_strength"] = 0.0
    if no_go:
        asked[NO_GO] = parameter_of(no_go)
    if conditions.weight_pct and weight_n is not None:
        shares = (conditions.weight_pct + off for off in (-WEIGHT_WITHIN_PCT, WEIGHT_WITHIN_PCT))
        asked[WEIGHT] = [round(share / 100 * weight_n, 1) for share in shares]
    return asked


def weight_band_n(parameters: Parameters) -> tuple[float, float] | None:
    """The least and the most load that is asked for, in N; None if none is."""
    if WEIGHT not in parameters:
        return None
    least_n, most_n = numbers(parameters, WEIGHT, 2)
    return least_n, most_n
