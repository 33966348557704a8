"""Options that several commands share."""

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Eyes, Side, Stance

F = TypeVar("F", bound=Callable[..., Any])


class FiniteRange(click.FloatRange):
    """A range without `nan` and `inf`, which every comparison of a plain range lets through."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; a usage error for what is none."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is no number of this kind", param, ctx)
        return number


def seed_option(function: F) -> F:
    """`--seed N`."""
    return click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)(
        function
    )


def board_option(function: F) -> F:
    """`--board URI`."""
    return click.option(
        "--board",
        "board_uri",
        metavar="URI",
        default="auto",
        show_default=True,
        help="auto, serial:PORT, sim:patient?skill=0.5, sim:plate, sim:mouse, sim:keys, "
        "sim:gamepad, replay:FILE or replay:trial:ID",
    )(function)


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="print JSON")(function)


def condition_options(function: F) -> F:
    """Who stands how on which dome: the options of `play`, also taken by `log`."""
    for option in reversed(_CONDITIONS):
        function = option(function)
    return function


def conditions_from(activity: str, seconds: float, given: Mapping[str, Any]) -> Conditions:
    """The values of `condition_options` but the patient as conditions."""
    return Conditions(
        activity=activity,
        side=Side(given["side"]),
        stance=Stance(given["stance"]),
        eyes=Eyes(given["eyes"]),
        level=given["level"],
        stem_hole=given["stem_hole"],
        practice=given["practice"],
        seconds=seconds,
    )


def choice_of(enum: type[Any]) -> click.Choice[str]:
    """One word of a closed vocabulary."""
    return click.Choice([member.value for member in enum])


_CONDITIONS = [
    click.option("--patient", "patient_code", metavar="CODE", help="the patient's code"),
    click.option("--side", type=choice_of(Side), default="right", show_default=True),
    click.option("--stance", type=choice_of(Stance), default="single_leg", show_default=True),
    click.option("--eyes", type=choice_of(Eyes), default="open", show_default=True),
    click.option(
        "--level", type=click.IntRange(1, 5), default=2, show_default=True, help="the dome"
    ),
    click.option(
        "--stem-hole", type=click.IntRange(0), default=0, show_default=True, help="0: the centre"
    ),
    click.option("--practice", is_flag=True, help="a practice trial, in a series of its own"),
]
