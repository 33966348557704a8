"""The plan, how it was kept, and what was done so far, for a report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trainer.plans.item_words import LOAD, dose_words, how_words
from trainer.plans.prescribing import Item, items_of
from trainer.progress.days import PairTable
from trainer.reading.beside import exercised, trainings
from trainer.reading.words import activity_title
from trainer.recording.clinical import ExerciseDone
from trainer.recording.conditions import NO_DOME
from trainer.recording.exercises import exercise_title
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, Plan
from trainer.reports.courses import ARROW, NONE
from trainer.reports.parts import Section, around, cut
from trainer.sessions.patient_record import PatientRecord
from trainer.sessions.visits_kept import VisitsKept
from trainer.texts import begun, said, said_day, said_number

PLAN, DONE = "Plan and adherence", "Done so far"
NO_PLAN = "No plan is signed."
PLANNED = (
    "{title}, signed by {who} on {day}: {per_week} times a week for {weeks} weeks, about {minutes} "
    "minutes a visit."
)
KEPT = "In full weeks {done} of {asked} visits that were asked for were made."
ITEM, LEGS, DOSE, HOW = "Exercise", "legs", "dose", "how"
ROUNDS, RUNG = "days: {days}, rounds: {rounds}", "days: {days}, rounds: {rounds}, rung {rung}"
TIMES = "times: {times}, {dose}"
NO_SIDE = ""
SIDES = {"left": "left", "right": "right", "both": "both legs", NO_SIDE: "no side"}
MOST_ITEMS, MOST_DONE = 9, 8


def plan_section(record: PatientRecord, plan: Plan | None) -> Section:
    """What is prescribed, and how it is kept."""
    if plan is None:
        return Section(said(PLAN), lead=said(NO_PLAN))
    rows = [_item_row(_placed(item, record)) for item in items_of(plan)]
    columns = 4 if any(how for *_, how in rows) else 3
    shown = [tuple(cell or NONE for cell in row[:columns]) for row in rows]
    titles, widths = (ITEM, LEGS, DOSE, HOW), (1.6, 1.0, 1.2, 1.6)
    table = cut(titles[:columns], shown, widths[:columns], MOST_ITEMS)
    kept = (_kept_words(record.kept),) if record.kept else ()
    return Section(said(PLAN), lead=_plan_words(plan), table=table, notes=kept)


def done_section(record: PatientRecord, tables: Sequence[PairTable]) -> Section | None:
    """Training on the board, and exercises beside it, the legs beside each other."""
    done: dict[str, dict[str, str]] = {}
    for name, side, words in (*_trained(record, tables), *_exercised(record)):
        done.setdefault(name, {})[side] = words
    sides = [side for side in SIDES if any(side in cells for cells in done.values())]
    rows = [(name, *(cells.get(s, NONE) for s in sides)) for name, cells in done.items()]
    titles = (ITEM, *(SIDES[side] for side in sides))
    table = cut(titles, rows, (0.8, *(1.0,) * len(sides)), MOST_DONE)
    return around(table, DONE)


def _plan_words(plan: Plan) -> str:
    assert plan.signed_at is not None
    return said(PLANNED).format(
        title=said(plan.title),
        who=plan.signed_by,
        day=said_day(local_day(plan.signed_at), short=True),
        per_week=plan.per_week,
        weeks=plan.weeks,
        minutes=said_number(f"{plan.minutes:g}"),
    )


def _kept_words(kept: VisitsKept) -> str:
    full = [week for week in kept.adherence.weeks if not week.running]
    asked = sum(week.asked for week in full)
    done = sum(min(week.done, week.asked) for week in full)
    words = (said(KEPT).format(done=done, asked=asked),) if asked else ()
    return " ".join((*words, f"{begun(kept.words)}."))


def _placed(item: Item, record: PatientRecord) -> Item:
    """With the anchor's dome by its number, once there is one: a doctor knows no anchor."""
    levels = [leg.conditions.level for leg in record.progress.legs]
    if isinstance(item, BoardItem) and item.level is None and levels and levels[0] > NO_DOME:
        return replace(item, level=levels[0])
    return item


def _item_row(item: Item) -> tuple[str, ...]:
    name = (
        activity_title(item.activity) if isinstance(item, BoardItem) else _exercise(item.exercise)
    )
    legs, dose = dose_words(item)
    return (name, legs, dose, ", ".join(how_words(item)))


def _trained(record: PatientRecord, tables: Sequence[PairTable]) -> Iterator[tuple[str, str, str]]:
    """Name, side, and how often."""
    for activity, side, days, rounds, rung, _ in trainings(record, tables).rows:
        words = said(ROUNDS if rung == "0" else RUNG).format(rounds=rounds, days=days, rung=rung)
        yield activity, side, words


def _exercised(record: PatientRecord) -> Iterator[tuple[str, str, str]]:
    """Name, side, how often, and the first and newest dose."""
    for done in exercised(record):
        doses = ARROW.join(dict.fromkeys((_dose(done[0]), _dose(done[-1]))))
        words = said(TIMES).format(times=len(done), dose=doses)
        yield _exercise(done[0].exercise), done[0].side or NO_SIDE, words


def _dose(done: ExerciseDone) -> str:
    dose = f"{done.sets} × {done.repetitions}"
    if done.load_kg is None:
        return dose
    return f"{dose}, {said(LOAD).format(load=said_number(f'{done.load_kg:g}'))}"


def _exercise(name: str) -> str:
    return begun(said(exercise_title(name)))
