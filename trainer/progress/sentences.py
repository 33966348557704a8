"""What is said of a leg, in sentences for a clinic's notes, complete in themselves, in the language
that is spoken where they are made.

They say what was measured and how it compares with the noise of measuring. None calls a change
meaningful, and none speaks of a knee.
"""

from collections.abc import Sequence
from datetime import date

from trainer.progress.anchor import Task
from trainer.progress.scale import FAILING, Scale
from trainer.progress.values import AnchorVisit, Band, Phase
from trainer.recording.conditions import NO_DOME
from trainer.recording.shown import shown
from trainer.recording.stem_hole import CENTRE, ON_BOARD
from trainer.recording.vocabulary import Side
from trainer.texts import said, said_day, said_number, spoken

LEGS = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
PLATE, DOME, STEM, SIMULATED = "plate", "dome {level}", "stem towards {hole}", "simulated board"
SPAN = "{low} to {high}"
NO_TRIALS = "{leg}: no trial of the anchor test could be judged yet."
TOO_FEW = (
    "{leg}: {visits} so far; the first verdict can come at visit {first}, after learning, a "
    "baseline of two visits, and two visits to compare."
)
NO_NOISE = (
    "{leg}: {change}; there are not enough repeats to say whether this is more than measurement "
    "noise ({people} of {enough} other people so far)."
)
WITHIN = "{leg}: {change}, within measurement noise ({noise}) on {day}."
THE_OTHER_WAY = "Until {day} it was {which} by more than measurement noise."
NO_LONGER = "It was larger than measurement noise until {day} ({which}) and no longer is."
ONE_VISIT = (
    "{leg}: {change}, {which}, beyond measurement noise ({noise}) at one visit, on {day}: the next "
    "visit must confirm it."
)
BETTER = (
    "{leg}: {change}, better, and larger than measurement noise ({noise}) at {run} visits running, "
    "since {day}."
)
WORSE = (
    "{leg}: {change}, worse, and larger than measurement noise ({noise}) at {run} visits running, "
    "since {day}: check this patient."
)
CONTACTS = "Rim contacts {before} → {now} a trial."
FEW_LEARNING = (
    "only {trials} of {enough} learning trials came before the baseline, so a change may still be "
    "learning"
)
CHANGED_OVER = {
    Phase.STEADY: "since visit {number} ({day}) {words} is compared instead of {before}, because "
    "two visits running had at most one failure among three trials; the change-over counts as no "
    "change, and the baseline begins anew",
    Phase.FAILING: "since visit {number} ({day}) {words} is compared instead of {before}, because "
    "at two visits running more than one of three trials failed; the change-over counts as no "
    "change, and the baseline begins anew",
}
NO_VALUE = "on {day} fewer than two trials count, so that visit is not compared"
NO_BASELINE_VALUE = "on {day} fewer than two trials count, so that visit is not of the baseline"


def leg_words(side: Side, task: Task) -> str:
    """Whose anchor it is: "Left leg, dome 2" or "Both legs, plate"."""
    level = task.conditions.level
    words = [said(LEGS[side])]
    words.append(said(PLATE) if level == NO_DOME else said(DOME).format(level=level))
    if task.hole != ON_BOARD[CENTRE]:
        words.append(said(STEM).format(hole=said(task.hole)))
    if task.simulated:
        words.append(said(SIMULATED))
    return ", ".join(words)


def change_words(
    scale: Scale, baseline: Sequence[AnchorVisit], now: AnchorVisit, band: Band
) -> str:
    """From the baseline to now: "speed of the board 8.40 → 7.14 °/s (−15 %)", "mean tilt
    (OSI-type) 3.0° → 2.0° (−1.0°)". Times that are only known to be longer bear a ≥.
    """
    before = _least(scale, *baseline) + number(scale, band.baseline)
    before += scale.unit if scale.unit == "°" else ""
    after = quantity(scale, now.value or 0.0, now)
    return f"{said(scale.words)} {before} → {after} ({amount(scale, now.change or 0.0)})"


def quantity(scale: Scale, value: float, *visits: AnchorVisit) -> str:
    """The value of one or several visits with its unit; a time of which one is only known to be
    longer bears a ≥.
    """
    return _least(scale, *visits) + number(scale, value) + _unit(scale)


def noise_words(scale: Scale, visit: AnchorVisit) -> str:
    """What a change must leave: "−11 % to +13 %", or "±0.6°" where changes are not shares."""
    low, *high = noise_ends(scale, visit)
    return said(SPAN).format(low=low, high=high[0]) if high else low


def noise_ends(scale: Scale, visit: AnchorVisit) -> tuple[str, ...]:
    """The ends of what a change must leave; one where both are as far."""
    change, limit = visit.change or 0.0, visit.limit or 0.0
    if not scale.logarithmic:
        return (f"±{number(scale, limit)}{_unit(scale)}",)
    on_scale = abs(scale.difference(limit if change >= 0 else -limit))
    return tuple(amount(scale, scale.change(end)) for end in (-on_scale, on_scale))


def day_words(day: date) -> str:
    """A date that no country reads otherwise: "12 Nov 2026"."""
    return f"{day.day} {day:%b %Y}" if spoken() == "en" else said_day(day, short=True)


def amount(scale: Scale, change: float) -> str:
    """A change as people read it: "−15 %" or "+0.6°"."""
    size = f"{abs(100 * change):.0f}" if scale.logarithmic else number(scale, abs(change))
    sign = ("−" if change < 0 else "+") * any(digit in "123456789" for digit in size)
    return f"{sign}{size} %" if scale.logarithmic else f"{sign}{size}{_unit(scale)}"


def number(scale: Scale, value: float) -> str:
    """A value as elsewhere; where changes are told in its unit, both have one decimal."""
    return said_number(shown(scale.metric, value) if scale.logarithmic else f"{value:.1f}")


def _unit(scale: Scale) -> str:
    return scale.unit if scale.unit == "°" else f" {scale.unit}"


def _least(scale: Scale, *visits: AnchorVisit) -> str:
    return "≥ " if scale is FAILING and any(visit.censored for visit in visits) else ""
