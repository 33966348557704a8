"""Steady stance: stand level on the board for 20 or 30 s, eyes on a cross or closed.

Nothing on the screen answers to the board after the start, so that what is measured is the leg.
"""

from collections.abc import Mapping
from math import hypot

from games.engine.activity import Activity, Kind
from games.engine.difficulty import Difficulty
from games.engine.parameters import Parameters, number
from games.engine.ring import ring_radius_deg
from games.engine.rules import Rules
from games.engine.scenes.calm import CalmScene
from games.engine.words import Headline, Wording
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.json_value import Json
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Eyes, Outcome

STEADY_SHARE = 0.5


class SteadyStance(Rules):
    """Counts the time near level and the mean tilt about level; nothing is to be hit."""

    def __init__(self, steady_deg: float) -> None:
        self._steady_deg = steady_deg
        self._settled_s = self._measured_s = self._steady_s = self._tilt_deg_s = 0.0

    def settle(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:
        """Standing counts from the start on, steadiness does not."""
        self._settled_s += passed_s

    def measure(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:
        """Near level is near enough: moving there costs nothing."""
        tilt_deg = hypot(ap_deg, ml_deg)
        self._measured_s += passed_s
        self._tilt_deg_s += passed_s * tilt_deg
        if tilt_deg <= self._steady_deg:
            self._steady_s += passed_s

    def score(self) -> Mapping[str, float]:
        """Ours. `mean_tilt_deg` is absent before anything was measured."""
        score = {
            "time_steady_s": self._steady_s,
            "time_to_failure_s": self._settled_s + self._measured_s,
        }
        if self._measured_s > 0:
            score["mean_tilt_deg"] = self._tilt_deg_s / self._measured_s
        return score


def _parameters(
    _conditions: Conditions, rim: Rim, limit: Range | None, _difficulty: Difficulty
) -> dict[str, Json]:
    return {"gate_radius_deg": ring_radius_deg(STEADY_SHARE, rim, limit)}


def _rules(parameters: Parameters, _seed: int) -> SteadyStance:
    return SteadyStance(number(parameters, "gate_radius_deg"))


def _succeeded(result: TrialResult, _seconds: float) -> bool:
    return result.outcome is Outcome.COMPLETED


ACTIVITY = Activity(
    name="steady-stance",
    title="Steady stance",
    kind=Kind.ASSESSMENT,
    summary="stand level; nothing moves on the screen while it measures",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Stand level and look at the cross.",
            Eyes.CLOSED: "Stand level with your eyes closed.",
        },
        playing={Eyes.OPEN: "Look at the cross", Eyes.CLOSED: "Eyes closed, breathe"},
        gate={
            Eyes.OPEN: "Hold it, then look at the cross",
            Eyes.CLOSED: "Hold it, then close your eyes",
        },
    ),
    headline=Headline("time_steady_s", "Steady", "s", 1, True, lambda seconds: seconds),
    seconds=(20.0, 30.0),
    parameters=_parameters,
    rules=_rules,
    scene=CalmScene,
    succeeded=_succeeded,
)
