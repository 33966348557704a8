"""The tables of `docs/plans.md`, from the templates and the assumed seconds: `python -m
tools.plan_tables`.
"""

from pathlib import Path

from games.registry import activity_named
from trainer.metrics.document import between
from trainer.plans import minutes
from trainer.plans.steps import STEP_WORDS
from trainer.plans.templates import TEMPLATES
from trainer.recording.exercises import exercise_title
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Template
from trainer.recording.vocabulary import Eyes, Support

PAGE = Path(__file__).resolve().parents[1] / "docs" / "plans.md"
BEGIN, END = "<!-- {} -->", "<!-- end of {} -->"
_TEMPLATES_HEAD = """\
| template | what is done | how often | source | tried on | warning |
|---|---|---|---|---|---|
"""
_MINUTES_HEAD = """\
| what people do | assumed seconds |
|---|---|
"""
_LEGS = {
    Legs.INVOLVED: "the involved leg",
    Legs.OTHER: "the other leg",
    Legs.EACH: "each leg",
    Legs.BOTH: "both legs together",
}


def templates_table() -> str:
    """A row for each template."""
    return _TEMPLATES_HEAD + "".join(map(_template_row, TEMPLATES.values()))


def minutes_table() -> str:
    """A row for each thing that people do by hand."""
    rows = {
        "find the middle before a trial": minutes.GATE_S,
        "step on with the other leg": minutes.STEP_ON_S,
        "look at a trial's result": minutes.JUDGE_S,
        "place the foot": minutes.FOOT_S,
        "put the strap on": minutes.STRAP_S,
        "one repetition of an exercise": minutes.REPETITION_S,
    }
    rows |= {STEP_WORDS[kind]: seconds for kind, seconds in minutes.BY_HAND_S.items()}
    return _MINUTES_HEAD + "".join(f"| {what} | {s:g} |\n" for what, s in rows.items())


def with_tables(page: str) -> str:
    """The page with both tables between their marks; ValueError if marks are missing."""
    for name, table in (("templates", templates_table()), ("minutes", minutes_table())):
        page = between(page, BEGIN.format(name), f"\n{table}", END.format(name))
    return page


def _template_row(template: Template) -> str:
    items = [*map(_board, template.board), *map(_exercise, template.exercises)]
    first = ["the anchor test"] if template.anchor else []
    cells = (
        f"`{template.name}`: {template.title}",
        "; ".join((*first, *items)),
        f"{template.per_week} times a week, {template.weeks} weeks, {template.minutes:g} min",
        template.source,
        template.population,
        template.warning,
    )
    return f"| {' | '.join(cells)} |\n"


def _board(item: BoardItem) -> str:
    dose = f"{activity_named(item.activity).title} {item.rounds} × {item.seconds:g} s"
    words = [f"{dose}, {_LEGS[item.legs]}", item.stance.replace("_", " ")]
    if item.eyes is Eyes.CLOSED:
        words.append("eyes closed")
    if item.support is not Support.NONE:
        words.append(f"hand on {item.support}")
    if item.weight_pct:
        words.append(f"{item.weight_pct:g} % of the body weight")
    return ", ".join(words)


def _exercise(item: ExerciseItem) -> str:
    title = exercise_title(item.exercise)
    return f"{title} {item.sets} × {item.repetitions}, {_LEGS[item.legs]}"


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(page), encoding="utf-8")


if __name__ == "__main__":
    main()
