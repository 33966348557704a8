"""The contract between an activity, which is one file, and everything that plays it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from games.engine.difficulty import EASIEST, Difficulty
from games.engine.draw.layout import Layout
from games.engine.parameters import Parameters, number
from games.engine.rules import Rules
from games.engine.scene import Scene, Stage
from games.engine.setup import LIKELY_STATION, Station, TrialSetup
from games.engine.trial import Course, Trial
from games.engine.words import Headline, Wording
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.interfaces import Target
from trainer.recording.json_value import Json
from trainer.recording.trial import PastScores, TrialResult


class Kind(StrEnum):
    """Whether an activity measures or trains."""

    ASSESSMENT = "assessment"
    TRAINING = "training"


class Surface(StrEnum):
    """What an activity is stood on."""

    DOME = "dome"
    PLATE = "plate"


@dataclass(frozen=True)
class Activity:
    """One activity. Its module in `games.assessments` or `games.training` names it `ACTIVITY`.

    `parameters` makes all that rules and scene need from rim, range and difficulty; the result is
    stored with the trial, holds `gate_radius_deg` at least, and `rules` reads nothing else.
    `succeeded` tells the staircase whether a trial went well.
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
    succeeded: Callable[[TrialResult, float], bool]
    surface: Surface = Surface.DOME

    def setup(
        self,
        conditions: Conditions,
        rim: Rim,
        limit: Range | None = None,
        *,
        seed: int = 0,
        difficulty: Difficulty = EASIEST,
        station: Station = LIKELY_STATION,
        labels: tuple[str, ...] = (),
    ) -> TrialSetup:
        """Everything for one trial, its parameters filled in; the conditions name this activity."""
        conditions = replace(conditions, activity=self.name, envelope_source=rim.source)
        parameters = self.parameters(conditions, rim, limit, difficulty)
        return TrialSetup(conditions, rim, limit, parameters, seed, difficulty, station, labels)

    def stage(self, setup: TrialSetup, layout: Layout, past: PastScores) -> Stage:
        """What this activity's scene and the screens around it are made from."""
        lettering = layout.lettering(setup.station)
        return Stage(layout, lettering, setup, self.title, self.wording, self.headline, past)

    def trial(self, conditions: Conditions, rim: Rim, parameters: Parameters, seed: int) -> Trial:
        """A trial before its first sample."""
        gate = Target(radius_deg=number(parameters, "gate_radius_deg"))
        pausable = self.kind is Kind.TRAINING
        course = Course(gate, rim, conditions.seconds, pausable, self.headline.name)
        return Trial(course, self.rules(parameters, seed))
