"""`baps visit`: today's plan of a patient, in the window or headless."""

import click

from trainer.cli.options import board_option, operator_option, second_screen_option, seed_option
from trainer.cli.terminal import has_display, say

CAN_BE_FAST = ("sim:patient", "sim:plate", "sim:floor")
FAST_NEEDS = "--fast is for simulated patients: add --board sim:patient"
CONFIRMED = "{option} is for a visit without a window; in one, somebody confirms"
NO_DISPLAY = (
    "no display: add --headless to run the plan without a window, where nobody can be asked about "
    "symptoms, or say what they would answer with --answer, too"
)
FORM = "say NAME=VALUE, such as --answer pain_now:left=2"


class AnswerType(click.ParamType[tuple[str, str]]):
    """`NAME=VALUE`."""

    name = "NAME=VALUE"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        name, equals, said = str(value).partition("=")
        if not (name and equals and said):
            self.fail(f"{value!r} is no answer: {FORM}", param, ctx)
        return name, said


@click.command("visit")
@click.argument("code")
@board_option
@seed_option
@click.option("--headless", is_flag=True, help="run the plan from start to end without a window")
@click.option("--fast", is_flag=True, help="headless and as fast as possible (simulated patients)")
@click.option(
    "--answer",
    "answers",
    type=AnswerType(),
    multiple=True,
    help="without a window: the answer to a question, such as pain_now:left=2, repeatable",
)
@click.option("--again", is_flag=True, help="without a window: begin another visit on the same day")
@click.option(
    "--take-over",
    is_flag=True,
    help="without a window: go on with a visit that another station has",
)
@click.option("--windowed", is_flag=True, help="in a window, not full screen (F11 changes it)")
@second_screen_option
@operator_option
def command(
    code: str,
    board_uri: str,
    seed: int,
    headless: bool,
    fast: bool,
    answers: tuple[tuple[str, str], ...],
    again: bool,
    take_over: bool,
    windowed: bool,
    second_screen: bool,
    operator: str,
) -> None:
    """Run today's plan of patient CODE, or go on with it where it stopped.

    A visit that is done stays done: --again begins another one on the same day.

    Without a window nobody can be asked: questions that --answer leaves open are skipped, and the
    anchor's dome is settled only with --operator, who signs it.

    \b
    Examples:
      baps visit K7
      baps visit K7 --headless --board sim:patient --fast --operator "J. Doe"
      baps visit K7 --headless --fast --board 'sim:patient?skill=0.4' --answer pain_now:left=2
    """
    if fast and not board_uri.startswith(CAN_BE_FAST):
        raise click.UsageError(FAST_NEEDS)
    if headless or fast:
        from trainer.cli.visit_headless import run_headless

        run_headless(
            code, board_uri, seed, fast, answers, operator, again=again, take_over=take_over
        )
        return
    if not has_display():
        raise click.UsageError(NO_DISPLAY)
    if answers:
        raise click.UsageError("--answer is for a visit without a window; in one, people answer")
    if again or take_over:
        option = "--again" if again else "--take-over"
        raise click.UsageError(CONFIRMED.format(option=option))
    from trainer.cli.station import open_station

    open_station(board_uri, code=code, windowed=windowed, second_screen=second_screen, tell=say)
