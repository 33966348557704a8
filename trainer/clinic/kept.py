"""What was typed into a form that could not be stored: kept, and shown again with its labels.

A form tells its own labels in hidden fields (`label_of`), for what it asks is not known any more
where somebody was signed out or the database is away.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from trainer.texts import said

if TYPE_CHECKING:
    from trainer.clinic.fields import Field

MARK = "mark"
TOLD = "_said_"
"""Before the name of a field: the hidden field that tells its label."""
SECRET = frozenset({"password", "old", "new", "again"})
"""Fields of passwords: a form that has one is never shown again."""
UNSEEN = frozenset({"identified", "language", "do", "mine", "disabled", "add", "primary", "level"})
"""Buttons, ticks and choices of forms that tell no labels: sent again as they were."""
LABELS = {
    "code": "Code, never a name",
    "name": "Name",
    "reason": "Reason",
    "login": "Name to sign in with",
    "role": "Role",
    "format": "Format",
    "add_own": "Name of your own exercise",
}

Typed = tuple[str, str]
"""A field's name, and what was typed there."""


@dataclass(frozen=True)
class KeptField:
    """A field to be sent again; one without a label is not shown. `offered` are values with their
    words, where one of them is chosen.
    """

    name: str
    text: str
    label: str = ""
    offered: tuple[tuple[str, str], ...] = ()


def label_of(field: "Field") -> str:
    """What the hidden field of a form's field tells: its label, and the choices there are."""
    question = field.question
    words = [said(question.words), [[value, said(each)] for value, each in question.offered]]
    return json.dumps(words, ensure_ascii=False)


async def typed_in(request: Request) -> Sequence[Typed]:
    """What a form holds; nothing of one with a password in it."""
    form = await request.form()
    fields = [(name, text) for name, text in form.multi_items() if isinstance(text, str)]
    return [] if SECRET & {name for name, _ in fields} else fields


def kept_fields(typed: Iterable[Typed]) -> tuple[KeptField, ...]:
    """The fields of a form with the labels that it told, without its mark."""
    fields = [each for each in typed if each[0] != MARK]
    told = {name.removeprefix(TOLD): text for name, text in fields if name.startswith(TOLD)}
    return tuple(_kept(name, text, told) for name, text in fields)


def _kept(name: str, text: str, told: Mapping[str, str]) -> KeptField:
    if name.startswith("_") or name in UNSEEN:
        return KeptField(name, text)
    label, offered = _read(told.get(name, ""))
    return KeptField(name, text, label or said(LABELS.get(name, "")) or name, offered)


def _read(told: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What `label_of` wrote; nothing where a browser sends something else."""
    try:
        label, offered = json.loads(told)
        return str(label), tuple((str(value), str(words)) for value, words in offered)
    except (TypeError, ValueError):
        return "", ()
