"""Hard stops in words, and those that follow from what somebody typed in.

The store makes the stop together with the entry or the trial, so that no way of typing misses it;
which pain stops a leg says `Pain.stop` alone.
"""

from collections.abc import Mapping

from trainer.recording.background import HardStop, StopReason
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.pain import WORST_PAIN, Pain
from trainer.recording.vocabulary import PainPlace, Side

PAIN_NOW, GIVING_WAY = "pain_now", "giving_way"
"""The kinds of `trainer.recording.clinical_kinds` that may stop a leg."""

REASONS: Mapping[StopReason, str] = {
    StopReason.GIVING_WAY: "giving way",
    StopReason.LOCKING: "locking",
    StopReason.DIZZINESS: "dizziness",
    StopReason.CALF: "calf symptoms",
    StopReason.CHEST: "chest symptoms",
    StopReason.PAIN: "pain",
}
LEGS = {Side.LEFT: "the left leg", Side.RIGHT: "the right leg", Side.BOTH: "both legs"}


def unlock_command(code: str, side: Side) -> str:
    """What a therapist types to go on with a leg."""
    return f'baps patient unlock {code} --side {side} --reason "…"'


def off_until(code: str, side: Side) -> str:
    """What follows for a leg that is stopped."""
    return f"off the board until a therapist says {unlock_command(code, side)}"


def stop_words(stop: HardStop) -> str:
    """Why a leg was stopped: "pain 7 of 10, hip"."""
    said = REASONS[stop.reason]
    if stop.pain is not None:
        rated = f"{stop.pain} of {WORST_PAIN}"
        said += f" {rated}" if stop.reason is StopReason.PAIN else f", pain {rated}"
    return f"{said}, {stop.note}" if stop.note else said


def legs_of(stop: HardStop) -> Side:
    """The legs that a stop keeps off the board; one that is not about a leg stops both."""
    return Side.BOTH if stop.reason.of_the_body else stop.side


def stop_typed(entry: ClinicalEntry) -> HardStop | None:
    """The stop that an entry makes, with the entry's id: pain now above 5 on a side, or a knee
    that has given way; None for any other.
    """
    pain = _pain_typed(entry)
    if entry.side is None or pain.stop is None:
        return None
    return HardStop(
        entry.entry_id,
        entry.side,
        pain.stop,
        entry.measured_at,
        pain.score,
        entry.note,
        entry.operator,
    )


def _pain_typed(entry: ClinicalEntry) -> Pain:
    if entry.kind == PAIN_NOW and entry.value is not None:
        return Pain(round(entry.value))
    if entry.kind == GIVING_WAY and entry.value:
        return Pain(place=PainPlace.GAVE_WAY)
    return Pain()
