"""`baps patient episode`: which leg is in trouble, and what its anchor test is compared by."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import click

from trainer.cli.db import opened_store
from trainer.cli.options import json_option, operator_option, typed, words
from trainer.cli.terminal import local
from trainer.cli.typed_in import Day
from trainer.reading.words import LEGS
from trainer.recording.clinical import PRIMARY_METRICS, Episode
from trainer.recording.conditions import FLOOR, NO_DOME
from trainer.recording.json_form import Json, to_json
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.episodes import first_episode, signed_sentence

FOUND = "auto"
"""Instead of a dome's number: the program finds the anchor's dome in the trials."""
TODAY = "today"
AS_FOUND = "dome as found in the trials"
FLAT = {"plate": NO_DOME, "floor": FLOOR}
"""Places of the anchor test that are no dome."""
SIGNED = "signed at a visit: {sentence}"
SETTLED = ("involved", "primary", "level", "note", "begin")


class DayOrToday(Day):
    """A date, or the word for today."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        today = datetime.now(UTC).astimezone().date()
        return super().convert(today.isoformat() if value == TODAY else value, param, ctx)


@click.command("episode", short_help="show or settle the episode of care")
@click.argument("code")
@click.option("--involved", type=words(Side), help="the leg with the trouble")
@click.option(
    "--primary",
    type=click.Choice(PRIMARY_METRICS, case_sensitive=False),
    help="the one number that may carry a verdict",
)
@click.option(
    "--level",
    type=click.Choice([*"12345", *FLAT, FOUND], case_sensitive=False),
    help="dome of the anchor test, plate or floor; auto: found in the trials",
)
@click.option("--note", metavar="TEXT", help="what else belongs to the episode")
@click.option(
    "--begin",
    type=DayOrToday(),
    is_flag=False,
    flag_value=TODAY,
    help="begin a new episode on this local date, or today",
)
@operator_option
@json_option
@click.pass_context
def episode(
    context: click.Context,
    code: str,
    involved: str | None,
    primary: str | None,
    level: str | None,
    note: str | None,
    begin: datetime | None,
    operator: str,
    as_json: bool,
) -> None:
    """Show the episode of care of patient CODE, or settle what is given; the rest stays.

    Only trials of one episode are compared. With --begin a new one begins, of which nothing is
    settled but what is given with it.

    \b
    Examples:
      baps patient episode K7
      baps patient episode K7 --involved left --primary osi
      baps patient episode K7 --begin 2026-03-04 --involved right --level 2
    """
    with opened_store() as store:
        known = store.episode(code)
        if typed(context, *SETTLED):
            before = Episode(begin) if begin else known or first_episode(store, code)
            known = replace(
                before,
                involved=Side(involved) if involved else before.involved,
                primary_metric=primary or before.primary_metric,
                level=_level(level, before),
                stance=before.stance if level is None else None,
                note=before.note if note is None else note.strip(),
                operator=operator,
            )
            store.add_episode(code, known)
        signed = signed_sentence(store, code, known) if known is not None else ""
    if as_json:
        click.echo(json.dumps(_form(known, signed), ensure_ascii=False))
    else:
        click.echo(_told(code, known))
        if signed:
            click.echo(SIGNED.format(sentence=signed))


def _form(known: Episode | None, signed: str) -> Json:
    form = to_json(known)
    return {**form, "signed": signed} if isinstance(form, dict) else None


def _level(said: str | None, before: Episode) -> int | None:
    if said is None:
        return before.level
    if said == FOUND:
        return None
    return FLAT[said] if said in FLAT else int(said)


def _told(code: str, known: Episode | None) -> str:
    if known is None:
        return f"no episode of {code} is settled: say --involved left, right or both"
    whose = LEGS[known.involved] if known.involved else "no leg said to be involved"
    since = local(known.begun_at).split()[0]
    said = f"{code} since {since}: {whose}, {known.primary_metric}, {_where(known)}"
    return f"{said}; {known.note}" if known.note else said


def _where(known: Episode) -> str:
    if known.level is None:
        return AS_FOUND
    from trainer.plans.places import Place  # slow: it knows the statistics

    return Place(known.level, known.stance or Stance.SINGLE_LEG).words
