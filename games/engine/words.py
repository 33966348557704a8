"""What patients and therapists read about a trial, in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from games.engine.rung_words import STEPS, RungWords
from games.engine.setup import TrialSetup
from trainer.metrics.kinds import Better
from trainer.metrics.registry import named
from trainer.recording.conditions import (
    FLOOR,
    NO_DOME,
    Conditions,
    FootPlacement,
)
from trainer.recording.shown import shown
from trainer.recording.vocabulary import (
    Arms,
    Eyes,
    Footwear,
    Outcome,
    Side,
    Source,
    Stance,
    Support,
)
from trainer.texts import said

SIGNS = {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}


@dataclass(frozen=True)
class Headline:
    """The one number of an activity: a metric, in its reader's words.

    A training's is for the patient, an assessment's for the therapist alone. `words` stand above
    the number; `whole` is its largest possible value for the trial's seconds. Which direction is
    better is the metric's to say: of one that says neither no value beats another.
    """

    name: str
    words: str
    unit: str
    whole: Callable[[float], float] = float

    def shown(self, value: float) -> str:
        """The number as window, terminal and history write it."""
        return shown(self.name, value)

    def better(self, value: float, than: float) -> bool:
        """Whether one value beats another, both as they are shown."""
        difference = float(self.shown(value)) - float(self.shown(than))
        return difference * self._sign > 0

    def best(self, values: tuple[float, ...]) -> float | None:
        """The best of earlier values."""
        if not values or not self._sign:
            return None
        return max(values) if self._sign > 0 else min(values)

    @property
    def _sign(self) -> int:
        """1 if more is better, -1 if less is, 0 for neither."""
        metric = named(self.name)
        return SIGNS[metric.better] if metric else 0


@dataclass(frozen=True)
class Wording:
    """One sentence each, in the patient's words, for eyes open and closed.

    What must be seen has no words for closed eyes, and is refused with them.
    `pace` has a few words for each stroke of a paced exercise, `rungs` the names of a training's
    rungs. `posture` is how to stand, if not as everywhere.
    """

    instruction: Mapping[Eyes, str]
    playing: Mapping[Eyes, str]
    gate: Mapping[Eyes, str]
    pace: tuple[str, ...] = ()
    rungs: RungWords = STEPS
    posture: str = ""


LEG = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
WITHOUT_DOME = {NO_DOME: "force plate", FLOOR: "on the floor"}
STAND_HERE, SAME_PLACE = "Stand here.", "Same place as last time."
STOOD_ON = "{day}: heel {heel}, second toe {toe}."
FOOTWEAR = {Footwear.BAREFOOT: "Barefoot.", Footwear.SHOES: "In shoes."}
ARMS = {
    Arms.HIPS: "Hands on hips.",
    Arms.CROSSED: "Arms crossed.",
    Arms.SIDES: "Arms at sides.",
    Arms.FREE: "Arms free.",
}
EYES = {Eyes.OPEN: "eyes open", Eyes.CLOSED: "eyes closed"}
STANCES = {Stance.SEATED: "seated", Stance.PARTIAL: "partial weight"}
DOME, FOR_SECONDS = "dome {level}", "{seconds:g} s"
RIM_FROM = {
    Source.ASSUMED: "assumed rim",
    Source.SIMULATED: "simulated rim",
}
RANGE_FROM = {
    Source.ASSUMED: "assumed range",
    Source.SIMULATED: "simulated range",
}
UNCALIBRATED, SIMULATED_BOARD, REPLAYED = "uncalibrated", "simulated board", "replay"
POSTURE = {
    Stance.SINGLE_LEG: "Knee soft, hips level, other foot behind.",
    Stance.TWO_LEG: "Knees soft, hips level.",
}
"""How to stand; who sits or puts little weight on the board needs none of it."""
KNEECAP = {
    Stance.SINGLE_LEG: "Kneecap over the second toe.",
    Stance.TWO_LEG: "Kneecaps over the second toes.",
}
"""What the therapist looks at meanwhile."""
FIRST_PLACE = (
    "First time: fingertips on the rail, foot relaxed, moved until the board rests level; "
    "note its cells."
)
STOP_BY_BUTTON = "To stop: press the button on the rail"
STOP_BY_WORD = "To stop: say so, hold the rail"
HOLD_ON = ("Hold the rail,", "other foot down")
WAITING = ("Ready?", "We wait for your therapist.")
STOPPED = "Stopped"
STOPPED_NOW = "Stopped."
STRAP_GONE = ("The strap is gone.", *HOLD_ON)
COME_IN, BACK_IN = "Bring the light into the ring", "Back in the ring when you are ready"
HOLD_RAIL = "Hold the rail"
STEP_ON, STEP_ON_PLATE = "Step onto the board", "Step onto the plate"
STEADY = "Steady …"
LIGHT_FADES = "Now by feel: the light fades"
LIGHT_GOES_OUT = "Now by feel: the light goes out"
MORE_WEIGHT, LESS_WEIGHT = "More weight on this leg", "Less weight on this leg"
TOES, HEEL = "toes", "heel"
ENDS_OF_ML = {
    Side.RIGHT: ("big-toe side", "little-toe side"),
    Side.LEFT: ("little-toe side", "big-toe side"),
    Side.BOTH: ("left", "right"),
}
PRACTICE = "practice, not counted"
RESTED = "Rest for a moment, then try again"
EASIER = "Rest. Then we make it easier"
ENOUGH = "Well done. Enough for this leg"
STEER = "Tilt with mouse or arrow keys"
AGAIN = "One more round?"
AGAIN_IN_RING = "One more? Hold the light in the ring"
AGAIN_FROM_OUTSIDE = "One more? Out of the ring, back in"
IN_ONE_GO = "{number} {unit} in one go"
NOW, LAST, BEST, BEST_BEFORE = "Now", "Last", "Best", "Best before"
BEST_YET = "Your best yet"
STOOD = "You stood"
NOT_STARTED, NOT_STARTED_NOW = "We did not start", "We did not start."
NOT_COUNTED = "This one does not count"
TIME_NOT_KNOWN = "Time not known"
LINK_LOST = "The board is not answering"
THANKS = "Thank you."
STOP_HERE, SIT_DOWN = "We stop here.", "Sit down."
HOW_MUCH, WHERE = "How much does it hurt, 0 to 10?", "Where?"
LEG_RESTS, THERAPIST_SAYS = "This leg rests today.", "Your therapist says when we go on."

TOUCH_NOTED = "Touch noted"
RAIL_BUTTON_THERAPIST = "Pull or turn the button out; then Enter begins a new trial"
RAIL_LINK_THERAPIST = "Plug the rail's link in again; then Enter begins a new trial"
NOT_HELD_THERAPIST = "The start was not held: that is a result, too"
TOO_FAR_THERAPIST = "The screen is too far away to be read: it may be {metres:.1f} m away at most"
STUMBLES_THERAPIST = "Two feet down in a row: try a lower dome, or fingertips on the rail"
TOO_HARD_THERAPIST = "Too hard twice on rung 1: try a lower dome, or fingertips on the rail"
ENOUGH_THERAPIST = "This leg gets tired: today's last rounds were worse than the first ones"

ENDINGS = {
    Outcome.COMPLETED: "Well done",
    Outcome.TOUCH: "Safe with a hand",
    Outcome.FOOT_DOWN: "Safe on both feet",
    Outcome.RIM_REST: "The board came to rest",
    Outcome.PAIN: "We stop here",
    Outcome.STOPPED: STOPPED,
    Outcome.INTERRUPTED: "We lost the board. This one does not count; it was not you.",
    Outcome.NOT_HELD: NOT_STARTED,
}
LET_GO = {
    Support.NONE: "Let go",
    Support.FINGERTIP: "Fingertips only",
    Support.RAIL: "Keep hold of the rail",
}
"""What the hands do from the start on; before it they may always hold the rail."""


class Hindrance(StrEnum):
    """Why a trial does not begin, as far as the board can tell; the words follow "we did not
    start".
    """

    NOBODY = "nobody on the board"
    FOOT_BESIDE = "foot beside the board"
    NOT_ALL_WEIGHT = "not all the weight on the board"
    NOT_IN_RING = "the light was not in the ring for 2 seconds"


WHY_NOT_STARTED = {
    Hindrance.NOBODY: "We did not start: nobody on the board",
    Hindrance.FOOT_BESIDE: "We did not start: foot beside the board",
    Hindrance.NOT_ALL_WEIGHT: "We did not start: not all the weight on the board",
    Hindrance.NOT_IN_RING: "We did not start: the light was not in the ring for 2 seconds",
}
AT_THE_GATE = {
    Hindrance.NOBODY: STEP_ON,
    Hindrance.FOOT_BESIDE: "Lift the other foot",
    Hindrance.NOT_ALL_WEIGHT: STEP_ON,
}
"""What the patient does about it."""


def at_the_gate_words(hindrance: Hindrance, conditions: Conditions) -> str:
    """The same where there may be a plate instead of a board."""
    words = AT_THE_GATE[hindrance]
    return STEP_ON_PLATE if words == STEP_ON and conditions.level == NO_DOME else words


def let_go_words(conditions: Conditions) -> str:
    """What the hands do at the start; empty for somebody who sits."""
    return "" if conditions.stance is Stance.SEATED else LET_GO[conditions.support]


def lets_go(conditions: Conditions) -> bool:
    """Whether the hands leave the rail at the start."""
    return conditions.stance is not Stance.SEATED and conditions.support is not Support.RAIL


def not_started_words(hindrance: Hindrance) -> str:
    """The reason in a sentence."""
    return WHY_NOT_STARTED[hindrance]


def stop_words(setup: TrialSetup) -> str:
    """How this patient stops this trial."""
    return STOP_BY_BUTTON if setup.station.rail_button else STOP_BY_WORD


def stance_words(feet: FootPlacement) -> str:
    """Footwear and arms."""
    return f"{said(FOOTWEAR[feet.footwear])} {said(ARMS[feet.arms])}"


def conditions_line(conditions: Conditions, rungs: RungWords) -> str:
    """The conditions, for the therapist; a training's rung by its own name."""
    without, stance = WITHOUT_DOME.get(conditions.level), STANCES.get(conditions.stance)
    dome = said(without) if without else said(DOME).format(level=conditions.level)
    parts = [said(LEG[conditions.side]), dome, said(EYES[conditions.eyes])]
    parts += [said(stance)] if stance else []
    parts += [rungs.of(conditions.rung)] if conditions.rung else []
    return " · ".join([*parts, FOR_SECONDS.format(seconds=conditions.seconds)])


def provenance_line(setup: TrialSetup) -> str:
    """What everyone must know about this trial's numbers: what is assumed, simulated or missing."""
    notes = list(setup.labels)
    if setup.conditions.level not in WITHOUT_DOME:
        notes.append(RIM_FROM.get(setup.rim.source, ""))
    if setup.range is not None:
        notes.append(RANGE_FROM.get(setup.range.source, ""))
    if not setup.conditions.calibrated and UNCALIBRATED not in notes:
        notes.append(UNCALIBRATED)
    return " · ".join(said(note) for note in notes if note)


def ends_of_ml(side: Side) -> tuple[str, str]:
    """The words at the left and the right end of the screen; control is never mirrored."""
    return ENDS_OF_ML[side]
