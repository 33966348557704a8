"""Pelvic drop: standing on a step with a straight leg, five slow drops and lifts of the other hip.

The strap on the sacrum tells the repetitions apart, for the thigh hardly moves.
"""

from games.engine.floor import Told, floor_assessment
from games.engine.words import Headline
from trainer.motion.exercises import Exercise

ACTIVITY = floor_assessment(
    Exercise.PELVIC_DROP,
    Told(
        name="pelvic_drop",
        title="Pelvic drop",
        summary="on a step the hip of the free leg drops and lifts, five times; seen by a strap "
        "on the sacrum, or by eye",
        instruction="Keep your knee straight. Let the free hip drop and lift it, five times with "
        "the light.",
        gate="Stand level on the step",
        pace=("Let the hip drop", "Lift it", "Level", "Level"),
        measures="How far the hip drops and lifts over the standing leg. "
        "For whoever bears full weight on that leg.",
    ),
    Headline("pelvis_drop_deg", "Pelvis drops", "°"),
)
