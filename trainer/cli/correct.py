"""`baps correct`: another judgement or score of a stored trial, a void, or its taking back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from trainer.cli.db import opened_store
from trainer.cli.options import operator_option, words
from trainer.cli.terminal import local
from trainer.reading.words import ended
from trainer.recording.eye import glances_from
from trainer.recording.vocabulary import Outcome
from trainer.sessions.errors import SessionError

if TYPE_CHECKING:
    from trainer.sessions.correcting import Author, Corrected
    from trainer.store import Store

Correction = Callable[["Store", "Author"], "Corrected"]


@click.group("correct")
def command() -> None:
    """Correct a stored trial.

    ID is in baps history CODE --trials; its first characters are enough. A correction is noted in
    the trial's recording with your initials and the time. Nothing is deleted, so each can be taken
    back.

    \b
    Examples:
      baps correct judge 207acf63 touch
      baps correct eye 207acf63 pelvis=drops,knee=over_foot
      baps correct void 207acf63 --reason 'phone rang'
      baps correct unvoid 207acf63
    """


@command.command("judge", short_help="say how a trial really ended")
@click.argument("trial_id", metavar="ID")
@click.argument("outcome", type=words(Outcome, Outcome.INTERRUPTED, Outcome.NOT_HELD))
@operator_option
def judge(trial_id: str, outcome: str, operator: str) -> None:
    """Say how a trial really ended, and measure it again from its recording.

    The time of a failure that is noted here is unknown, so the trial then has no time_to_failure_s,
    unless the failure was also seen while the trial ran.

    \b
    Examples:
      baps correct judge 207acf63 touch
      baps correct judge 207acf63 completed --operator JD
    """
    from trainer.sessions import correcting

    _correct(
        operator,
        lambda store, author: correcting.judge(store, trial_id, Outcome(outcome), author),
    )


@command.command("eye", short_help="say what was seen of an exercise on the floor")
@click.argument("trial_id", metavar="ID")
@click.argument("seen", metavar="SCORE")
@operator_option
def eye(trial_id: str, seen: str, operator: str) -> None:
    """Say what was seen of pelvis, knee and trunk, or take it back.

    SCORE is pelvis=level|drops, knee=over_foot|in, trunk=upright|leans, or some of them with commas
    between; what is not named stays. With =none a part is scored no longer.

    \b
    Examples:
      baps correct eye 207acf63 pelvis=drops,knee=over_foot
      baps correct eye 207acf63 trunk=none
    """
    from trainer.sessions import correcting

    try:
        glances = glances_from(seen)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    _correct(operator, lambda store, author: correcting.score(store, trial_id, glances, author))


@command.command("void", short_help="declare a trial void, with a reason")
@click.argument("trial_id", metavar="ID")
@click.option("--reason", required=True, help="why it does not count, as history will show it")
@operator_option
def void(trial_id: str, reason: str, operator: str) -> None:
    """Declare a trial void: it stays in the history, greyed, and counts nowhere.

    \b
    Example:
      baps correct void 207acf63 --reason 'wrong dome'
    """
    from trainer.sessions import correcting

    _correct(operator, lambda store, author: correcting.void(store, trial_id, reason, author))


@command.command("unvoid", short_help="take a void back")
@click.argument("trial_id", metavar="ID")
@operator_option
def unvoid(trial_id: str, operator: str) -> None:
    """Take a void back; the trial's values are measured again from its recording.

    \b
    Example:
      baps correct unvoid 207acf63
    """
    from trainer.sessions import correcting

    _correct(operator, lambda store, author: correcting.unvoid(store, trial_id, author))


def _correct(operator: str, correction: Correction) -> None:
    from trainer.sessions.correcting import Author

    with opened_store() as store:
        try:
            done = correction(store, Author(operator, datetime.now(UTC)))
        except SessionError as error:
            raise click.ClickException(str(error)) from error
    click.echo(told(done))


def told(done: "Corrected") -> str:
    """The trial, what changed, and whether it counts now; its remarks in lines of their own."""
    header, changed = done.header, done.before is not done.outcome
    whose = f" of {header.patient_code}" if header.patient_code else ""
    how = f"{ended(done.before)} → {ended(done.outcome)}" if changed else ended(done.outcome)
    counts = f"does not count: {done.why_not}" if done.why_not else "counts"
    said = f"trial {header.trial_id}{whose}, {local(header.started_at)}: {how}; {counts}"
    return "\n".join(("; ".join((said, *done.notes)), *done.remarks))
