"""`baps note`: what a therapist types in, and the exercises that were done."""

import json

import click

from trainer.cli.db import opened_store
from trainer.cli.note_add import add, exercise, told
from trainer.cli.options import json_option
from trainer.cli.patient_stops import stop_line
from trainer.cli.terminal import console


@click.group("note")
def command() -> None:
    """Note what was measured by hand, asked or seen, and the exercises that were done.

    Nothing is changed or deleted: what was wrong is withdrawn, and noted again.

    \b
    Examples:
      baps note add K7 pain_now 3 --side left
      baps note exercise K7 clam --side left --sets 3 --repetitions 12
      baps note list K7
      baps note kinds
    """


@command.command("list", short_help="show what was noted, both legs side by side")
@click.argument("code")
@json_option
@click.option("--all", "with_withdrawn", is_flag=True, help="also what was withdrawn")
def list_(code: str, as_json: bool, with_withdrawn: bool) -> None:
    """Show what was noted of patient CODE by day, left and right side by side.

    \b
    Examples:
      baps note list K7
      baps note list K7 --all --json
    """
    from trainer.cli.note_table import table_of
    from trainer.recording.clinical_table import standing
    from trainer.recording.json_form import to_json

    with opened_store() as store:
        entries, exercises = store.entries(code), store.exercises(code)
    if not with_withdrawn:
        entries, exercises = standing(entries), standing(exercises)
    if as_json:
        found = {"patient": code, "entries": to_json(entries), "exercises": to_json(exercises)}
        click.echo(json.dumps(found, ensure_ascii=False))
    elif not entries and not exercises:
        click.echo(f"nothing is noted of {code} yet: begin with baps note add {code} KIND VALUE")
    else:
        for title, found_here in (("noted", entries), ("exercises", exercises)):
            if found_here:
                console().print(table_of(title, found_here))


@command.command("withdraw", short_help="take back what was wrong")
@click.argument("code")
@click.argument("entry_id", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="why; it is stored")
def withdraw(code: str, entry_id: str, reason: str) -> None:
    """Take back a note or an exercise of patient CODE. ID is in baps note list CODE.

    It stays, and is shown with --all.

    \b
    Example:
      baps note withdraw K7 207acf63 --reason "the other leg"
    """
    if not reason.strip():
        raise click.UsageError("say why it is withdrawn: --reason TEXT")
    with opened_store() as store:
        entry = store.withdraw_entry(code, entry_id, reason.strip())
        stops = [stop for stop in store.stops(code) if stop.stop_id == entry.entry_id]
    click.echo(f"withdrawn of {code}: {told(entry)}")
    for stop in stops:
        # Only a therapist lifts a stop, also one that came from a mistake.
        click.echo(stop_line(code, stop))


@command.command("kinds", short_help="list what can be noted")
def kinds() -> None:
    """List every KIND of note with its values, side and readings.

    \b
    Example:
      baps note kinds
    """
    from trainer.cli.note_table import kinds_table

    console().print(kinds_table())


command.add_command(add)
command.add_command(exercise)
