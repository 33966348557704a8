"""The closed vocabularies. Every name here is stored, shown or exchanged exactly as written."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum


class Side(StrEnum):
    """The standing leg."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Stance(StrEnum):
    """How much of the patient the board carries."""

    SEATED = "seated"
    PARTIAL = "partial"
    TWO_LEG = "two_leg"
    SINGLE_LEG = "single_leg"


class Surface(StrEnum):
    """What the patient stands on."""

    DOME = "dome"
    PLATE = "plate"
    FLOOR = "floor"


class Eyes(StrEnum):
    """Whether the patient sees."""

    OPEN = "open"
    CLOSED = "closed"


class Feedback(StrEnum):
    """What tells a patient where they are while a training runs.

    The light on the screen; the foot alone, after the light has shown the start; or, with eyes
    closed, a tone. An assessment tells nothing, whatever stands here.
    """

    LIGHT = "light"
    FEEL = "feel"
    EAR = "ear"


class Support(StrEnum):
    """What the hands hold; from none to the most."""

    NONE = "none"
    FINGERTIP = "fingertip"
    RAIL = "rail"


class Footwear(StrEnum):
    """What is on the standing foot."""

    BAREFOOT = "barefoot"
    SHOES = "shoes"


class Arms(StrEnum):
    """Where the arms are while the patient stands."""

    HIPS = "hips"
    CROSSED = "crossed"
    SIDES = "sides"
    FREE = "free"

    @property
    def words(self) -> str:
        """As people read it."""
        return {"hips": "hands on hips", "sides": "arms at sides"}.get(self, f"arms {self}")


class Outcome(StrEnum):
    """How a trial ended."""

    COMPLETED = "completed"
    TOUCH = "touch"
    FOOT_DOWN = "foot_down"
    RIM_REST = "rim_rest"
    PAIN = "pain"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    NOT_HELD = "not_held"


class Placement(StrEnum):
    """Where a motion sensor sits."""

    BOARD = "board"
    THIGH = "thigh"
    SHANK = "shank"
    SACRUM = "sacrum"


class DomeStyle(StrEnum):
    """Which drawing the domes were made from: one ball for all five, or half a ball each."""

    CAPS = "caps"
    HEMISPHERE = "hemisphere"


class Source(StrEnum):
    """Where an envelope's numbers come from; series of different sources never mix."""

    ASSUMED = "assumed"
    SIMULATED = "simulated"
    MEASURED = "measured"


class LinkState(StrEnum):
    """What the connection to the board is doing."""

    ABSENT = "absent"
    STARTING = "starting"
    STREAMING = "streaming"
    STALLED = "stalled"
    LOST = "lost"


class PainPlace(StrEnum):
    """Where it hurt, or what the knee did."""

    KNEE_FRONT = "knee_front"
    KNEE_INSIDE = "knee_inside"
    KNEE_OUTSIDE = "knee_outside"
    BACK = "back"
    HIP = "hip"
    ANKLE = "ankle"
    ELSEWHERE = "elsewhere"
    GAVE_WAY = "gave_way"
    LOCKED = "locked"


class EventKind(StrEnum):
    """What can happen in a recorded trial."""

    START = "start"
    MEASURE_FROM = "measure_from"
    PAUSE = "pause"
    RESUME = "resume"
    BUTTON = "button"
    RAIL_STOP = "rail_stop"
    TOUCH = "touch"
    FOOT_MAT = "foot_mat"
    HAND_RAIL = "hand_rail"
    STOP = "stop"
    FAULT = "fault"
    RESTARTED = "restarted"
    LOAD = "load"
    LINK = "link"
    OUTCOME = "outcome"
    PAIN = "pain"
    EYE = "eye"
    LATE_FRAMES = "late_frames"
    END = "end"
    VOID = "void"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`: did you mean X?` for a mistyped word, whatever its capitals; empty when none is near."""
    by_small_letters = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), by_small_letters, n=1)
    return f": did you mean {by_small_letters[near[0]]}?" if near else ""
