"""Sentences about a trial that no number tells: stored with it and shown under it in the history.

`measure_trial` asks every function of `ABOUT`. To add a remark, write a pure function of the
recording that returns one sentence, or "" if there is nothing to say, and list it there.
"""

from collections.abc import Callable

from trainer.recording.conditions import foot_moved
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Stance, Support

Remark = Callable[[Recording], str]
ON_OWN_LEGS = (Stance.SINGLE_LEG, Stance.TWO_LEG)


def weight_unknown(recording: Recording) -> str:
    """With load cells but without a body weight nobody can tell what the rail carried."""
    load, conditions = recording.header.load, recording.header.conditions
    if load is None or load.body_weight_n is not None or not load.calibration.calibrated:
        return ""
    if conditions.stance not in ON_OWN_LEGS or conditions.support is Support.RAIL:
        return ""
    return "the body weight was not known, so a hand on the rail could not be measured"


def foot_elsewhere(recording: Recording) -> str:
    """Another place for the foot is another set-up."""
    return foot_moved(recording.header.feet_before, recording.header.feet)


ABOUT: tuple[Remark, ...] = (weight_unknown, foot_elsewhere)


def remarks_on(recording: Recording) -> tuple[str, ...]:
    """Everything there is to say about a trial."""
    return tuple(filter(None, (remark(recording) for remark in ABOUT)))
