"""What is asked about the dose of a plan's item, and the item that the answers make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from games.screens.station.questions import Answer, Kind, Question
from trainer.plans.facts import ActivityFacts
from trainer.plans.item_words import ARMS, EYES, LEGS, STANCES, SUPPORTS
from trainer.plans.prescribing import (
    LEAST_WEIGHT_PCT,
    LONGEST_REST_S,
    LONGEST_S,
    MOST_ROUNDS,
    MOST_WEIGHT_PCT,
    SHORTEST_S,
    Item,
)
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.exercises import HEAVIEST_LOAD_KG, MOST_EFFORT, MOST_REPETITIONS, MOST_SETS
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.vocabulary import Arms, Eyes, Feedback, Stance, Support, Surface

FOLLOWS = "as_before"
"""The value that leaves something to the earlier rounds, or to the anchor."""

FOLLOWS_ROUNDS, FOLLOWS_ANCHOR = "as before", "the anchor's"
FOLLOWS_FOOT = "as noted for the foot"
LEGS_ASKED, ROUNDS_ASKED, SECONDS_ASKED = "Which legs?", "Rounds a leg", "Seconds a round"
REST_ASKED, STANCE_ASKED, EYES_ASKED = "Rest after each", "How do they stand?", "Eyes"
SUPPORT_ASKED, DOME_ASKED, FEEDBACK_ASKED = "Support", "Dome", "Feedback"
RUNG_ASKED, WEIGHT_ASKED = "Rung", "Part of the body weight, if less than all"
SETS_ASKED, REPETITIONS_ASKED = "Sets", "Repetitions in each set"
LOAD_ASKED, EFFORT_ASKED = "Load, if there is one", "Effort that is asked for, 0 to 10"
ARMS_ASKED, NOTE_ASKED = "Arms", "Note"
LONGEST_NOTE = 120
FEEDBACK = {Feedback.LIGHT: "light", Feedback.FEEL: "feel", Feedback.EAR: "ear"}
DOMES = [(str(level), str(level)) for level in range(1, 6)]
RUNGS = [(str(rung), str(rung)) for rung in range(EASIEST_RUNG, HARDEST_RUNG + 1)]
CHOSEN: Mapping[str, Callable[[Any], Enum]] = {
    "legs": Legs,
    "stance": Stance,
    "eyes": Eyes,
    "support": Support,
    "arms": Arms,
    "feedback": Feedback,
}
_WHOLE = frozenset({"rounds", "level", "rung", "sets", "repetitions"})
NONE_OF_IT = {"weight_pct": 0.0, "note": ""}
"""What an empty answer means, where that is not None."""


def questions_of(item: Item, activity: ActivityFacts | None) -> list[Question]:
    """What can be said of an item; `activity` is None for an exercise, and for what is gone."""
    if isinstance(item, ExerciseItem):
        return _of_exercise()
    return _of_board(activity)


def before_of(item: Item) -> dict[str, Answer]:
    """How the form is filled in before anybody changes it."""
    names = (each.name for each in questions_of(item, None))
    found: dict[str, Any] = {name: getattr(item, name) for name in names}
    if isinstance(item, BoardItem):
        # A part of nothing is not typed as 0; what follows something is one of the choices.
        found["weight_pct"] = item.weight_pct or None
        for name in ("level", "arms", "feedback", "rung"):
            found[name] = FOLLOWS if found[name] is None else str(found[name])
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, value in found.items()
        if value is not None
    }


def item_from(item: Item, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Item:
    """The item with the answers that are others than before, as a form shows both.

    What is empty now follows, or there is none of it. What was not touched stays as exact as it
    was, for a form rounds.
    """
    changed = [name for name in (*before, *after) if before.get(name) != after.get(name)]
    values: dict[str, Any] = {name: _value(name, after.get(name, FOLLOWS)) for name in changed}
    return replace(item, **values)


def _value(name: str, answer: Answer) -> object:
    if answer == FOLLOWS:
        return NONE_OF_IT.get(name)
    if name in CHOSEN:
        return CHOSEN[name](answer)
    return int(answer) if name in _WHOLE and not isinstance(answer, date) else answer


def _of_board(activity: ActivityFacts | None) -> list[Question]:
    eyes = {each: words for each, words in EYES.items() if not activity or each in activity.eyes}
    on_dome = activity is None or activity.surface is Surface.DOME
    level = _chosen("level", DOME_ASKED, [(FOLLOWS, FOLLOWS_ANCHOR), *DOMES])
    arms = [(each.value, words) for each, words in ARMS.items()]
    light = [(each.value, words) for each, words in FEEDBACK.items()]
    return [
        _number("rounds", ROUNDS_ASKED, 1, MOST_ROUNDS),
        _number("seconds", SECONDS_ASKED, SHORTEST_S, LONGEST_S, "s"),
        _number("rest_s", REST_ASKED, 0, LONGEST_REST_S, "s"),
        _words("legs", LEGS_ASKED, LEGS),
        _words("stance", STANCE_ASKED, STANCES),
        _words("eyes", EYES_ASKED, eyes),
        _words("support", SUPPORT_ASKED, SUPPORTS),
        _chosen("arms", ARMS_ASKED, [(FOLLOWS, FOLLOWS_FOOT), *arms]),
        *([level] if on_dome else []),
        _chosen("feedback", FEEDBACK_ASKED, [(FOLLOWS, FOLLOWS_ROUNDS), *light]),
        _chosen("rung", RUNG_ASKED, [(FOLLOWS, FOLLOWS_ROUNDS), *RUNGS]),
        _number("weight_pct", WEIGHT_ASKED, LEAST_WEIGHT_PCT, MOST_WEIGHT_PCT, "%", required=False),
        _note(),
    ]


def _of_exercise() -> list[Question]:
    return [
        _number("sets", SETS_ASKED, 1, MOST_SETS),
        _number("repetitions", REPETITIONS_ASKED, 1, MOST_REPETITIONS),
        _number("rest_s", REST_ASKED, 0, LONGEST_REST_S, "s"),
        _words("legs", LEGS_ASKED, LEGS),
        _number("load_kg", LOAD_ASKED, 0, HEAVIEST_LOAD_KG, "kg", required=False, decimals=1),
        Question("effort", EFFORT_ASKED, Kind.SCALE, high=MOST_EFFORT),
        _note(),
    ]


def _note() -> Question:
    return Question("note", NOTE_ASKED, Kind.TEXT, longest=LONGEST_NOTE)


def _number(
    name: str,
    words: str,
    low: float,
    high: float,
    unit: str = "",
    *,
    required: bool = True,
    decimals: int = 0,
) -> Question:
    return Question(
        name, words, Kind.NUMBER, required, low=low, high=high, unit=unit, decimals=decimals
    )


def _words(name: str, words: str, offered: Mapping[Any, str]) -> Question:
    return _chosen(name, words, [(str(each.value), told) for each, told in offered.items()])


def _chosen(name: str, words: str, offered: Sequence[tuple[str, str]]) -> Question:
    return Question(name, words, Kind.CHOICES, required=True, choices=offered)
