"""`baps play`: activities in the patient's window, or headless."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from trainer.cli.options import (
    FiniteRange,
    board_option,
    chosen_from,
    condition_options,
    conditions_from,
    lsl_option,
    require_side,
    second_screen_option,
    seed_option,
    training_options,
    typed,
)
from trainer.cli.terminal import has_display, progress_bar, require_display, say
from trainer.recording.conditions import (
    EASIEST_RUNG,
    HARDEST_RUNG,
    USUAL_LENGTH,
    Chosen,
    Conditions,
)
from trainer.recording.eye import Glance, glances_from

if TYPE_CHECKING:
    from games.engine.activity import Activity
    from games.engine.setup import Station
    from trainer.cli.trial import PlayedWith
    from trainer.sessions.visit import Visit

PICTURES = "pictures"
FAST_NEEDS = "--fast is for simulated patients and replays: add --board sim:patient"
SIMULATED_PATIENT, MOUSE = "sim:patient", "sim:mouse"
PLAYS_ALONE = ("sim:patient", "sim:plate", "sim:floor", "replay:")
"""Boards that need no person in front of a window."""
NEEDS_A_PERSON = ("auto", "serial:", "sim:mouse", "sim:keys", "sim:gamepad")


@dataclass(frozen=True)
class Request:
    """The options of one call."""

    activity: str | None
    board_uri: str
    patient_code: str | None
    conditions: Conditions
    chosen: Chosen
    seed: int
    headless: bool
    fast: bool
    lsl: bool
    all_numbers: bool
    glances: tuple[Glance, ...] = ()
    windowed: bool = False
    display: int | None = None
    second_screen: bool = False

    @property
    def visit(self) -> tuple[str, str | None, Conditions, int, bool, Chosen]:
        """What `visiting` asks for."""
        patient, trial = self.patient_code, self.conditions
        return self.board_uri, patient, trial, self.seed, self.fast, self.chosen

    def on_board(self, visit: "Visit") -> str:
        """Who is on which board."""
        return f"board {self.board_uri}, patient {visit.patient_code}"


@click.command("play")
@click.argument("activity", required=False)
@board_option
@condition_options
@click.option(
    "--seconds",
    type=FiniteRange(5, 600),
    help="length of the trial, 5 to 600 [default: the activity's usual length]",
)
@click.option(
    "--rung",
    type=click.IntRange(EASIEST_RUNG, HARDEST_RUNG),
    help="how hard a training is, 1 to 12 [default: follows the earlier rounds]",
)
@training_options
@seed_option
@click.option("--headless", is_flag=True, help="run without a window")
@click.option(
    "--fast",
    is_flag=True,
    help="run without a window and as fast as possible (simulated patients and replays)",
)
@click.option("--windowed", is_flag=True, help="play in a window, not full screen (F11 changes it)")
@click.option(
    "--display",
    type=click.IntRange(min=1),
    metavar="N",
    help="the screen to play on, from 1, the main one [default: baps settings --display]",
)
@second_screen_option
@click.option(
    "--eye",
    "seen",
    metavar="SCORE",
    default="",
    help="without a window: what was seen of an exercise on the floor, such as "
    "pelvis=drops,knee=over_foot,trunk=upright",
)
@lsl_option
@click.option("--all", "all_numbers", is_flag=True, help="print every metric of the trial")
@click.pass_context
def command(
    context: click.Context,
    /,
    activity: str | None,
    board_uri: str,
    patient_code: str | None,
    seconds: float | None,
    rung: int | None,
    seed: int,
    headless: bool,
    fast: bool,
    seen: str,
    lsl: bool,
    all_numbers: bool,
    windowed: bool,
    display: int | None,
    second_screen: bool,
    **conditions: object,
) -> None:
    """Play ACTIVITY and store the trial.

    Without ACTIVITY, choose in the window, for a guest on a simulated board that the mouse tilts;
    without a display, a simulated patient plays all of them.

    \b
    Examples:
      baps play
      baps play --patient K7 --side left
      baps play bullseye --patient K7 --side left
      baps play steady-stance --board 'sim:patient?skill=0.4' --fast
      baps play bullseye --board replay:trial:ID --fast
      baps play single-leg-squat --board sim:floor --fast --eye pelvis=drops
    """
    headless = headless or fast
    if activity is None and patient_code is not None and (headless or not has_display()):
        raise click.UsageError(
            "a patient's trial without a window needs an activity, such as "
            f"baps play bullseye --patient {patient_code} --side left"
        )
    require_side(patient_code, conditions)
    trial = conditions_from(activity or "", seconds or USUAL_LENGTH, conditions)
    chosen = chosen_from(conditions, rung)
    if activity is not None and rung is not None:
        _check_has_rungs(activity)
    if activity is None and patient_code is None and not typed(context, "board_uri"):
        headless = headless or not has_display()
        board_uri, fast = (SIMULATED_PATIENT, True) if headless else (MOUSE, False)
    headless = _check_way(board_uri, headless, fast)
    if fast and lsl:
        raise click.UsageError("--lsl publishes in real time: leave --fast away")
    _play(
        Request(
            activity=activity,
            board_uri=board_uri,
            patient_code=patient_code,
            conditions=trial,
            chosen=chosen,
            seed=seed,
            headless=headless,
            fast=fast,
            lsl=lsl,
            all_numbers=all_numbers,
            glances=_glances(seen, headless),
            windowed=windowed,
            display=display,
            second_screen=second_screen,
        )
    )


def _check_has_rungs(name: str) -> None:
    from games.engine.activity import Kind
    from trainer.cli.trial import named_activity

    if named_activity(name).kind is Kind.ASSESSMENT:
        raise click.UsageError(
            f"{name} is an assessment, the same for everybody on every day: leave --rung away"
        )


def _glances(seen: str, headless: bool) -> tuple[Glance, ...]:
    """What `--eye` says; in a window people press it."""
    if seen and not headless:
        raise click.UsageError("--eye is for play without a window; in one, press 1 to 6")
    try:
        return glances_from(seen)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _check_way(board_uri: str, headless: bool, fast: bool) -> bool:
    """Whether to play headless; an error if a person would play and see nothing."""
    if fast and board_uri.startswith(NEEDS_A_PERSON):
        raise click.UsageError(FAST_NEEDS)
    if headless:
        return True
    if board_uri.startswith(PLAYS_ALONE):
        return not has_display()
    require_display("log in at the computer's own screen, or add --headless")
    return False


def _play(request: Request) -> None:
    from trainer.cli.settings import settings_for
    from trainer.home import stills_folder

    settings = settings_for(request.board_uri)
    if request.headless:
        _play_headless(request, settings.station(stills_folder()))
    else:
        from trainer.cli.play_window import play_in_window

        play_in_window(request, settings)


def _play_headless(request: Request, station: "Station") -> None:
    from trainer.cli.stream import also_streamed
    from trainer.cli.trial import named_activity, visiting
    from trainer.sessions.playable import tour

    chosen = named_activity(request.activity) if request.activity else None
    with visiting(*request.visit, station) as (visit, played_with):
        say(request.on_board(visit))
        activities = [chosen] if chosen else tour(visit.board)
        with also_streamed(visit.board, request.lsl):
            _headless(visit, activities, request, played_with)


def _headless(
    visit: "Visit", chosen: "list[Activity]", request: Request, played_with: "PlayedWith"
) -> None:
    from trainer.cli.trial import require_whole
    from trainer.cli.trial_report import report_trial, save_picture
    from trainer.store.places import places

    for activity in chosen:
        with progress_bar(activity.title) as progress:
            kept = visit.play_headless(
                activity,
                request.conditions,
                request.seed,
                played_with.stimulus,
                progress,
                request.glances,
            )
        report_trial(visit, activity, kept, request.all_numbers)
        if kept.destination.stored:
            save_picture(visit, activity, kept, places().home / PICTURES)
        require_whole(visit, kept)
