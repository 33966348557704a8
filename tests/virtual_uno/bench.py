"""Hands for a board that does not exist: words typed at the virtual Uno become scenes.

`__main__` reads the words; whoever follows `hardware/README.md` without hardware types them when a
`baps` command asks for something. Pure: a word and the state before give a scene.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.transform import Rotation

from tests.virtual_uno.scenes import (
    Scene,
    State,
    bent,
    downhill_rad,
    held,
    joined,
    loaded,
    moved,
    rolled,
    through,
    tilted,
)
from trainer.motion.load import PLATE
from trainer.recording.load import Four
from trainer.simulation.load_cells import plate_forces_n

GRAVITY_M_S2 = 9.80665
MOVE_S = 1.5
LIFT_DEG = 20.0
SAME_DEG = 10.0
TURN_S = 10.0
OVERLAP_TURNS = 1.15
REST_S = 1.5
"""On the edge before each turn; `baps calibrate rim` wants to see a second of it."""
LONGEST_S, LEAST_S, HEAVIEST_KG = 600.0, 0.1, 500.0
PLACING_S = 0.8
SWING_DEG = (0.0, 30.0, -8.0, 0.0, 30.0, -8.0, 0.0, 30.0, -8.0, 0.0)
SWINGS_S, STILL_S, ONE_LEG_S, LAST_STILL_S = 6.0, 3.0, 4.0, 2.0
SEEN_STILL_S = 1.2
"""Whoever was strapped on stands a little longer than the second that begins a set-up."""
SQUAT_DEG, SQUAT_S = 50.0, 1.5
ON_ONE_LEG_DEG = 4.0

PLACES_MM: dict[str, tuple[float, float]] = {
    "centre": (0.0, 0.0),
    **{
        name: (PLATE.cell_ap_mm[i], PLATE.cell_ml_mm[i])
        for i, name in enumerate(("front-left", "front-right", "rear-left", "rear-right"))
    },
}
"""Where a weight is put: to the toes and to the right."""


class BenchError(ValueError):
    """A line that makes no sense; the text says what would."""


def weight_on(kilograms: float, place: str = "centre") -> Four:
    """What a weight at a place of the plate puts on the four cells, in newtons."""
    ap_mm, ml_mm = (np.array([mm]) for mm in PLACES_MM[place])
    forces = plate_forces_n(np.array([kilograms * GRAVITY_M_S2]), ap_mm, ml_mm)
    a, b, c, d = forces[0].tolist()
    return a, b, c, d


@dataclass(frozen=True)
class Bench:
    """What there is to handle: the dome, and the leg with the thigh sensor.

    `rim_deg` is the tilt at which the board lies on its rim. `inward` is +1 where the knee goes
    inward to the left (a right leg), else −1.
    """

    rim_deg: float = 12.0
    inward: float = 1.0

    def poses(self) -> dict[str, Rotation]:
        """Orientations by name."""
        rim = self.rim_deg
        return {
            "level": tilted(0.0, 0.0),
            "toe": tilted(rim, 0.0),
            "heel": tilted(-rim, 0.0),
            "right": tilted(0.0, rim),
            "left": tilted(0.0, -rim),
            "face-down": Rotation.from_rotvec([180.0, 0.0, 0.0], degrees=True),
            "left-side": tilted(0.0, -90.0),
            "right-side": tilted(0.0, 90.0),
            "front-side": tilted(90.0, 0.0),
            "rear-side": tilted(-90.0, 0.0),
        }

    def play(self, state: State, line: str) -> Scene:
        """The scene a line asks for, begun in `state`; `BenchError` says what is wrong with it."""
        name, *arguments = line.split()
        word = WORDS.get(name)
        if word is None:
            raise BenchError(f"'{name}' is not a word of this bench; help lists them")
        try:
            return word.act(self, state, arguments)
        except (ValueError, KeyError, IndexError) as error:
            raise BenchError(f"it goes: {word.usage}") from error


@dataclass(frozen=True)
class Word:
    """What may be typed: its form, what it does, and how."""

    usage: str
    does: str
    act: Callable[[Bench, State, Sequence[str]], Scene] = field(repr=False)


def _number(word: str, least: float = -math.inf, most: float = math.inf) -> float:
    """A finite number within limits; `ValueError` otherwise."""
    number = float(word)
    if not (math.isfinite(number) and least <= number <= most):
        raise ValueError(word)
    return number


def _pose(bench: Bench, state: State, arguments: Sequence[str]) -> Scene:
    (name,) = arguments
    if name == "turned":
        half = Rotation.from_rotvec([0.0, 0.0, 180.0], degrees=True)
        return moved(state, half * state.board, 2 * MOVE_S)
    if name == "tipped":
        return moved(state, _lowest_edge(bench, state), MOVE_S)
    wanted = bench.poses()[name]
    if np.degrees((wanted * state.board.inv()).magnitude()) > SAME_DEG:
        return moved(state, wanted, MOVE_S)
    # A person picks the board up, too, where it lay right already.
    lifted = moved(state, tilted(LIFT_DEG, 0.0) * state.board, MOVE_S)
    return joined((lifted, moved(lifted.end, wanted, MOVE_S)))


def _lowest_edge(bench: Bench, state: State) -> Rotation:
    """Resting on the edge that is lowest now, so that a board on its edge stays where it is."""
    downhill = downhill_rad(state.board)
    return tilted(bench.rim_deg * np.cos(downhill), bench.rim_deg * np.sin(downhill))


def _roll(bench: Bench, state: State, arguments: Sequence[str]) -> Scene:
    seconds = _number(arguments[0], LEAST_S, LONGEST_S) if arguments else TURN_S
    parts = [moved(state, _lowest_edge(bench, state), MOVE_S)]
    for turns in (OVERLAP_TURNS, -OVERLAP_TURNS):
        parts.append(held(parts[-1].end, REST_S))
        parts.append(rolled(parts[-1].end, bench.rim_deg, turns, OVERLAP_TURNS * seconds))
    return joined(parts)


def _weigh(_: Bench, state: State, arguments: Sequence[str]) -> Scene:
    kilograms, place = arguments
    return loaded(state, weight_on(_number(kilograms, 0.0, HEAVIEST_KG), place), PLACING_S)


def _empty(_: Bench, state: State, arguments: Sequence[str]) -> Scene:
    () = arguments
    return loaded(state, weight_on(0.0), PLACING_S)


def _unstrap(_: Bench, state: State, arguments: Sequence[str]) -> Scene:
    () = arguments
    return _thigh_to(state, tilted(90.0, 0.0))


def _strapped_on(state: State) -> tuple[Scene, ...]:
    """What it takes until the sensor is worn and its wearer stands still."""
    if np.degrees(state.thigh.magnitude()) < SAME_DEG:
        return ()
    worn = _thigh_to(state, Rotation.identity())
    return worn, held(worn.end, SEEN_STILL_S)


def _thigh(bench: Bench, state: State, arguments: Sequence[str]) -> Scene:
    () = arguments
    before = _strapped_on(state)
    still = held(State(state.board, Rotation.identity(), state.force_n), STILL_S)
    swings = _swing(bench, still.end, ())
    lean = Rotation.from_rotvec([bench.inward * ON_ONE_LEG_DEG, 0.0, 0.0], degrees=True)
    shift = _thigh_to(swings.end, lean)
    on_leg = held(shift.end, ONE_LEG_S - shift.seconds)
    back = _thigh_to(on_leg.end, Rotation.identity())
    return joined((*before, still, swings, shift, on_leg, back, held(back.end, LAST_STILL_S)))


def _swing(_: Bench, state: State, arguments: Sequence[str]) -> Scene:
    () = arguments
    return bent(state, through(SWING_DEG, SWINGS_S / (len(SWING_DEG) - 1)))


def _squat(bench: Bench, state: State, arguments: Sequence[str]) -> Scene:
    lean_deg = _number(arguments[0], -90.0, 90.0) if arguments else 0.0
    down_and_up = through((0.0, SQUAT_DEG, 0.0), SQUAT_S)
    return bent(state, down_and_up, bench.inward * lean_deg)


def _thigh_to(state: State, thigh: Rotation) -> Scene:
    turned = moved(State(state.thigh, state.board, state.force_n), thigh, PLACING_S)
    return Scene(turned.thigh, turned.board, turned.force_n)


def _wait(_: Bench, state: State, arguments: Sequence[str]) -> Scene:
    (seconds,) = arguments
    return held(state, _number(seconds, LEAST_S, LONGEST_S))


WORDS: dict[str, Word] = {
    "pose": Word(
        "pose NAME, one of turned (half way round on the spot) tipped (onto its lowest edge) "
        + " ".join(Bench().poses()),
        "pick the board up and lay it down so",
        _pose,
    ),
    "roll": Word(
        f"roll [SECONDS A TURN, {LEAST_S:g} to {LONGEST_S:g}]",
        "tip it onto its edge and roll it once each way round",
        _roll,
    ),
    "weigh": Word(
        "weigh KG PLACE, one of " + " ".join(PLACES_MM), "put a weight on the plate", _weigh
    ),
    "empty": Word("empty", "take everything off the plate", _empty),
    "unstrap": Word("unstrap", "take the sensor off the thigh and lay it down", _unstrap),
    "thigh": Word(
        "thigh",
        "strap it on if it is off, stand still, swing the leg, stand on it, stand still: 15 s",
        _thigh,
    ),
    "swing": Word("swing", "three straight-knee swings, 6 s", _swing),
    "squat": Word("squat [INWARD DEG]", "one squat, the knee going inward so far", _squat),
    "wait": Word(
        f"wait SECONDS, {LEAST_S:g} to {LONGEST_S:g}", "let time pass before the next line", _wait
    ),
}
