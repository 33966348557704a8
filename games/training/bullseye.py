"""Bullseye: keep the light in the ring. Time in it counts; being still in it earns nothing more."""

from collections.abc import Mapping
from math import hypot

from games.engine.activity import Activity, Kind
from games.engine.difficulty import Difficulty
from games.engine.parameters import Parameters, number
from games.engine.ring import ring_radius_deg
from games.engine.rules import Rules
from games.engine.scenes.field import FieldScene
from games.engine.words import Headline, Wording
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.interfaces import Target
from trainer.recording.json_value import Json
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Eyes, Outcome

EASIEST_SHARE, HARDEST_SHARE = 0.65, 0.35
CURSOR_FADES_FROM = 0.5
SUCCESS_SHARE = 0.7


class Bullseye(Rules):
    """Time within the ring, summed over the measured part."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._ring = target
        self._measured_s = self._inside_s = 0.0

    def measure(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:
        """Inside or not; how fast, how near the middle, plays no part."""
        self._measured_s += passed_s
        away = hypot(ap_deg - self._ring.ap_deg, ml_deg - self._ring.ml_deg)
        if away <= self._ring.radius_deg:
            self._inside_s += passed_s

    def score(self) -> Mapping[str, float]:
        """The share is absent before anything was measured."""
        score = {"time_on_target_s": self._inside_s}
        if self._measured_s > 0:
            score["time_in_ring_pct"] = 100.0 * self._inside_s / self._measured_s
        return score


def _parameters(
    _conditions: Conditions, rim: Rim, limit: Range | None, difficulty: Difficulty
) -> dict[str, Json]:
    share = EASIEST_SHARE + (HARDEST_SHARE - EASIEST_SHARE) * difficulty.level
    fading = max(difficulty.level - CURSOR_FADES_FROM, 0.0) / (1 - CURSOR_FADES_FROM)
    radius_deg = ring_radius_deg(share, rim, limit)
    return {
        "radius_deg": radius_deg,
        "gate_radius_deg": radius_deg,
        "cursor_strength": round(1.0 - fading, 3),
        "difficulty": difficulty.level,
    }


def _rules(parameters: Parameters, _seed: int) -> Bullseye:
    visible = number(parameters, "cursor_strength") > 0
    return Bullseye(Target(0.0, 0.0, number(parameters, "radius_deg"), visible))


def _succeeded(result: TrialResult, seconds: float) -> bool:
    inside_s = result.score.get("time_on_target_s", 0.0)
    return result.outcome is Outcome.COMPLETED and inside_s >= SUCCESS_SHARE * seconds


ACTIVITY = Activity(
    name="bullseye",
    title="Bullseye",
    kind=Kind.TRAINING,
    summary="keep the light in the ring",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Keep the light in the ring.",
            Eyes.CLOSED: "Close your eyes and keep the tone high.",
        },
        playing={Eyes.OPEN: "Keep the light in the ring", Eyes.CLOSED: "Keep the tone high"},
        gate={Eyes.OPEN: "Hold it there", Eyes.CLOSED: "Hold it, and close your eyes"},
    ),
    headline=Headline("time_on_target_s", "In the ring", "s", 1, True, lambda seconds: seconds),
    seconds=(20.0, 30.0, 40.0),
    parameters=_parameters,
    rules=_rules,
    scene=FieldScene,
    succeeded=_succeeded,
)
