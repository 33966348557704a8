"""The numbers of one trial for people, each with its definition; what the board, a body sensor and
an eye saw stays apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.metrics.kinds import Better, Family
from trainer.metrics.readable import FAILURE, PARTS, number, read_first, unit_of, words_of
from trainer.metrics.registry import OURS, named
from trainer.recording.history import StoredTrial
from trainer.texts import begun, said


class Seen(StrEnum):
    """Who saw it, and how each is called."""

    BOARD = "What the board saw"
    BODY = "What a body sensor saw"
    EYE = "What the eye scored"


BY = {Family.THIGH: Seen.BODY, Family.PELVIS: Seen.BODY, Family.EYE: Seen.EYE}
BETTER = {
    Better.LOWER: "Lower is better in a trial that counts.",
    Better.HIGHER: "Higher is better in a trial that counts.",
    Better.NEITHER: "Neither lower nor higher is called better.",
}
NO_LESS, SOURCE = "at least {value}", "Source: {source}."
STORED_AS = "Stored as {name}, version {version}."
AT_LEAST = "{name}: at least {value}. It was still going on when the trial ended."
ZONES = tuple(f"rim_quarter_{nth}_pct" for nth in range(1, 5))
IN_RING = "time_in_ring_pct"


@dataclass(frozen=True)
class Number:
    """One number. `definition` says how it is made, `plain` what it is, `about` which way is better
    and where the formula is from.
    """

    name: str
    words: str
    value: str
    definition: str = ""
    plain: str = ""
    about: str = ""


@dataclass(frozen=True)
class Numbers:
    """A group of numbers under its title; the first group of a trial is what is read first."""

    title: str
    seen: Seen
    numbers: tuple[Number, ...]


READ_FIRST = "Read first"


def numbers_of(trial: StoredTrial, level: int) -> tuple[Numbers, ...]:
    """All numbers of a trial: what is read first of what the board saw, then each family."""
    first = [name for name in _first(trial, level) if name in trial.metrics]
    families: dict[tuple[Seen, str], list[str]] = {(Seen.BOARD, READ_FIRST): []}
    for name in (*first, *trial.metrics):
        family = _family(name)
        seen = BY.get(family, Seen.BOARD) if family else Seen.BOARD
        heading = (
            READ_FIRST if name in first and seen is Seen.BOARD else (family or Family.TRIAL).heading
        )
        found = families.setdefault((seen, heading), [])
        if name not in found:
            found.append(name)
    return tuple(
        Numbers(heading, seen, tuple(_number(trial, name) for name in names))
        for (seen, heading), names in families.items()
        if names
    )


def censored_words(trial: StoredTrial) -> tuple[str, ...]:
    """A sentence for each number whose true value is at least as large."""
    return tuple(
        said(AT_LEAST).format(
            name=begun(said(words_of(name))), value=_with_unit(name, trial.metrics[name])
        )
        for name in trial.censored
        if name in trial.metrics
    )


def zones(trial: StoredTrial) -> tuple[tuple[str, float], ...]:
    """The share of the time in each quarter of the rim, inner one first, and in the ring."""
    return tuple(
        (said(words_of(name)), trial.metrics[name])
        for name in (*ZONES, IN_RING)
        if name in trial.metrics
    )


def _first(trial: StoredTrial, level: int) -> Iterator[str]:
    yield trial.headline
    for name in (*read_first(level, trial.metrics), FAILURE):
        yield from (name, *PARTS.get(name, {}))


def _family(name: str) -> Family | None:
    metric = named(name)
    return metric.family if metric else None


def _number(trial: StoredTrial, name: str) -> Number:
    metric = named(name)
    value = _with_unit(name, trial.metrics[name])
    if name in trial.censored:
        value = said(NO_LESS).format(value=value)
    words = said(words_of(name))
    if metric is None:
        return Number(name, words, value)
    source = "" if metric.source == OURS else said(SOURCE).format(source=metric.source)
    stored = said(STORED_AS).format(name=name, version=metric.version)
    about = _joined((said(BETTER[metric.better]), source, stored))
    return Number(name, words, value, said(metric.definition), said(metric.plain), about)


def _with_unit(name: str, value: float) -> str:
    unit = unit_of(name)
    return number(name, value) + (f" {unit}" if unit and not unit.startswith("°") else unit)


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(filter(None, sentences))
