"""Options that several commands share. Imports nothing slow, because every `--help` needs them."""

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from trainer.link.bare_port import with_scheme
from trainer.recording.conditions import Chosen, Conditions
from trainer.recording.sector import Sector
from trainer.recording.stem_hole import CENTRE, HOLE_WORDS, hole_number
from trainer.recording.vocabulary import Arms, Eyes, Feedback, Side, Stance, Support

F = TypeVar("F", bound=Callable[..., Any])

CONDITION_NAMES = (
    *("side", "stance", "eyes", "support", "arms", "level", "stem_hole", "practice", "guarded"),
    *("weight_pct",),
)


class FiniteRange(click.FloatRange):
    """A range without `nan` and `inf`, which click's own range accepts."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is not a number that can be used here", param, ctx)
        return number


class Board(click.ParamType[str]):
    """The URI of a board; a bare port means `serial:PORT`."""

    name = "URI"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return with_scheme(str(value))


class SectorType(click.ParamType[Sector]):
    """A sector of directions: `FROM-TO` in degrees."""

    name = "FROM-TO"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Sector:
        try:
            first, last = (float(part) for part in str(value).split("-"))
            return Sector(first, last)
        except ValueError as error:
            self.fail(
                f"{value!r} is no sector ({error}): give two directions from 0 to 359 degrees, the "
                "toes at 0 and the patient's right at 90, such as 60-120",
                param,
                ctx,
            )


def words(members: type[Any], *without: Any) -> click.Choice[str]:
    """One word of a closed vocabulary, in any capitals."""
    return click.Choice([m.value for m in members if m not in without], case_sensitive=False)


def second_screen_option(function: F) -> F:
    return click.option(
        "--second-screen",
        is_flag=True,
        help="a second window for the therapist: live figures, a note, and a button for every key "
        "[default: baps settings --second-screen]",
    )(function)


def seed_option(function: F) -> F:
    return click.option(
        "--seed",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="random seed: the same number gives the same game and simulated patient",
    )(function)


def board_option(function: F) -> F:
    return _board_option("auto, serial:PORT, sim:patient, sim:mouse, replay:FILE …")(function)


def real_board_option(function: F) -> F:
    return _board_option("auto or serial:PORT")(function)


def _board_option(kinds: str) -> Callable[[F], F]:
    return click.option(
        "--board", "board_uri", type=Board(), default="auto", show_default=True, help=kinds
    )


def lsl_option(function: F) -> F:
    """Also publish what the board sends; without the package for it, fail before a board opens."""
    return click.option(
        "--lsl",
        is_flag=True,
        callback=_checked_lsl,
        help="also publish the samples on the network (Lab Streaming Layer)",
    )(function)


def _checked_lsl(_context: click.Context, _option: click.Parameter, wanted: bool) -> bool:
    if wanted:
        from trainer.sessions.lsl import require_lsl

        require_lsl()
    return wanted


def json_option(function: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="print JSON")(function)


def operator_option(function: F) -> F:
    """Whose initials are stored with what a command stores."""
    return click.option(
        "--operator",
        default="",
        envvar="BAPS_OPERATOR",
        help="your initials, stored with it [default: BAPS_OPERATOR]",
    )(function)


def patient_option(function: F) -> F:
    return click.option("--patient", "patient_code", metavar="CODE", help="the patient's code")(
        function
    )


def level_option(function: F) -> F:
    return click.option(
        "--level",
        type=click.IntRange(1, 5),
        default=2,
        show_default=True,
        help="dome (level 1 to 5)",
    )(function)


def stem_hole_option(function: F) -> F:
    return click.option(
        "--stem-hole",
        metavar="|".join(HOLE_WORDS),
        default=HOLE_WORDS[CENTRE],
        show_default=True,
        help="hole the dome sits in, seen from the standing foot; or its number, 0 to 4",
    )(function)


def stem_hole_from(given: Mapping[str, Any]) -> int:
    """The number of `stem_hole_option`; a usage error for a hole that there is not."""
    side = given.get("side")
    try:
        return hole_number(given["stem_hole"].lower(), Side(side) if side else None)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def condition_options(function: F) -> F:
    """The options of `play` and `log` for patient, stance and dome."""
    for option in reversed(_CONDITIONS):
        function = option(function)
    return function


def conditions_from(activity: str, seconds: float, given: Mapping[str, Any]) -> Conditions:
    """The values of `condition_options` as conditions; the right leg by default.

    A usage error for a leg and a stance that contradict each other.
    """
    stance = Stance(given["stance"]) if given["stance"] else None
    side = Side(given["side"] or (Side.BOTH if stance is Stance.TWO_LEG else Side.RIGHT))
    usual = Stance.TWO_LEG if side is Side.BOTH else Stance.SINGLE_LEG
    conditions = Conditions(
        activity=activity,
        side=side,
        stance=stance or usual,
        eyes=Eyes(given["eyes"]),
        support=Support(given["support"]),
        arms=Arms(given["arms"] or Arms.HIPS),
        level=given["level"],
        stem_hole=stem_hole_from({**given, "side": side}),
        practice=given["practice"],
        seconds=seconds,
        weight_pct=given["weight_pct"] or 0.0,
    )
    if conditions.contradiction:
        raise click.UsageError(conditions.contradiction)
    return conditions


def chosen_from(given: Mapping[str, Any], rung: int | None = None) -> Chosen:
    """What was decided by an option, and None where nothing was said."""
    arms = Arms(given["arms"]) if given["arms"] else None
    feedback = Feedback(given["feedback"]) if given.get("feedback") else None
    if (feedback is Feedback.EAR) is not (given["eyes"] == Eyes.CLOSED) and feedback is not None:
        raise click.UsageError("by ear means eyes closed: say --feedback ear with --eyes closed")
    return Chosen(
        arms=arms,
        rung=rung,
        guarded=given["guarded"],
        feedback=feedback,
        no_go=given.get("no_go", ()),
        seeks_weak=given.get("seek_weak", False),
    )


def training_options(function: F) -> F:
    """How a training is played, where the therapist decides it."""
    for option in reversed(_TRAINING):
        function = option(function)
    return function


def require_side(patient_code: str | None, given: Mapping[str, Any]) -> None:
    """A usage error if a patient's trial does not say which leg: a default could be wrong."""
    two_legs = given["stance"] == Stance.TWO_LEG
    if patient_code is not None and given["side"] is None and not two_legs:
        raise click.UsageError(
            "say which leg the patient stands on: --side left, --side right or --side both"
        )


def typed(context: click.Context, *names: str) -> list[str]:
    """Those of these parameters that were given on the command line, as options."""
    commandline = click.core.ParameterSource.COMMANDLINE
    given = (name for name in names if context.get_parameter_source(name) is commandline)
    return [f"--{name.replace('_', '-')}" for name in given]


def stance_option(function: F) -> F:
    return click.option(
        "--stance",
        type=words(Stance),
        help="how the patient stands or sits [default: single_leg, or two_leg for both sides]",
    )(function)


def support_option(function: F) -> F:
    return click.option(
        "--support",
        type=words(Support),
        default="none",
        show_default=True,
        help="what the hands may hold all the time",
    )(function)


_CONDITIONS = [
    patient_option,
    click.option("--side", type=words(Side), help="standing leg; needed with --patient"),
    stance_option,
    click.option(
        "--eyes", type=words(Eyes), default="open", show_default=True, help="eyes open or closed"
    ),
    support_option,
    click.option(
        "--arms",
        type=words(Arms),
        help="where the arms are [default: as noted with the foot, or hips]",
    ),
    level_option,
    stem_hole_option,
    click.option(
        "--weight-pct",
        type=FiniteRange(5, 100),
        help="part of the body weight the leg should carry, in %; with --stance partial and cells",
    ),
    click.option("--practice", is_flag=True, help="a practice trial, in a series of its own"),
    click.option(
        "--guarded",
        is_flag=True,
        help="somebody stands ready to hold the patient: eyes closed without a trial before",
    ),
]

_TRAINING = [
    click.option(
        "--feedback",
        type=words(Feedback),
        help="what tells where the board is: light, feel (light only until the start), or ear "
        "(eyes closed) [default: two rounds with the light, then one by feel]",
    ),
    click.option(
        "--no-go",
        type=SectorType(),
        multiple=True,
        help="directions without targets, in degrees: toes 0, the patient's right 90; repeatable",
    ),
    click.option(
        "--seek-weak", is_flag=True, help="allow more targets where this leg reaches least"
    ),
]
