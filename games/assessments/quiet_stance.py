"""Quiet stance: stand still on a force plate, eyes on a cross or closed.

The plate does not tilt, so nothing on the screen answers and nothing is to be hit; the numbers are
the centre of pressure's, measured when the trial is over.
"""

from collections.abc import Mapping

from games.engine.activity import Activity, Kind, Surface
from games.engine.difficulty import Difficulty
from games.engine.parameters import Parameters
from games.engine.rules import Rules
from games.engine.scenes.calm import CalmScene
from games.engine.words import Headline, Wording
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.json_value import Json
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Eyes, Outcome

ANYWHERE_DEG = 1.0
"""The gate asks for 2 s of standing there; a plate's tilt is zero, and so always within."""


class QuietStance(Rules):
    """Counts how long the patient stood."""

    def __init__(self) -> None:
        self._settled_s = self._measured_s = 0.0

    def settle(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:
        """Standing counts from the start on."""
        self._settled_s += passed_s

    def measure(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:
        """Sway is measured by the load cells, not here."""
        self._measured_s += passed_s

    def score(self) -> Mapping[str, float]:
        """Ours."""
        return {
            "time_standing_s": self._measured_s,
            "time_to_failure_s": self._settled_s + self._measured_s,
        }


def _parameters(
    _conditions: Conditions, _rim: Rim, _limit: Range | None, _difficulty: Difficulty
) -> dict[str, Json]:
    return {"gate_radius_deg": ANYWHERE_DEG}


def _rules(_parameters: Parameters, _seed: int) -> QuietStance:
    return QuietStance()


def _succeeded(result: TrialResult, _seconds: float) -> bool:
    return result.outcome is Outcome.COMPLETED


ACTIVITY = Activity(
    name="quiet-stance",
    title="Quiet stance",
    kind=Kind.ASSESSMENT,
    summary="stand still on a force plate; nothing moves on the screen",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Stand still and look at the cross.",
            Eyes.CLOSED: "Stand still with your eyes closed.",
        },
        playing={Eyes.OPEN: "Look at the cross", Eyes.CLOSED: "Eyes closed, breathe"},
        gate={
            Eyes.OPEN: "Stand still and look at the cross",
            Eyes.CLOSED: "Stand still, then close your eyes",
        },
    ),
    headline=Headline("time_standing_s", "Standing", "s", 1, True, lambda seconds: seconds),
    seconds=(30.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=CalmScene,
    succeeded=_succeeded,
    surface=Surface.PLATE,
)
