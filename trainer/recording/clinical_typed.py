"""From what somebody typed to a clinical entry: checked, and strength computed from forces.

`baps note` calls it; so can any other place where a therapist types. `NotAnEntry` is one line for
the person who typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from statistics import fmean

from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import (
    FREE,
    LONGEST_NAME,
    Combine,
    Detail,
    Kind,
    Position,
    Scale,
    SideRule,
)
from trainer.recording.clinical_kinds import UnknownKind, kind_named
from trainer.recording.json_form import Json
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.strength import LONGEST_LEVER_M, SHORTEST_LEVER_M, torque_per_kg
from trainer.recording.vocabulary import Side

LONGEST_UNIT = 32


class NotAnEntry(ValueError):
    """What was typed is no entry. The text says why, and what can be typed."""


@dataclass(frozen=True)
class Typed:
    """What somebody typed for one entry; empty or None where nothing was said.

    `values` are the words that were typed for the value; forces need `lever_arm_m` and `weight_kg`.
    """

    kind: str
    values: tuple[str, ...] = ()
    side: Side | None = None
    unit: str = ""
    position: Position | None = None
    lever_arm_m: float | None = None
    weight_kg: float | None = None
    label: str = ""
    text: str = ""


def entry_from(
    typed: Typed, entry_id: str, measured_at: datetime, operator: str = ""
) -> ClinicalEntry:
    """The entry that was typed; `NotAnEntry` if it cannot be one."""
    typed = _named_by_label(typed)
    kind = kind_of(typed)
    _check_side(kind, typed.side)
    _check_details(kind, typed)
    told = _text(kind, typed) if kind.is_text else _value(kind, typed)
    return ClinicalEntry(
        entry_id=entry_id,
        kind=kind.name,
        measured_at=measured_at,
        side=typed.side,
        value=told.value,
        unit=told.unit,
        detail={**_details(typed), **told.detail},
        note=told.note,
        operator=operator,
    )


def kind_of(typed: Typed) -> Kind:
    """The kind that was typed; a free one needs a unit. `NotAnEntry` for one that there is not."""
    typed = _named_by_label(typed)
    unit = typed.unit.strip()
    is_free = typed.kind.lower().startswith(FREE)
    if is_free and not (0 < len(unit) <= LONGEST_UNIT and unit.isprintable()):
        raise NotAnEntry(
            f"{typed.kind} needs a unit of 1 to {LONGEST_UNIT} letters, such as cm (1 for a count)"
        )
    try:
        return kind_named(typed.kind, unit)
    except UnknownKind as error:
        raise NotAnEntry(str(error)) from None


@dataclass(frozen=True)
class _Told:
    """What the value, or the text, of an entry is."""

    value: float | None
    unit: str
    detail: Mapping[str, Json]
    note: str


def _named_by_label(typed: Typed) -> Typed:
    """`other` with a label is the free kind of that name."""
    if typed.kind.lower() != FREE.rstrip(":"):
        return typed
    return replace(typed, kind=FREE + typed.label, label="")


def _check_side(kind: Kind, side: Side | None) -> None:
    if side is Side.BOTH:
        raise NotAnEntry(f"{kind.name} is of one leg: type one entry for left and one for right")
    if kind.side is SideRule.REQUIRED and side is None:
        raise NotAnEntry(f"{kind.name} needs a side: left or right")
    if kind.side is SideRule.NONE and side is not None:
        raise NotAnEntry(f"{kind.name} has no side: leave {side} away")


def _check_details(kind: Kind, typed: Typed) -> None:
    given = _details(typed)
    for detail in kind.needs:
        if detail.value not in given:
            choices = f": {', '.join(Position)}" if detail is Detail.POSITION else ""
            raise NotAnEntry(f"{kind.name} needs {detail.words}{choices}")
    for detail in Detail:
        if detail.value in given and detail not in (*kind.needs, *kind.may_have):
            raise NotAnEntry(f"{kind.name} takes no {detail.words.removeprefix('a ')}")
    if typed.weight_kg is not None and not kind.forces:
        raise NotAnEntry(f"{kind.name} takes no body weight")
    if len(typed.label.strip()) > LONGEST_NAME or not typed.label.isprintable():
        raise NotAnEntry(f"a label has at most {LONGEST_NAME} letters in one line; more is text")
    lever_m = typed.lever_arm_m
    if lever_m is not None and not SHORTEST_LEVER_M <= lever_m <= LONGEST_LEVER_M:
        raise NotAnEntry(
            f"a lever arm of {lever_m:g} m is not possible: give metres, {SHORTEST_LEVER_M:g} to "
            f"{LONGEST_LEVER_M:g}"
        )


def _details(typed: Typed) -> dict[str, Json]:
    given: dict[Detail, Json] = {
        Detail.POSITION: typed.position and typed.position.value,
        Detail.LEVER_ARM: typed.lever_arm_m,
        Detail.LABEL: " ".join(typed.label.split()) or None,
    }
    return {detail.value: value for detail, value in given.items() if value is not None}


def _text(kind: Kind, typed: Typed) -> _Told:
    note = " ".join((*typed.values, typed.text)).strip()
    if typed.unit:
        raise NotAnEntry(f"{kind.name} has no unit")
    if not note:
        raise NotAnEntry(f"{kind.name} has no text: type what is to be noted")
    return _Told(None, "", {}, note)


def _value(kind: Kind, typed: Typed) -> _Told:
    most = kind.combine.most
    if not typed.values:
        raise NotAnEntry(f"{kind.name} has no value: give {kind.words}")
    if len(typed.values) > most:
        several = f"up to {most} readings" if most > 1 else "one value"
        raise NotAnEntry(f"{kind.name} takes {several}, not {len(typed.values)}")
    note = typed.text.strip()
    if kind.grades:
        if typed.unit:
            raise NotAnEntry(f"{kind.name} has no unit: give {kind.words}")
        return _Told(_grade(kind, typed.values[0]), "", {}, note)
    scale = _scale(kind, typed)
    readings = [_on(kind, scale, _number(kind, text)) for text in typed.values]
    if scale in kind.forces:
        return _from_forces(kind, typed, scale, readings)
    if typed.weight_kg is not None:
        raise NotAnEntry(
            f"a body weight belongs to a force: give its unit, {_or(s.unit for s in kind.forces)}"
        )
    return _Told(_combined(kind, readings), scale.unit, _kept(kind, readings), note)


def _grade(kind: Kind, text: str) -> float:
    for grade in kind.grades:
        # What is typed for 1+ may be 1.
        if text.strip().lower() in (grade.word, f"{grade.value:g}"):
            return float(grade.value)
    raise NotAnEntry(f"{kind.name} is {_or(g.word for g in kind.grades)}, not {text!r}")


def _scale(kind: Kind, typed: Typed) -> Scale:
    scale = kind.scale_in(typed.unit.strip())
    if scale is None and typed.unit:
        raise NotAnEntry(f"{kind.name} is in {_or(kind.units)}, not {typed.unit!r}")
    if scale is None:
        raise NotAnEntry(f"{kind.name} needs a unit: {_or(kind.units)}")
    return scale


def _number(kind: Kind, text: str) -> float:
    """A typed number, also with a decimal comma."""
    try:
        value = float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        raise NotAnEntry(f"{kind.name} is a number: {kind.words}, not {text!r}") from None
    if not isfinite(value):
        raise NotAnEntry(f"{kind.name} cannot be {text}: give {kind.words}")
    return value


def _on(kind: Kind, scale: Scale, value: float) -> float:
    if scale.low <= value <= scale.high and not (scale.whole and value != int(value)):
        return value
    said = f"{kind.name} cannot be {value:g}: give {scale.words}"
    if kind.forces and scale in kind.scales:
        said += f", or the unit of a force: {_or(force.unit for force in kind.forces)}"
    raise NotAnEntry(said)


def _from_forces(kind: Kind, typed: Typed, scale: Scale, readings: Sequence[float]) -> _Told:
    lever_m, weight_kg = typed.lever_arm_m, typed.weight_kg
    if lever_m is None:
        raise NotAnEntry(f"a force in {scale.unit} needs the lever arm to the pad: give --lever-m")
    if weight_kg is None:
        raise NotAnEntry(
            f"a force in {scale.unit} needs the body weight in kg, which is not known: give "
            "--weight-kg, or baps patient weight CODE --kg"
        )
    if not LIGHTEST_KG <= weight_kg <= HEAVIEST_KG:
        raise NotAnEntry(
            f"a body weight of {weight_kg:g} kg is not possible: give {LIGHTEST_KG:g} to "
            f"{HEAVIEST_KG:g}"
        )
    (torque,) = kind.scales
    found = [torque_per_kg(force, scale.unit, lever_m, weight_kg) for force in readings]
    value = _on(kind, torque, _combined(kind, found))
    kept = {**_kept(kind, readings), "force_unit": scale.unit, "weight_kg": weight_kg}
    return _Told(value, torque.unit, kept, typed.text.strip())


def _combined(kind: Kind, readings: Sequence[float]) -> float:
    return fmean(readings) if kind.combine is Combine.MEAN else max(readings)


def _kept(kind: Kind, readings: Sequence[float]) -> dict[str, Json]:
    """All readings as they were typed, where there may be several."""
    return {"readings": list(readings)} if kind.combine.most > 1 else {}


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
