"""`baps noise`: ten people measure the clinic's own noise, on two days each."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.db import opened_store
from trainer.cli.options import json_option
from trainer.recording.clinical import PRIMARY_METRICS
from trainer.recording.conditions import NO_DOME
from trainer.recording.stem_hole import CENTRE, HOLE_WORDS
from trainer.recording.vocabulary import Side

if TYPE_CHECKING:
    from trainer.progress.anchor import Task
    from trainer.progress.study import VolunteerDays
    from trainer.sessions.noise_study import NoiseStudy


@click.group("noise", invoke_without_command=True)
@click.option(
    "--level",
    type=click.IntRange(1, 5),
    help="dome (level 1 to 5) [default: the one that most people did]",
)
@click.option(
    "--primary",
    type=click.Choice(PRIMARY_METRICS, case_sensitive=False),
    default=PRIMARY_METRICS[0],
    show_default=True,
    help="the number whose noise is told",
)
@json_option
@click.pass_context
def command(context: click.Context, level: int | None, primary: str, as_json: bool) -> None:
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
    from trainer.sessions.noise_study import study_of

    today = datetime.now(UTC).astimezone().date()
    with opened_store() as store:
        study = study_of(store, level, primary, today)
    if as_json:
        click.echo(json.dumps(_as_object(study), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(study)))


@command.command("add", short_help="somebody begins to measure")
@click.argument("code")
def add(code: str) -> None:
    """Add somebody without trouble, by CODE, to those who measure the clinic's noise.

    \b
    Example:
      baps noise add K7
    """
    from trainer.sessions.noise_study import CannotMeasure, add_person

    with opened_store() as store:
        try:
            new = add_person(store, code)
        except CannotMeasure as error:
            raise click.ClickException(str(error)) from None
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


def _lines(study: "NoiseStudy") -> list[str]:
    from trainer.progress.noise import ENOUGH_PEOPLE

    found, asked = study.found, study.task.conditions
    if not found.volunteers:
        return [f"{found.words}; baps noise add CODE adds one"]
    dome = f"dome {asked.level}" if asked.level > NO_DOME else "plate"
    where = ", on simulated boards" if study.task.simulated else ""
    lines = [
        f"{asked.activity}, {dome}{where}: {found.done} of {ENOUGH_PEOPLE} people have their days"
    ]
    lines += [line for person in found.volunteers for line in _person_lines(person, study)]
    spare = ENOUGH_PEOPLE - len(found.volunteers)
    if spare > 0:
        lines.append(f"{spare} more to find: baps noise add CODE")
    return [*lines, found.words] if found.noise.enough else lines


def _person_lines(person: "VolunteerDays", study: "NoiseStudy") -> list[str]:
    due = study.due[person.code]
    said = f"  {person.code}: {', '.join(person.missing) or 'done'}"
    if person.missing and not due:
        said += ", but not today"
    if others := study.otherwise[person.code]:
        said += f" ({others} under other conditions, not counted)"
    return [said, *(f"    {play_line(person.code, leg, study.task)}" for leg in due)]


def play_line(code: str, leg: Side, task: "Task") -> str:
    """What somebody types to do the task, as the others do it."""
    from trainer.sessions.noise_study import USUAL_S

    asked, hole = task.conditions, task.hole
    words = ["baps play", asked.activity, f"--patient {code} --side {leg}"]
    if asked.level > NO_DOME:
        words.append(f"--level {asked.level}")
    words.append(f"--arms {asked.arms}")
    if asked.seconds != USUAL_S:
        words.append(f"--seconds {asked.seconds:g}")
    if hole != HOLE_WORDS[CENTRE]:
        words.append(f"--stem-hole {hole}")
    if task.simulated:
        words.append("--board sim:patient")
    return " ".join(words)


def _as_object(study: "NoiseStudy") -> dict[str, Any]:
    from trainer.progress.noise import ENOUGH_PEOPLE

    found, asked = study.found, study.task.conditions
    return {
        "activity": asked.activity,
        "level": asked.level,
        "simulated": study.task.simulated,
        "done": found.done,
        "needed": ENOUGH_PEOPLE,
        "enough": found.noise.enough,
        "noise": found.words,
        "people": [
            {
                "code": person.code,
                "days": {leg.value: days for leg, days in person.days.items()},
                "missing": list(person.missing),
                "otherwise": study.otherwise[person.code],
                "due": [play_line(person.code, leg, study.task) for leg in study.due[person.code]],
            }
            for person in found.volunteers
        ],
    }
