"""The query of `sim:…`: who stands on a simulated board, how, and what is fitted to it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from trainer.link.base import BadUri
from trainer.motion.exercises import Exercise
from trainer.recording.conditions import Conditions
from trainer.recording.dome import DOME_HEIGHT_MM, Dome
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.vocabulary import DomeStyle, Eyes, Side, Stance, Support
from trainer.simulation.board_state import NOBODY, LeadIn
from trainer.simulation.body import MOST_COLLAPSE_DEG
from trainer.simulation.load_on_plate import Stander

PLATE, FLOOR = "plate", "floor"
CELL_RATES_HZ = (80, 10)
STANCES = (Stance.SINGLE_LEG, Stance.TWO_LEG)
STILL_S, FADE_S = 3.5, 0.5
"""Long enough to measure the gyroscope's bias before anybody stands on the board."""


class Straps(StrEnum):
    """Which straps a simulated patient wears on the floor."""

    BOTH = "both"
    THIGH = "thigh"
    SACRUM = "sacrum"
    NONE = "none"


READERS: Mapping[str, Callable[[str], Any]] = {
    "skill": float,
    "seed": int,
    "side": Side,
    "level": int,
    "dome_style": DomeStyle,
    "stem_hole": int,
    "nobody": int,
    "day": int,
    "eyes": Eyes,
    "support": Support,
    "still_s": float,
    "cells": int,
    "stance": Stance,
    "weight_kg": float,
    "rail": float,
    "thigh": int,
    "contacts": int,
    "exercise": Exercise,
    "straps": Straps,
    "pulled_s": float,
    "collapse": float,
}
"""Keys of `sim:…` and how their values are read."""


@dataclass(frozen=True)
class PatientOptions:
    """The query of `sim:…`.

    `cells` is the load cells' rate, 0 for none; a plate always has cells. `thigh` 1 straps a body
    sensor to the patient's thigh; `contacts` 1 fits a foot mat and a touch strip on the rail. With
    `nobody` 1 nobody ever steps on: the board lies where its own mass leaves it. On the floor
    `exercise` is what the patient does, with these `straps`; the thigh's cable is pulled `pulled_s`
    seconds after the board was switched on. By `collapse` degrees the hip gives way, whatever the
    board does.

    `typed` names the keys that the person typed; `trial` counts how often somebody stepped on anew.
    """

    skill: float = 0.5
    seed: int = 1
    side: Side = Side.RIGHT
    level: int = 2
    dome_style: DomeStyle = DomeStyle.CAPS
    stem_hole: int = 0
    nobody: int = 0
    day: int = 0
    eyes: Eyes = Eyes.OPEN
    support: Support = Support.NONE
    still_s: float = STILL_S
    cells: int = 0
    stance: Stance = Stance.SINGLE_LEG
    weight_kg: float = 70.0
    rail: float = 0.0
    thigh: int = 0
    contacts: int = 0
    exercise: Exercise = Exercise.SQUAT
    straps: Straps = Straps.BOTH
    pulled_s: float = math.inf
    collapse: float = 0.0
    typed: frozenset[str] = frozenset()
    trial: int = 0

    @classmethod
    def parse(
        cls, query: Mapping[str, str], uri: str, strict: Mapping[str, str]
    ) -> "PatientOptions":
        """Read the query; `BadUri` names what is wrong. `strict` is the part that the person
        typed."""
        unknown = sorted(set(strict) - set(READERS))
        if unknown:
            raise BadUri(f"board {uri}: {unknown[0]} is not one of {', '.join(READERS)}")
        values: dict[str, Any] = {}
        for key in READERS.keys() & query.keys():
            try:
                values[key] = READERS[key](query[key])
            except ValueError:
                raise BadUri(f"board {uri}: {key} cannot be {query[key]}") from None
        options = cls(**values, typed=frozenset(strict))
        if not 0 <= options.skill <= 1 or not 1 <= options.level <= 5:
            raise BadUri(f"board {uri}: skill is 0 to 1 and level is 1 to 5")
        if options.seed < 0 or options.day < 0 or not 3 <= options.still_s < math.inf:
            raise BadUri(f"board {uri}: seed and day are 0 or more, still_s is 3 or more")
        options._check_sensors(uri)
        return options

    def _check_sensors(self, uri: str) -> None:
        if self.cells not in (0, *CELL_RATES_HZ):
            raise BadUri(f"board {uri}: cells is 80, 10 or 0")
        if self.stance not in (STANCES if uri.startswith(f"sim:{PLATE}") else self._stances):
            raise BadUri(
                f"board {uri}: stance is single_leg or two_leg, or without load cells seated"
            )
        if not 0 <= self.stem_hole <= 4 or self.nobody not in (0, 1):
            raise BadUri(f"board {uri}: stem_hole is 0 to 4, nobody is 1 for an empty board")
        if self.thigh not in (0, 1):
            raise BadUri(f"board {uri}: thigh is 1 with a body sensor, else 0")
        if self.contacts not in (0, 1):
            raise BadUri(f"board {uri}: contacts is 1 with foot mat and rail strip, else 0")
        if not 20 <= self.weight_kg <= 200 or not 0 <= self.rail < 1:
            raise BadUri(f"board {uri}: weight_kg is 20 to 200 and rail 0 to below 1")
        if not self.pulled_s > 0:
            raise BadUri(f"board {uri}: pulled_s is above 0")
        if not 0 <= self.collapse <= MOST_COLLAPSE_DEG:
            raise BadUri(f"board {uri}: collapse is 0 to {MOST_COLLAPSE_DEG:g} degrees")

    def standing_as(self, asked: Conditions) -> "PatientOptions":
        """The same patient, standing as a trial asks for; what was typed stays as it is."""
        stance = asked.stance if asked.stance in self._stances else self.stance
        values: dict[str, Any] = {
            "side": Side.RIGHT if asked.side is Side.BOTH else asked.side,
            "stance": stance,
            "eyes": asked.eyes,
            "support": asked.support,
        }
        if asked.level in DOME_HEIGHT_MM:
            values.update(level=asked.level, stem_hole=asked.stem_hole)
        return replace(self, **{k: v for k, v in values.items() if k not in self.typed})

    @property
    def _stances(self) -> tuple[Stance, ...]:
        """How somebody can be simulated to stand; nobody knows what a seated one weighs."""
        return STANCES if self.cells else (*STANCES, Stance.SEATED)

    @property
    def lead_in(self) -> LeadIn:
        """The stillness before anybody stands there."""
        return NOBODY if self.nobody else LeadIn(self.still_s, FADE_S)

    @property
    def holds_rail(self) -> bool:
        """Whether a hand closes the strip on the rail; it does not feel fingertips."""
        return self.rail > 0 or self.support is Support.RAIL

    @property
    def dome(self) -> Dome:
        """The dome under the board."""
        return Dome(self.level, self.dome_style, self.stem_hole)

    @property
    def stander(self) -> Stander:
        """Who presses on the cells."""
        body_n = self.weight_kg * STANDARD_GRAVITY
        return Stander(body_n, self.stance, self.side, self.rail, self.lead_in)
