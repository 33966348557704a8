"""The language of what stands in the window: English, German or Spanish.

English is written in the code, and a whole sentence or label is the key of its translation. What
draws text (`games.engine.draw.lettering`) asks for the translation of whatever it is given, so
that constants need no call; a sentence with a number in it is translated before the number goes in:
`said(TEMPLATE).format(rung=4)`. `make texts` brings new texts into the catalogues. Numbers, units,
codes and names of keys are no texts.
"""

import gettext
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "baps"
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}
"""Code and own name of each; English is the key of the others."""

DATES = {"en": "en_GB"}
"""Whose way of writing dates and decimals is used where it is not the language's own."""

AND = "and"
FEWEST_LETTERS = 6
"""Fewer words of its own, and a text could be part of any sentence."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass
class _Spoken:
    """A language with its texts."""

    code: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_PROGRAMS = _Spoken()
"""What this program speaks; its windows have one language."""
_HERE: ContextVar[_Spoken | None] = ContextVar("language", default=None)
"""What is spoken here instead: one page, or one report, among others that are made meanwhile."""


def speak(code: str = "") -> str:
    """Use a language from now on, by default that of the environment; returns its code."""
    known = _language(language_code(code))
    _PROGRAMS.code, _PROGRAMS.catalogue = known.code, known.catalogue
    return known.code


def language_code(code: str = "") -> str:
    """The language that is meant, by default that of the environment: `de_AT.UTF-8` is German, and
    a language that there is none of is English.
    """
    code = code or _asked_for()
    known = code.replace("-", "_").partition("_")[0].lower()
    return known if known in LANGUAGES else "en"


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak a language here, in this thread alone, whatever the windows speak; also a decorator."""
    before = _HERE.set(replace(_language(language_code(code))))
    try:
        yield
    finally:
        _HERE.reset(before)


def speak_here(code: str) -> None:
    """Another language for the rest of the innermost `in_language`, in all threads that work within
    it: who is spoken to is known only after it began.
    """
    here, known = _HERE.get(), _language(language_code(code))
    assert here is not None, "this is spoken within in_language"
    here.code, here.catalogue = known.code, known.catalogue


def spoken() -> str:
    """The code of the language that is spoken here."""
    return _here().code


def said(words: str) -> str:
    """A whole sentence or label in this language; itself if there is no translation."""
    # The empty key of a catalogue holds its header.
    return _here().catalogue.gettext(words) if words else words


def said_back(sentence: str, templates: Iterable[str]) -> str:
    """A sentence that is kept in English, in this language: by the template that it was made from.

    One that comes from none of them is looked up whole.
    """
    for template in templates:
        if found := _form(template).fullmatch(sentence):
            values = {
                name: _said_value(value, templates) for name, value in found.groupdict().items()
            }
            return said(template).format(**values)
    return said(sentence)


LONGEST_TOLD = 2000
"""What is longer was typed by somebody, and to look for its form would take long."""


def told(sentence: str) -> str:
    """The sentence of an error or a message, which is made in English, in this language.

    It is found by the text of the catalogue that it was made from: `tools.told` brings these there.
    """
    if spoken() == "en" or len(sentence) > LONGEST_TOLD:
        return said(sentence)
    parts = [said_back(part, _forms(spoken())) for part in sentence.split("; ")]
    whole = said_back(sentence, _forms(spoken()))
    return whole if whole != sentence else "; ".join(parts)


def has_words(text: str) -> bool:
    """Whether a text can be told from another one, whatever is filled in."""
    return "{" not in text or len(re.sub(r"\{\w*\}|[^A-Za-z]", "", text)) >= FEWEST_LETTERS


def begun(words: str) -> str:
    """Words as a sentence begins; German nouns within keep their capitals."""
    return words[:1].upper() + words[1:]


def said_number(number: str) -> str:
    """A written number with this language's decimal sign."""
    if spoken() == "en":
        return number
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415  most programs write none

    return number.replace(".", get_decimal_symbol(spoken()))


@cache
def _form(template: str) -> re.Pattern[str]:
    """What a name in braces stands for is whatever stands between the words around it, and the
    same wherever the name stands.
    """
    known: set[str] = set()

    def group(name: re.Match[str]) -> str:
        again = name[1] in known
        known.add(name[1])
        return f"(?P={name[1]})" if again else f"(?P<{name[1]}>.+?)"

    return re.compile(re.sub(r"\\\{(\w+)\\\}", group, re.escape(template)))


def _said_value(value: str, templates: Iterable[str]) -> str:
    """A number, or words, or a list of both; several sentences are each said by themselves."""
    if re.fullmatch(r"[+−-]?[\d.]+", value):
        return said_number(value)
    for joint, shown in (("; ", "; "), (" and ", f" {said(AND)} ")):
        parts = value.split(joint)
        found = [said_back(part, templates) for part in parts]
        if len(parts) > 1 and all(map(str.__ne__, found, parts)):
            return shown.join(found)
    whole = said_back(value, templates)
    if whole != value or ", " not in value:
        return whole
    return ", ".join(_said_value(each, templates) for each in value.split(", "))


@cache
def _forms(code: str) -> tuple[str, ...]:
    """The texts of a catalogue that something is filled into. Those that begin with their own words
    are first, then those with most words: others would take another one's sentence for their own.
    """
    from babel.messages.mofile import read_mo  # noqa: PLC0415  English never needs it

    with (FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        texts = [str(message.id) for message in read_mo(file)]
    filled = [text for text in texts if "{" in text and has_words(text)]

    def likelihood(text: str) -> tuple[bool, int]:
        return text.startswith("{"), -len(re.sub(r"\{\w*\}", "", text))

    return tuple(sorted(filled, key=likelihood))


def said_figures(words: str) -> str:
    """Words with all their numbers written with this language's decimal sign."""
    return re.sub(r"\d+\.\d+", lambda number: said_number(number[0]), words)


def said_day(day: date, *, short: bool = False) -> str:
    """A day as it is written: 3 November 2026, or for short 3 Nov 2026."""
    from babel.dates import format_date  # noqa: PLC0415  it takes half a second

    locale = DATES.get(spoken(), spoken())
    return str(format_date(day, "medium" if short else "long", locale=locale))


def _here() -> _Spoken:
    return _HERE.get() or _PROGRAMS


@cache
def _language(code: str) -> _Spoken:
    return _Spoken(code, gettext.translation(DOMAIN, FOLDER, [code], fallback=True))


def _asked_for() -> str:
    """The first of the usual variables that says anything; `LANGUAGE` may name several."""
    for name in _VARIABLES:
        if code := os.environ.get(name, "").partition(":")[0]:
            return code
    return ""
