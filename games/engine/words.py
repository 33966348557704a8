"""What patients and therapists read about a trial, in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from games.engine.setup import TrialSetup
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions, FootPlacement
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Arms, Eyes, Footwear, Outcome, Side, Source, Stance


@dataclass(frozen=True)
class Headline:
    """The one number a patient sees: a metric, in the patient's words.

    `words` stand above the number; `whole` is its largest possible value for the trial's seconds.
    """

    name: str
    words: str
    unit: str
    higher_is_better: bool
    whole: Callable[[float], float]

    def shown(self, value: float) -> str:
        """The number as window, terminal and history write it."""
        return shown(self.name, value)

    def better(self, value: float, than: float) -> bool:
        """Whether one value beats another, both as they are shown."""
        difference = float(self.shown(value)) - float(self.shown(than))
        return difference > 0 if self.higher_is_better else difference < 0

    def best(self, values: tuple[float, ...]) -> float | None:
        """The best of earlier values."""
        if not values:
            return None
        return max(values) if self.higher_is_better else min(values)


@dataclass(frozen=True)
class Wording:
    """One sentence each, in the patient's words, for eyes open and closed."""

    instruction: Mapping[Eyes, str]
    playing: Mapping[Eyes, str]
    gate: Mapping[Eyes, str]


LEG = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
WITHOUT_DOME = {NO_DOME: "force plate", FLOOR: "on the floor"}
STAND_HERE, SAME_PLACE = "Stand here", "Same place as last time"
FOOTWEAR = {Footwear.BAREFOOT: "Barefoot", Footwear.SHOES: "In shoes"}
ARMS = {
    Arms.HIPS: "hands on hips",
    Arms.CROSSED: "arms crossed",
    Arms.SIDES: "arms at sides",
    Arms.FREE: "arms free",
}
STOP_BY_BUTTON = "To stop: press the button on the rail"
STOP_BY_WORD = "To stop: hold the rail and say stop"
HOLD_ON = ("Hold the rail,", "other foot down")
COME_IN, BACK_IN = "Come into the ring", "Back in the ring when you are ready"
STEP_ON = "Step onto the board"
REST = "Take your time"
RESTED = "Rest for a moment, then try again"
TELL_THERAPIST = "Tell your therapist"
HOLD_TO_START = "Hold the ring to start"
STEER = "Tilt with mouse or arrow keys"
AGAIN = "One more round?"
BEST_YET = "Your best yet"
STOOD = "You stood"
NOT_STARTED = "We did not start"
NOT_COUNTED = "This one does not count"
LINK_LOST = "The board is not answering"
RAIL_OPEN = "The rail stop is open"
RAIL_OPEN_ADVICE = "plug it in, or fit the link"

ENDINGS = {
    Outcome.COMPLETED: "Well done",
    Outcome.TOUCH: "Safe with a hand",
    Outcome.FOOT_DOWN: "Safe on both feet",
    Outcome.RIM_REST: "The board came to rest",
    Outcome.PAIN: "We stop here",
    Outcome.STOPPED: "Stopped",
    Outcome.INTERRUPTED: "Interrupted, not counted",
    Outcome.NOT_HELD: NOT_STARTED,
}


def stop_words(setup: TrialSetup) -> str:
    """How this patient stops this trial."""
    return STOP_BY_BUTTON if setup.station.rail_button else STOP_BY_WORD


def stance_words(feet: FootPlacement) -> str:
    """Footwear and arms."""
    return f"{FOOTWEAR[feet.footwear]}, {ARMS[feet.arms]}"


def day_words(day: date) -> str:
    """A day as it is written: 3 November 2026."""
    return f"{day.day} {day:%B %Y}"


def conditions_line(conditions: Conditions) -> str:
    """The conditions, for the therapist."""
    stance = {Stance.SEATED: "seated", Stance.PARTIAL: "partial weight"}.get(conditions.stance)
    dome = WITHOUT_DOME.get(conditions.level, f"dome {conditions.level}")
    parts = [LEG[conditions.side], dome, f"eyes {conditions.eyes}"]
    parts += [stance] if stance else []
    return " · ".join([*parts, f"{conditions.seconds:g} s"])


def provenance_line(setup: TrialSetup) -> str:
    """What everyone must know about this trial's numbers: what is assumed, simulated or missing."""
    said = list(setup.labels)
    if setup.rim.source is not Source.MEASURED and setup.conditions.level not in WITHOUT_DOME:
        said.append(f"{setup.rim.source} rim")
    if setup.range is not None and setup.range.source is not Source.MEASURED:
        said.append(f"{setup.range.source} range")
    if not setup.conditions.calibrated and "uncalibrated" not in said:
        said.append("uncalibrated")
    return " · ".join(said)


def ends_of_ml(side: Side) -> tuple[str, str]:
    """The words at the left and the right end of the screen; control is never mirrored."""
    return {
        Side.RIGHT: ("inside", "outside"),
        Side.LEFT: ("outside", "inside"),
        Side.BOTH: ("left", "right"),
    }[side]
