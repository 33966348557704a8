"""`baps patient rest` and `no-go`: days without training, and directions without targets."""

from datetime import UTC, date, datetime
from uuid import uuid4

import click

from trainer.cli.db import opened_store
from trainer.cli.options import FiniteRange, json_option, operator_option, words
from trainer.cli.terminal import show_all
from trainer.recording.background import NoGo, PrescribedRest
from trainer.recording.sector import Sector
from trainer.recording.shown import SHORT_ID
from trainer.recording.vocabulary import Side
from trainer.store import Store

DAY = click.DateTime(["%Y-%m-%d"])
"""A day that may lie in the future, unlike what is typed in of the past."""


@click.command("rest", short_help="show or prescribe days without training")
@click.argument("code")
@click.option("--from", "from_day", type=DAY, metavar="DATE", help="the first day of rest")
@click.option("--to", "to_day", type=DAY, metavar="DATE", help="its last day [default: the first]")
@click.option("--reason", default="", metavar="TEXT", help="why; it is stored")
@operator_option
@json_option
def rest(
    code: str,
    from_day: datetime | None,
    to_day: datetime | None,
    reason: str,
    operator: str,
    as_json: bool,
) -> None:
    """Prescribe days without training for patient CODE: they break no streak. Without days, show
    all that were prescribed.

    \b
    Examples:
      baps patient rest K7 --from 2026-03-04 --to 2026-03-10 --reason "knee swollen"
      baps patient rest K7
    """
    with opened_store() as store:
        if from_day is not None:
            store.add_rest(code, _rest(from_day, to_day or from_day, reason.strip(), operator))
        elif to_day or reason:
            raise click.UsageError("say when the rest begins: --from DATE")
        known = store.rests(code)
    nothing = f"no rest is prescribed for {code}"
    show_all(known, as_json, nothing, lambda one: rest_line(code, one))


def rest_line(code: str, one: PrescribedRest) -> str:
    """When and why a patient rests."""
    return f"{code} rests from {one.from_day} to {one.to_day}: {one.reason}"


def _rest(from_day: datetime, to_day: datetime, reason: str, operator: str) -> PrescribedRest:
    if not reason:
        raise click.UsageError("say why the patient rests: --reason TEXT")
    try:
        return PrescribedRest(from_day.date(), to_day.date(), reason, operator)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


@click.command("no-go", short_help="show, set or withdraw directions without targets")
@click.argument("code")
@click.option("--side", type=words(Side), help="the leg that keeps away from them")
@click.option(
    "--from-deg", type=FiniteRange(0, 359.999), help="first direction: toes 0, patient's right 90"
)
@click.option("--to-deg", type=FiniteRange(0, 359.999), help="last direction, growing")
@click.option("--until", type=DAY, metavar="DATE", help="the last day on which it counts")
@click.option("--reason", default="", metavar="TEXT", help="why; it is stored")
@click.option("--withdraw", metavar="ID", help="take this sector back")
@operator_option
@json_option
def no_go(
    code: str,
    side: str | None,
    from_deg: float | None,
    to_deg: float | None,
    until: datetime | None,
    reason: str,
    withdraw: str | None,
    operator: str,
    as_json: bool,
) -> None:
    """Keep a leg of patient CODE away from a sector of directions until a day. Without a sector,
    show all.

    \b
    Examples:
      baps patient no-go K7 --side left --from-deg 60 --to-deg 120 --until 2999-12-31 --reason graft
      baps patient no-go K7
    """
    sector = (side, from_deg, to_deg, until)
    with opened_store() as store:
        if withdraw is not None:
            store.withdraw_no_go(code, _full_id(store, code, withdraw), datetime.now(UTC))
        elif any(each is not None for each in (*sector, reason or None)):
            if side is None or from_deg is None or to_deg is None or until is None or not reason:
                raise click.UsageError(
                    "a sector needs --side, --from-deg, --to-deg, --until and --reason"
                )
            found = _sector(from_deg, to_deg)
            store.add_no_go(
                code,
                NoGo(
                    *(str(uuid4()), Side(side), found, reason.strip(), until.date()),
                    datetime.now(UTC),
                    operator,
                ),
            )
        known = store.no_gos(code)
    today = datetime.now(UTC).astimezone().date()
    nothing = f"no directions are closed to {code}"
    show_all(known, as_json, nothing, lambda one: no_go_line(one, today))


def no_go_line(one: NoGo, today: date) -> str:
    """One sector with its id, and whether it counts."""
    counts = f"until {one.until}" if one.holds_on(today) else f"over since {one.until}"
    if one.withdrawn_at is not None:
        counts = f"withdrawn {one.withdrawn_at.astimezone():%Y-%m-%d}"
    directions = f"{one.sector.from_deg:g} to {one.sector.to_deg:g}°"
    return f"{one.sector_id[:SHORT_ID]}  {one.side}, {directions}, {counts}: {one.reason}"


def _sector(from_deg: float, to_deg: float) -> Sector:
    try:
        return Sector(from_deg, to_deg)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _full_id(store: Store, code: str, beginning: str) -> str:
    """The id of the one sector that begins so, or what was typed where none or several do."""
    short = beginning.strip().lower()
    found = [one.sector_id for one in store.no_gos(code) if one.sector_id.startswith(short)]
    return found[0] if len(found) == 1 else short
