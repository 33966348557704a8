"""`baps note add` and `baps note exercise`: from the command line to an entry in the database."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from trainer.cli.db import opened_store
from trainer.cli.options import operator_option, words
from trainer.cli.patient_stops import stop_line
from trainer.cli.terminal import local
from trainer.cli.typed_in import Measured, When
from trainer.recording.clinical_form import Position
from trainer.recording.exercises import (
    HEAVIEST_LOAD_KG,
    MOST_EFFORT,
    MOST_REPETITIONS,
    MOST_SETS,
    UnknownExercise,
    exercise_named,
)
from trainer.recording.shown import SHORT_ID
from trainer.recording.stopping import stop_typed
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.recording.clinical_table import Entry
    from trainer.recording.clinical_typed import Typed
    from trainer.store import Store

_at = click.option("--at", type=When(), help="when it was, local time [default: now]")


@click.command(
    "add",
    short_help="note a measure, a symptom or a text",
    # A change for the worse is a negative number, which is no option.
    context_settings={"ignore_unknown_options": True},
)
@click.argument("code")
@click.argument("kind")
@click.argument("values", metavar="[VALUE]...", nargs=-1)
@click.option("--side", type=words(Side, Side.BOTH), help="the leg it is of")
@click.option("--unit", default="", help="the unit, where a kind has several, or for your own")
@click.option("--position", type=words(Position), help="how the patient was, for strength")
@click.option(
    "--lever-m", type=Measured(), metavar="M", help="lever arm from joint to pad, for a force"
)
@click.option(
    "--weight-kg",
    type=Measured(),
    metavar="KG",
    help="body weight, for a force [default: as noted with baps patient weight]",
)
@click.option("--label", default="", help="the task's words, or the name of your own measure")
@click.option("--text", default="", help="what else is to be remembered of it")
@_at
@operator_option
def add(
    code: str,
    kind: str,
    values: tuple[str, ...],
    side: str | None,
    unit: str,
    position: str | None,
    lever_m: float | None,
    weight_kg: float | None,
    label: str,
    text: str,
    at: datetime | None,
    operator: str,
) -> None:
    """Note one value, up to three readings, or a text. baps note kinds lists each KIND.

    Strength is typed in Nm/kg, or as a force with its unit, lever arm and body weight: the program
    then computes the torque. The best of three readings counts, all are kept.

    \b
    Examples:
      baps note add K7 strength_abduction 1,21 1,30 1,28 --side left --position side_lying
      baps note add K7 strength_abduction 148 --unit N --lever-m 0.4 --position supine --side left
      baps note add K7 dorsiflexion 9.5 --unit cm --side left
      baps note add K7 effusion trace --side left
      baps note add K7 global_change -2
      baps note add K7 patient_specific_task 6 --label "stairs, downwards"
      baps note add K7 other:"calf girth" 36.5 --unit cm --side left
      baps note add K7 note "slept badly" --at "2026-03-04 07:30"
    """
    from trainer.recording.clinical_typed import NotAnEntry, Typed, entry_from

    _refuse_unknown_options(values)
    typed = Typed(
        kind=kind,
        values=values,
        side=Side(side) if side else None,
        unit=unit,
        position=Position(position) if position else None,
        lever_arm_m=lever_m,
        weight_kg=weight_kg,
        label=label,
        text=text,
    )
    with opened_store() as store:
        try:
            weighed = _with_weight(store, code, typed)
            entry = entry_from(weighed, str(uuid4()), at or datetime.now(UTC), operator)
        except NotAnEntry as error:
            raise click.UsageError(str(error)) from None
        store.add_entry(code, entry)
    click.echo(f"noted of {code}: {told(entry)} (id {entry.entry_id[:SHORT_ID]})")
    if (stop := stop_typed(entry)) is not None:
        click.echo(stop_line(code, stop))


@click.command("exercise", short_help="note an exercise that was done")
@click.argument("code")
@click.argument("name")
@click.option("--side", type=words(Side), required=True, help="the leg that worked, or both")
@click.option(
    "--sets", type=click.IntRange(1, MOST_SETS), default=1, show_default=True, help="how many"
)
@click.option(
    "--repetitions", type=click.IntRange(1, MOST_REPETITIONS), required=True, help="in each set"
)
@click.option(
    "--load-kg", type=Measured(0, HEAVIEST_LOAD_KG), help="weight that was moved [default: none]"
)
@click.option("--effort", type=Measured(0, MOST_EFFORT), help="how hard it was, 0 to 10")
@click.option("--text", default="", help="what else, such as the colour of the band")
@_at
@operator_option
def exercise(
    code: str,
    name: str,
    side: str,
    sets: int,
    repetitions: int,
    load_kg: float | None,
    effort: float | None,
    text: str,
    at: datetime | None,
    operator: str,
) -> None:
    """Note one exercise: sets of repetitions with a load, and how hard it was.

    NAME is clam, side_lying_abduction, bridge, lateral_band_walk, standing_band_flexion,
    standing_band_abduction, standing_band_extension, pelvic_drop, single_leg_squat, step_down, or
    other:NAME. A band's colour belongs into the text: makers differ, so it is no load in kg.

    \b
    Examples:
      baps note exercise K7 clam --side left --sets 3 --repetitions 12 --effort 6 --text "green"
      baps note exercise K7 step_down --side left --sets 3 --repetitions 8 --load-kg 2,5
    """
    from trainer.recording.clinical import ExerciseDone

    try:
        known = exercise_named(name)
    except UnknownExercise as error:
        raise click.UsageError(str(error)) from None
    done = ExerciseDone(
        entry_id=str(uuid4()),
        exercise=known,
        done_at=at or datetime.now(UTC),
        side=Side(side),
        sets=sets,
        repetitions=repetitions,
        load_kg=load_kg,
        effort=effort,
        note=text.strip(),
        operator=operator,
    )
    with opened_store() as store:
        store.add_exercise(code, done)
    click.echo(f"noted of {code}: {told(done)} (id {done.entry_id[:SHORT_ID]})")


def _refuse_unknown_options(values: tuple[str, ...]) -> None:
    """A value that begins like an option and like no number is a mistyped option."""
    for value in values:
        if value.startswith("-") and not value[1:2].isdigit() and value[1:2] not in (".", ","):
            raise click.NoSuchOption(value, ctx=click.get_current_context())


def _with_weight(store: "Store", code: str, typed: "Typed") -> "Typed":
    """With the body weight that is known of the patient, where a force needs one."""
    from dataclasses import replace

    from trainer.recording.clinical_typed import kind_of

    kind = kind_of(typed)
    if typed.weight_kg is not None or kind.scale_in(typed.unit) not in kind.forces:
        return typed
    known = store.newest_weight(code)
    return replace(typed, weight_kg=known.kg if known else None)


def told(entry: "Entry") -> str:
    """What an entry says, in one line."""
    from trainer.recording.clinical_table import details_shown, found_at, has_value, shown, title_of

    side = f", {entry.side}" if entry.side else ""
    value = shown(entry) if has_value(entry) else ""
    said = "; ".join(filter(None, (value, details_shown(entry))))
    return f"{title_of(entry)}{side}: {said}, {local(found_at(entry))}"
