"""`baps patient stop` and `unlock`: a leg that may not stand on a board, and who lets it go on."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import click

from trainer.cli.db import opened_store
from trainer.cli.options import json_option, operator_option, words
from trainer.cli.terminal import local, say, show_all
from trainer.recording.background import HardStop, StopReason
from trainer.recording.pain import WORST_PAIN
from trainer.recording.stopping import LEGS, legs_of, off_until, stop_words
from trainer.recording.vocabulary import Side


@click.command("stop", short_help="stop a leg until a therapist unlocks it")
@click.argument("code")
@click.option("--side", type=words(Side), help="the leg; dizziness and chest stop both")
@click.option("--reason", type=words(StopReason), help="what happened")
@click.option("--pain", type=click.IntRange(0, WORST_PAIN), help="how much it hurt, 0 to 10")
@click.option("--note", default="", metavar="TEXT", help="what else is to be remembered of it")
@operator_option
@json_option
def stop(
    code: str,
    side: str | None,
    reason: str | None,
    pain: int | None,
    note: str,
    operator: str,
    as_json: bool,
) -> None:
    """Stop a leg of patient CODE, over midnight too, until baps patient unlock. Without a reason,
    show all stops.

    \b
    Examples:
      baps patient stop K7 --side left --reason giving_way --note "on the stairs"
      baps patient stop K7 --reason dizziness
      baps patient stop K7
    """
    with opened_store() as store:
        if reason is not None:
            store.add_stop(code, _stop(side, StopReason(reason), pain, note.strip(), operator))
        elif side or note or pain is not None:
            raise click.UsageError(f"say why the leg stops: --reason {', '.join(StopReason)}")
        known = store.stops(code)
    nothing = f"no leg of {code} was ever stopped"
    show_all(known, as_json, nothing, lambda one: stop_line(code, one))


def _stop(
    side: str | None, reason: StopReason, pain: int | None, note: str, operator: str
) -> HardStop:
    if side is None and not reason.of_the_body:
        raise click.UsageError("say which leg stops: --side left, right or both")
    leg = Side.BOTH if side is None or reason.of_the_body else Side(side)
    return HardStop(str(uuid4()), leg, reason, datetime.now(UTC), pain, note, operator)


def stop_line(code: str, stop: HardStop) -> str:
    """One stop, and how it was lifted or can be."""
    began = f"{LEGS[legs_of(stop)]} of {code} stopped on {local(stop.at)} ({stop_words(stop)})"
    if stop.lifted is None:
        return f"{began}: {off_until(code, legs_of(stop))}"
    by = f" by {stop.lifted.operator}" if stop.lifted.operator else ""
    return f"{began}: lifted on {local(stop.lifted.at)}{by}, {stop.lifted.reason}"


@click.command("unlock", short_help="go on with a leg that was stopped")
@click.argument("code")
@click.option("--side", type=words(Side), required=True, help="the leg that was stopped")
@click.option("--reason", required=True, metavar="TEXT", help="why it may go on; it is stored")
@operator_option
@json_option
def unlock(code: str, side: str, reason: str, operator: str, as_json: bool) -> None:
    """Go on with a leg that pain has stopped today, and lift its hard stops.

    A stop of both legs is lifted with --side both alone.

    \b
    Example:
      baps patient unlock K7 --side left --reason "pain gone after ten minutes"
    """
    from trainer.sessions import legs
    from trainer.sessions.store_access import open_store
    from trainer.store import Spool, places

    if not reason.strip():
        raise click.UsageError("say why the leg may go on: --reason TEXT")
    leg = Side(side)
    with open_store(say) as store:
        spool = Spool(places().spool)
        unlocked = legs.unlock(store, spool, code, leg, reason.strip(), operator)
        still = legs.PatientLegs(store, say, code, spool).lock(leg)
    if as_json:
        locked = None if still is None else still.words
        click.echo(json.dumps({"unlocked": unlocked, "still_locked": locked}, ensure_ascii=False))
    elif still is not None:
        click.echo(f"still locked: {legs.lock_words(code, leg, still)}")
    else:
        what = "may go on" if unlocked else "was not locked"
        click.echo(f"{LEGS[leg].removeprefix('the ')} of {code}: {what}")
