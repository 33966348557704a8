"""What must be known of a day beside its numbers: another set-up, remarks, and why trials do not
count. `history_tables` prints it under the day's row.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_lines import UNCOUNTED, ending_lines, pain_lines
from trainer.cli.terminal import SHORT_ID
from trainer.cli.words import ended
from trainer.progress.anchor import LEGS as LEG_ORDER
from trainer.recording.conditions import Conditions
from trainer.recording.stem_hole import hole_word
from trainer.recording.vocabulary import Footwear, Outcome, Support

if TYPE_CHECKING:
    from trainer.progress.days import DayRow, LegDay
    from trainer.recording.history import StoredTrial

COMPARED_TIMES = "failed, and the times are compared"
DOES_NOT_COUNT = "does not count"


def under_day(row: "DayRow", usual: Conditions) -> Iterator[Text]:
    """Each leg's other set-up and remarks, and dim what does not count, a line for each reason."""
    several = len(row.legs) > 1
    for side in LEG_ORDER:
        leg = row.legs.get(side)
        if leg is None:
            continue
        who = f"    {side}: " if several else "    "
        for said in (*set_up_words(leg.conditions, usual), *leg.remarks):
            yield Text(who + said)
        yield from (Text(who + said, style=UNCOUNTED) for said in _uncounted(leg))
        for trial in leg.trials:
            yield from (Text(f"{who}{_short(trial)} {said}") for said in pain_lines(trial))


def set_up_words(here: Conditions, usual: Conditions) -> tuple[str, ...]:
    """In what a set-up differs from the usual one; the dome is a column."""
    words = (
        ("support", "no support" if here.support is Support.NONE else f"support: {here.support}"),
        ("footwear", "barefoot" if here.footwear is Footwear.BAREFOOT else "in shoes"),
        ("arms", here.arms.words),
        ("seconds", f"{here.seconds:g} s"),
        ("envelope_source", f"{here.envelope_source} rim"),
        ("calibrated", "calibrated" if here.calibrated else "uncalibrated"),
        ("dome_style", f"{here.dome_style} dome"),
        ("weight_pct", f"{here.weight_pct:g} % of body weight asked for"),
    )
    changed = [said for name, said in words if getattr(here, name) != getattr(usual, name)]
    hole = hole_word(here.stem_hole, here.side)
    if hole != hole_word(usual.stem_hole, usual.side):
        changed.append(f"stem hole {hole}")
    if here.ring_deg != usual.ring_deg and here.level == usual.level:
        changed.append(f"ring {here.ring_deg:.1f}°")
    return tuple(changed)


def _uncounted(leg: "LegDay") -> Iterator[str]:
    """`2 do not count: foot down (1a2b3c4d 5e6f7a8b)`: the trials of a reason together."""
    reasons: dict[str, list[StoredTrial]] = {}
    for trial in leg.trials:
        if not trial.valid:
            reasons.setdefault(_reason(trial, leg.failing), []).append(trial)
    for reason, trials in reasons.items():
        ids = " ".join(map(_short, trials))
        yield f"{reason} ({len(trials)}: {ids})" if len(trials) > 1 else f"{ids} {reason}"


def _reason(trial: "StoredTrial", failing: bool) -> str:
    if failing and trial.outcome in (Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST):
        return f"{ended(trial.outcome)}: {COMPARED_TIMES}"
    return "; ".join(ending_lines(trial))


def _short(trial: "StoredTrial") -> str:
    return trial.trial_id[:SHORT_ID]
