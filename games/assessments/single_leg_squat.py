"""Single-leg squat: five squats on one leg on the floor, two seconds down and two up.

How far the thigh leans in and the pelvis drops is measured by the straps, and scored by eye.
"""

from games.engine.floor import Told, floor_assessment
from games.engine.words import Headline
from trainer.motion.exercises import Exercise

ACTIVITY = floor_assessment(
    Exercise.SQUAT,
    Told(
        name="single-leg-squat",
        title="Single-leg squat",
        summary="five squats on one leg on the floor; seen by straps on thigh and sacrum, or by "
        "eye",
        instruction="Squat five times with the light: two seconds down, two up.",
        gate="Stand tall on this leg",
        pace=("Down", "Up", "Stand tall"),
        measures="How far the thigh leans in and the pelvis drops while one leg bends. "
        "For whoever bears full weight on that leg.",
    ),
    Headline("thigh_medial_lean_at_30", "Thigh leans in at 30°", "°"),
)
