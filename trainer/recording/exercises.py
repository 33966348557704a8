"""The exercises of the hip programme, as they are logged: plain names, and free ones.

`baps note exercise`, `baps note list` and `baps history` read them. No dose stands here.
"""

from collections.abc import Mapping

from trainer.recording.clinical_form import FREE, HOW_TO_NAME, own_name
from trainer.recording.vocabulary import did_you_mean

EXERCISES: Mapping[str, str] = {
    "clam": "clam shell",
    "side_lying_abduction": "straight leg raise, side-lying",
    "bridge": "bridge",
    "lateral_band_walk": "lateral walk with a band",
    "standing_band_flexion": "standing, band, flexion",
    "standing_band_abduction": "standing, band, abduction",
    "standing_band_extension": "standing, band, extension",
    "pelvic_drop": "pelvic drop",
    "single_leg_squat": "single-leg squat",
    "step_down": "step-down",
}
"""Each exercise and its title, in the order in which tables show them."""
MOST_SETS, MOST_REPETITIONS, HEAVIEST_LOAD_KG, MOST_EFFORT = 20, 200, 300.0, 10.0


class UnknownExercise(ValueError):
    """No exercise has this name. The text says which are near."""


def exercise_named(name: str) -> str:
    """The exercise's stored name for what was typed, in any capitals; `UnknownExercise`."""
    plain = " ".join(name.split())
    if plain.lower().startswith(FREE):
        if own := own_name(plain[len(FREE) :]):
            return FREE + own
        raise UnknownExercise(f"name your own exercise {HOW_TO_NAME}")
    known = plain.lower().replace("-", "_").replace(" ", "_")
    if known in EXERCISES:
        return known
    others = f": there are {', '.join(EXERCISES)}, and {FREE}NAME is yours"
    near = did_you_mean(known, EXERCISES) or others
    raise UnknownExercise(f"there is no exercise {name!r}{near}")


def exercise_title(name: str) -> str:
    """An exercise as people read it."""
    return EXERCISES.get(name, name.removeprefix(FREE))
