"""Two trials or days beside each other as cells: what counts, and each number with its change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.metrics.readable import PARTS, number, read_first, title
from trainer.progress.compare import Compared, Pair
from trainer.reading.words import condition_words
from trainer.recording.history import StoredTrial
from trainer.texts import said, told

NOT_A_VERDICT = (
    "Two trials or days differ by chance, too: whether a change is larger than measurement noise "
    "is said of the anchor test alone."
)
NOTHING_IN_COMMON = "no number that both have"
HOW_MANY, NOT_COUNTED = "{name}: {counting} of {of} trials count", "{name} does not count: {why}"
OTHER_DEFINITIONS = "these numbers were made with different definitions: run baps recompute first"


@dataclass(frozen=True)
class Change:
    """One metric: its title, both values, and the change."""

    name: str
    title: str
    first: str
    second: str
    change: str


@dataclass(frozen=True)
class Comparison:
    """What stands beside each other. `counting` says of each side what does not count; `remarks`
    what else must be known.
    """

    activity: str
    conditions: tuple[str, ...]
    titles: tuple[str, str]
    counting: tuple[str, ...]
    rows: tuple[Change, ...]
    remarks: tuple[str, ...]


def comparison(pair: Pair, *, everything: bool = False) -> Comparison:
    """What a therapist reads first of a pair, or every metric that both sides have."""
    both = pair.compared()
    sides = zip(pair.titles, (pair.first, pair.second), strict=True)
    trials = (*pair.first, *pair.second)
    mixed = len({trial.measured_with for trial in trials}) > 1
    return Comparison(
        pair.conditions.activity,
        condition_words(pair.conditions),
        pair.titles,
        tuple(words for name, made in sides for words in _what_counts(name, made)),
        tuple(map(_row, both if everything else _read_first(pair, both))),
        (said(OTHER_DEFINITIONS),) if mixed else (),
    )


def _what_counts(name: str, trials: Sequence[StoredTrial]) -> Iterator[str]:
    """Of a trial why it does not count, of a day how many do."""
    uncounted = [trial for trial in trials if not trial.valid]
    if len(trials) > 1:
        counting = len(trials) - len(uncounted)
        yield said(HOW_MANY).format(name=name, counting=counting, of=len(trials))
    elif uncounted:
        yield said(NOT_COUNTED).format(name=name, why=told(uncounted[0].why))


def _row(one: Compared) -> Change:
    first, second = (
        ("≥ " if censored else "") + number(one.name, value)
        for value, censored in (
            (one.first, one.first_censored),
            (one.second, one.second_censored),
        )
    )
    return Change(one.name, title(one.name), first, second, _change(one))


def _read_first(pair: Pair, both: Sequence[Compared]) -> list[Compared]:
    """What a therapist reads first here, with its parts; all there is where nothing is known."""
    by_name = {one.name: one for one in both}
    first = read_first(pair.conditions.level, by_name)
    asked = [*first, "time_to_failure_s", pair.first[0].headline]
    names = [name for each in asked for name in (each, *PARTS.get(each, {})) if name in by_name]
    return [by_name[name] for name in dict.fromkeys(names)] or list(both)


def _change(one: Compared) -> str:
    """The change, at least so much where the second is only known to be longer."""
    if one.first_censored:
        return "–"
    sign = "+" if one.change > 0 else "−" if one.change < 0 else ""
    share = "" if one.change_pct is None else f" ({one.change_pct:+.0f} %)".replace("-", "−")
    at_least = "≥ " if one.second_censored else ""
    return f"{at_least}{sign}{number(one.name, abs(one.change))}{share}"
