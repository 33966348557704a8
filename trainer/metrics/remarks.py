"""Sentences about a trial that no number tells: stored with it and shown under it in the history.

`measure_trial` asks every function of `ABOUT`. To add a remark, write a pure function of the
recording that returns one sentence, or "" if there is nothing to say, and list it there. A remark
that puts numbers into words is a function of the measures, listed in `IN_WORDS`.
"""

from collections.abc import Callable

import numpy as np

from trainer.metrics.directions import direction_at, edge_words
from trainer.metrics.measure import TrialMeasures
from trainer.metrics.thigh_trial import lost_words
from trainer.metrics.timing import timing_of
from trainer.motion.dome_check import another_dome
from trainer.recording.conditions import foot_moved
from trainer.recording.sensor import SATURATED_COUNT, STANDARD_GRAVITY
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind, Stance, Support

Remark = Callable[[Recording], str]
BENT_DEG, TIPPED_BACK_DEG = 30.0, -8.0
"""Ours: a thigh so far bent belongs to a squat, and nobody squats with the pelvis so far back."""
MOST_OF_WEIGHT = 1.05
"""Clothes and drift of the cells are less."""
ON_OWN_LEGS = (Stance.SINGLE_LEG, Stance.TWO_LEG)


def weight_unknown(recording: Recording) -> str:
    """With load cells but without a body weight nobody can tell what the rail carried."""
    load, conditions = recording.header.load, recording.header.conditions
    if load is None or load.body_weight_n is not None or not load.calibration.calibrated:
        return ""
    carries = conditions.stance in ON_OWN_LEGS and not recording.header.on_floor
    if not carries or conditions.support is Support.RAIL:
        return ""
    return "the body weight was not known, so a hand on the rail could not be measured"


def foot_elsewhere(recording: Recording) -> str:
    """Another place for the foot is another set-up."""
    return foot_moved(recording.header.feet_before, recording.header.feet)


def sacrum_inside_out(recording: Recording) -> str:
    """A pelvis tips to the front in a squat; one that tips far back sits behind a turned sensor."""
    body, sacrum = recording.body, recording.samples
    if recording.header.sacrum is None or not len(body) or not len(sacrum):
        return ""
    bent = body.t_s[body.thigh_flexion_deg > BENT_DEG]
    if not len(bent) or np.interp(bent, sacrum.t_s, sacrum.ap_deg).mean() > TIPPED_BACK_DEG:
        return ""
    return (
        "the pelvis seems to tip back in the squats: the sacrum sensor's face points inward, so "
        "the pelvic drop has the wrong sign"
    )


def heavier_than_noted(recording: Recording) -> str:
    """A weight found with a hand on the rail is too small, and hides the next hand on the rail."""
    load, weight_n = recording.load.load_n, _weight_n(recording)
    load = load[np.isfinite(load)]
    if weight_n is None or not len(load):
        return ""
    carried_n = float(np.median(load))
    if carried_n <= MOST_OF_WEIGHT * weight_n:
        return ""
    return (
        f"the board carried {carried_n / STANDARD_GRAVITY:.0f} kg, and the noted weight is "
        f"{weight_n / STANDARD_GRAVITY:.0f} kg: weigh again, without a hand on the rail"
    )


def _weight_n(recording: Recording) -> float | None:
    return recording.header.load.body_weight_n if recording.header.load else None


def beyond_rim(recording: Recording) -> str:
    """No board tilts farther than the rim of the dome that is under it."""
    samples = recording.samples
    return another_dome(recording.header.rim, samples.ap_deg, samples.ml_deg)


def sensor_at_its_end(recording: Recording) -> str:
    """Beyond the end of its range a sensor tells less than there was."""
    timing = timing_of(recording)
    if timing is None:
        return ""
    samples = recording.samples
    counts = np.hstack((samples.accel_counts, samples.gyro_counts)).astype(np.int64)
    full = np.abs(counts).max(axis=1, initial=0) >= SATURATED_COUNT
    number = sum(int(full[first:after].sum()) for first, after in timing.running)
    if not number:
        return ""
    return (
        f"the board's sensor was at the end of its range in {number} samples, and the tilt after "
        "them may be off: fix it firmly, and keep the board from being knocked"
    )


def strap_silent(recording: Recording) -> str:
    """A strap that was pulled and put back may sit elsewhere."""
    timing = timing_of(recording)
    lost = lost_words(recording, timing) if timing else ""
    return f"{lost}: check its cable, and whether it sits where it was set up" if lost else ""


def stuttered(recording: Recording) -> str:
    """A picture that came late is another task: the eye was told late where the board was."""
    told = recording.first(EventKind.LATE_FRAMES)
    if told is None:
        return ""
    late, frames = int(str(told.data["late"])), int(str(told.data["frames"]))
    return (
        f"the picture stuttered: {late} of {frames} frames came late, because this computer was "
        "busy: close other programs"
    )


ABOUT: tuple[Remark, ...] = (
    weight_unknown,
    heavier_than_noted,
    foot_elsewhere,
    beyond_rim,
    sacrum_inside_out,
    sensor_at_its_end,
    strap_silent,
    stuttered,
)


WEAKEST = "weakest on the way round: {sector} of the board, {error} % of the radius off"
WAYS_WITHIN_PCT = 15.0
"""Ways round that differ by less are alike: the suggestion that a therapist signs (ours)."""
INSIDE_WORSE = "inside first was {more} % farther off than outside first; one trial may mislead"
OUTSIDE_WORSE = "outside first was {more} % farther off than inside first; one trial may mislead"


def weakest_part(measures: TrialMeasures) -> str:
    """Where the way round was farthest off, in words."""
    at_deg = measures.value("weakest_sector_deg")
    error_pct = measures.value("weakest_sector_error_pct")
    if at_deg is None or error_pct is None:
        return ""
    # The metric counts from the toes over the inside, the directions over the outside.
    return WEAKEST.format(sector=edge_words(direction_at(-at_deg)), error=f"{error_pct:.0f}")


def worse_way(measures: TrialMeasures) -> str:
    """Which of two ways round was the worse one; simulated patients differ by 30 % by chance."""
    difference_pct = measures.value("direction_difference")
    if difference_pct is None or abs(difference_pct) <= WAYS_WITHIN_PCT:
        return ""
    words = INSIDE_WORSE if difference_pct > 0 else OUTSIDE_WORSE
    return words.format(more=f"{abs(difference_pct):.0f}")


IN_WORDS: tuple[Callable[[TrialMeasures], str], ...] = (weakest_part, worse_way)


def remarks_on(recording: Recording) -> tuple[str, ...]:
    """Everything there is to say about a trial that no number tells."""
    return tuple(filter(None, (remark(recording) for remark in ABOUT)))


def in_words(measures: TrialMeasures) -> tuple[str, ...]:
    """Numbers that are better read as words."""
    return tuple(filter(None, (words(measures) for words in IN_WORDS)))
