"""Step-down: five times from a step, until the heel of the other leg touches the floor, and back.

The standing leg does a squat whose depth the step sets; it is measured and scored like one.
"""

from games.engine.floor import Told, floor_assessment
from games.engine.words import Headline
from trainer.motion.exercises import Exercise

ACTIVITY = floor_assessment(
    Exercise.STEP_DOWN,
    Told(
        name="step_down",
        title="Step down",
        summary="from a step the other heel touches the floor, five times; seen by straps, or by "
        "eye",
        instruction="Touch the floor with your heel and come back up, five times with the light.",
        gate="Stand tall on the step",
        pace=("Down", "Touch with the heel", "Up", "Stand tall"),
        measures="How far the thigh leans in and the pelvis drops on the way down a step. "
        "For whoever squats on that leg without pain.",
    ),
    Headline("thigh_medial_lean_at_30", "Thigh leans in at 30°", "°"),
)
