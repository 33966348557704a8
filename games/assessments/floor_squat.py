"""Floor squat: five squats on one leg on the floor, thigh and pelvis seen at once.

The deck's sensor is on the sacrum, the body sensor on the thigh; nobody stands on the board. The
pace is set, two seconds down and two up, so that visits compare; how far a thigh leans in or a
pelvis drops is measured when the trial is over, and nothing on the screen says well done.
"""

from math import atan, degrees, hypot, radians, tan

from games.engine.activity import Activity, Kind, Surface
from games.engine.ground import Ground
from games.engine.pace import squats_in
from games.engine.rules import Now, Rules
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.motion.repetitions import DEEP_ABOVE_DEG, SHALLOWEST_DEG, UPRIGHT_BELOW_DEG
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

UPRIGHT_WITHIN_DEG = 10.0
"""The gate asks for 2 s of standing with the pelvis as in its set-up."""


class SquatsCounted(Rules):
    """Squats that went deep enough and came back; the metric counts them again, filtered."""

    def __init__(self) -> None:
        self._deepest_deg = 0.0

    def take(self, now: Now) -> None:
        if not now.measuring:
            return
        flexion, lean = tan(radians(now.thigh_flexion_deg)), tan(radians(now.thigh_medial_lean_deg))
        # Not a number while the thigh is not known: then neither comparison holds.
        inclination = degrees(atan(hypot(flexion, lean)))
        if inclination > DEEP_ABOVE_DEG:
            self._deepest_deg = max(self._deepest_deg, inclination)
        elif inclination < UPRIGHT_BELOW_DEG:
            self.shown += self._deepest_deg >= SHALLOWEST_DEG
            self._deepest_deg = 0.0


def _parameters(ground: Ground) -> dict[str, Json]:
    return {"gate_radius_deg": UPRIGHT_WITHIN_DEG}


def _rules(_parameters: Parameters, _seed: int) -> SquatsCounted:
    return SquatsCounted()


INSTRUCTION = "Squat five times with the light: two seconds down, two up."

ACTIVITY = Activity(
    name="floor-squat",
    title="Floor squat",
    kind=Kind.ASSESSMENT,
    summary="five squats on one leg on the floor, sensors on thigh and sacrum",
    wording=Wording(
        instruction=dict.fromkeys(Eyes, INSTRUCTION),
        playing=dict.fromkeys(Eyes, "Follow the light"),
        gate=dict.fromkeys(Eyes, "Stand tall on this leg"),
    ),
    headline=Headline("thigh_repetitions", "Squats", "", True, squats_in),
    seconds=(30.0,),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.squat", "SquatScene"),
    surface=Surface.FLOOR,
)
