"""`baps noise`: ten people measure the clinic's own noise, on two days each."""

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.db import opened_store
from trainer.cli.options import json_option
from trainer.recording.conditions import Conditions
from trainer.recording.stem_hole import CENTRE, HOLE_WORDS
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.anchor import Task
    from trainer.progress.volunteers import NoiseStatus, Volunteer

USUAL_LEVEL, USUAL_S = 2, 20.0


@click.group("noise", invoke_without_command=True)
@click.option(
    "--level",
    type=click.IntRange(1, 5),
    help="dome (level 1 to 5) [default: the one that most people did]",
)
@json_option
@click.pass_context
def command(context: click.Context, level: int | None, as_json: bool) -> None:
    """Know your own noise: ten people without trouble do the anchor test of both legs on two days.

    Until then no change of a patient can be told from noise. Each clinic measures its own, on each
    dome that it tests on. A person is a code, as a patient is, made by baps patient add. Shows who
    has measured, and what each still has to do.

    \b
    Examples:
      baps noise
      baps noise --level 3
      baps noise add K7
    """
    if context.invoked_subcommand is not None:
        return
    status = _status(level)
    task = status.task or _usual_task(level or USUAL_LEVEL)
    today = datetime.now(UTC).astimezone().date()
    if as_json:
        click.echo(json.dumps(_as_object(status, task, today), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(status, task, today)))


@command.command("add", short_help="somebody begins to measure")
@click.argument("code")
def add(code: str) -> None:
    """Add somebody without trouble, by CODE, to those who measure the clinic's noise.

    \b
    Example:
      baps noise add K7
    """
    from trainer.sessions.store_access import STAND_INS

    if code in STAND_INS:
        raise click.UsageError(f"{code} may be anybody: give each person a code, baps patient add")
    with opened_store() as store:
        new = store.add_noise_person(code)
    click.echo(f"{code} measures the clinic's noise" + ("" if new else " already"))


@command.command("remove", short_help="somebody no longer measures")
@click.argument("code")
def remove(code: str) -> None:
    """Take CODE out of those who measure the clinic's noise; the trials stay in the history.

    \b
    Example:
      baps noise remove K7
    """
    with opened_store() as store:
        was = store.remove_noise_person(code)
    click.echo(f"{code} " + ("no longer measures" if was else "did not measure") + " the noise")


def _status(level: int | None) -> "NoiseStatus":
    from trainer.progress.anchor import ACTIVITIES
    from trainer.progress.scale import PRIMARY, TIME_TO_FAILURE
    from trainer.progress.volunteers import noise_status

    with opened_store() as store:
        codes = [person.code for person in store.noise_people()]
        numbers = (*PRIMARY, TIME_TO_FAILURE)
        # Before the first person there is nothing to read in the whole clinic.
        histories = store.anchor_histories(ACTIVITIES, numbers) if codes else ()
    return noise_status(codes, histories, level)


def _usual_task(level: int) -> "Task":
    """What is done where nobody has done anything yet."""
    from trainer.progress.anchor import ACTIVITIES, task_of

    return task_of(Conditions(ACTIVITIES[0], level=level, seconds=USUAL_S), False)


def _lines(status: "NoiseStatus", task: "Task", today: date) -> list[str]:
    if not status.people:
        return [
            f"nobody measures the noise yet: {status.needed} people without trouble do the anchor "
            "test of both legs on two days; baps noise add CODE adds one",
        ]
    enough = "" if status.lacking else ", which is enough"
    words = f"{task.conditions.activity}, dome {task.conditions.level}"
    lines = [f"{words}: {status.counted} of {status.needed} people have two days{enough}"]
    for person in status.people:
        lines += _person_lines(person, task, today)
    spare = status.needed - len(status.people)
    return [*lines, f"{spare} more to find: baps noise add CODE"] if spare > 0 else lines


def _person_lines(person: "Volunteer", task: "Task", today: date) -> list[str]:
    needed = person.days_needed
    days = ", ".join(
        f"{leg} {min(len(found), needed)} of {needed}" for leg, found in person.days.items()
    )
    due = person.due(today)
    what = "done" if not person.missing else "now" if due else "again on another day"
    said = f"  {person.code}: {days}: {what}"
    if person.otherwise:
        said += f" ({person.otherwise} under other conditions, not counted)"
    return [said, *(f"    {play_line(person.code, leg, task)}" for leg in due)]


def play_line(code: str, leg: Side, task: "Task") -> str:
    """What somebody types to do the task, as the others do it."""
    asked, hole = task.conditions, task.hole
    words = ["baps play", asked.activity, f"--patient {code} --side {leg} --level {asked.level}"]
    words.append(f"--arms {asked.arms}")
    if asked.seconds != USUAL_S:
        words.append(f"--seconds {asked.seconds:g}")
    if hole != HOLE_WORDS[CENTRE]:
        words.append(f"--stem-hole {hole}")
    return " ".join(words)


def _as_object(status: "NoiseStatus", task: "Task", today: date) -> dict[str, Any]:
    return {
        "activity": task.conditions.activity,
        "level": task.conditions.level,
        "counted": status.counted,
        "needed": status.needed,
        "people": [
            {
                "code": person.code,
                "days": {
                    leg.value: [day.isoformat() for day in found]
                    for leg, found in person.days.items()
                },
                "counts": person.counts,
                "otherwise": person.otherwise,
                "due": [play_line(person.code, leg, task) for leg in person.due(today)],
            }
            for person in status.people
        ],
    }
