"""The contract between an activity, which is one file, and everything that plays it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from games.engine.difficulty import next_rung
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
)
from games.engine.terms import Terms
from games.engine.trial import Trial
from games.engine.words import Headline, Wording
from trainer.metrics.registry import Metric
from trainer.recording.conditions import EASIEST_RUNG, Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.json_form import Json
from trainer.recording.target import target_of
from trainer.recording.trial import PastRound, PastScores
from trainer.recording.vocabulary import Stance

if TYPE_CHECKING:  # listing and replaying activities needs nothing that draws
    from games.engine.draw.layout import Layout


class Kind(StrEnum):
    """Whether an activity measures or trains."""

    ASSESSMENT = "assessment"
    TRAINING = "training"


class Surface(StrEnum):
    """What the patient stands on."""

    DOME = "dome"
    PLATE = "plate"
    FLOOR = "floor"


@dataclass(frozen=True)
class Activity:
    """One activity. Its module in `games.assessments` or `games.training` calls it `ACTIVITY`.

    `parameters` computes everything that rules and scene need from rim, range and difficulty; the
    result is stored with the trial, and `rules` reads nothing else. It holds `gate_radius_deg`, and
    under `target` the target's path if there is a target. `scene` draws the trial: a class, or
    `drawn_by` its name, so that the activity can be listed and replayed without what draws.
    `metrics` are what only these rules can know about a trial. `success_share` is the share of the
    headline's whole from which on a round of a training was a success. `by_eye` says that a
    therapist can score pelvis, knee and trunk while it is done.
    """

    name: str
    title: str
    kind: Kind
    summary: str
    wording: Wording
    headline: Headline
    seconds: tuple[float, ...]
    parameters: Callable[[Conditions, Rim, Range | None, Difficulty], dict[str, Json]]
    rules: Callable[[Parameters, int], Rules]
    scene: Callable[[Stage], Scene]
    surface: Surface = Surface.DOME
    metrics: tuple[Metric, ...] = ()
    success_share: float = 0.75
    by_eye: bool = False

    def rung(self, seconds: float, rounds: Sequence[PastRound], today: date) -> int:
        """The rung of the next round after these, oldest first; 0 for an assessment."""
        if self.kind is not Kind.TRAINING:
            return 0
        return next_rung(rounds, today, self.success_share * self.headline.whole(seconds))

    def setup(
        self,
        conditions: Conditions,
        rim: Rim,
        limit: Range | None = None,
        *,
        seed: int = 0,
        station: Station = LIKELY_STATION,
        labels: tuple[str, ...] = (),
    ) -> TrialSetup:
        """Everything for one trial, its parameters computed; the conditions name this activity.

        The conditions' rung says how hard a training is; 0 means the easiest. An assessment has no
        rung.
        """
        difficulty = Difficulty(conditions.rung or EASIEST_RUNG)
        parameters = self.parameters(conditions, rim, limit, difficulty)
        path = target_of(parameters)
        conditions = replace(
            conditions,
            activity=self.name,
            envelope_source=rim.source,
            dome_style=rim.dome_style,
            ring_deg=round(max(path.radii_deg), 2) if path else 0.0,
            rung=difficulty.rung if self.kind is Kind.TRAINING else 0,
        )
        return TrialSetup(conditions, rim, limit, parameters, seed, station, labels)

    def stage(self, setup: TrialSetup, layout: Layout, past: PastScores) -> Stage:
        """What this activity's scene and the screens around it are built from."""
        lettering = layout.lettering(setup.station)
        assessment = self.kind is Kind.ASSESSMENT
        return Stage(
            layout, lettering, setup, self.title, self.wording, self.headline, past, assessment
        )

    def trial(self, conditions: Conditions, rim: Rim, parameters: Parameters, seed: int) -> Trial:
        """A trial before its first sample."""
        terms = Terms(
            gate=(0.0, 0.0, number(parameters, "gate_radius_deg")),
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
        )
        return Trial(terms, self.rules(parameters, seed))
