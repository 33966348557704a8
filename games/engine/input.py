"""What a person does at the window: keys and clicks, and what tilts a simulated board."""

from collections.abc import Iterable
from enum import Enum
from math import hypot
from string import digits

import pygame

from games.engine.draw.field import FieldMap
from games.engine.draw.mask import Point
from trainer.recording.envelope import Rim
from trainer.recording.interfaces import Steering
from trainer.recording.vocabulary import Outcome

BEYOND_RIM = 1.05
KEY_SPEED_PER_S, KEY_RETURN_PER_S = 2.2, 3.0
STICK_REST = 0.12
Area = tuple[str, pygame.Rect]


class Wish(Enum):
    """What a person at the keyboard wants. `CLOSE` comes from the window's own button."""

    BEGIN = "begin"
    STOP = "stop"
    LEAVE = "leave"
    MUTE = "mute"
    TAKE_BACK = "take back"
    DETAILS = "details"
    GO_ON = "go on"
    CLOSE = "close"


CLOSE = "close"
"""What closing the window is called among the names of keys."""

BUTTON = "button"
"""What a press of the board's event button is called there."""

HELD = "button held"
"""What it is called once it was held for a second where no keys are to be walked over."""

WISHES = {
    "Enter": Wish.BEGIN,
    "Space": Wish.STOP,
    "Esc": Wish.LEAVE,
    "M": Wish.MUTE,
    "C": Wish.TAKE_BACK,
    "D": Wish.DETAILS,
    "G": Wish.GO_ON,
    CLOSE: Wish.CLOSE,
    HELD: Wish.LEAVE,
}
OUTCOMES = {
    "T": Outcome.TOUCH,
    "F": Outcome.FOOT_DOWN,
    "R": Outcome.RIM_REST,
    "P": Outcome.PAIN,
}
NAMED = {
    pygame.K_RETURN: "Enter",
    pygame.K_KP_ENTER: "Enter",
    pygame.K_SPACE: "Space",
    pygame.K_ESCAPE: "Esc",
    **{getattr(pygame, f"K_{letter.lower()}"): letter for letter in "CDFGLMPRTX"},
    **{getattr(pygame, f"K_{digit}"): digit for digit in digits},
    **{getattr(pygame, f"K_KP{digit}"): digit for digit in digits},
}
"""The keys, by what the screen calls them."""

ARROWS = frozenset({pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT})
"""They tilt a simulated board."""


def pressed(
    event: pygame.event.Event, areas: Iterable[Area] = (), mouse: Point = (0.0, 0.0)
) -> str | None:
    """The name of the key of an event; a click at `mouse` on a key on the screen is that key."""
    if event.type == pygame.QUIT:
        return CLOSE
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
        return next((name for name, area in areas if area.collidepoint(mouse)), None)
    return NAMED.get(event.key) if event.type == pygame.KEYDOWN else None


def touches(event: pygame.event.Event, steered: bool) -> bool:
    """Whether somebody touched a key or the mouse for something else than to tilt the board."""
    if event.type == pygame.KEYDOWN:
        return event.key not in ARROWS
    return event.type == pygame.MOUSEBUTTONDOWN or (
        event.type == pygame.MOUSEMOTION and not steered
    )


def meaning(name: str) -> Wish | Outcome | None:
    """What a key asks for in a trial and at its result."""
    return WISHES.get(name) or OUTCOMES.get(name)


class Hand:
    """Mouse, arrow keys or gamepad: the one moved last tilts the board. Up is toes down.

    `arrows` is False on a screen where the arrow keys do something else. `farthest_deg` is how far
    it tilts at most, which is beyond the rim unless something else is said.
    """

    def __init__(
        self,
        steering: Steering,
        field: FieldMap,
        rim: Rim,
        *,
        arrows: bool = True,
        farthest_deg: float | None = None,
    ) -> None:
        self._arrows = arrows
        self._steering, self._field = steering, field
        self._most_deg = farthest_deg or BEYOND_RIM * max(rim.tilt_deg)
        self._keys = (0.0, 0.0)
        self._by_keys = False
        self._stick = _first_stick()

    def take(self, event: pygame.event.Event, mouse: Point) -> None:
        """Take an event of the window; `mouse` is where it points, in the picture's pixels."""
        if event.type == pygame.MOUSEMOTION:
            self._by_keys = False
            self._wish(*self._field.tilt(mouse))

    def follow(self, passed_s: float) -> None:
        """Follow what is held down; called once a frame."""
        stick = self._stick
        if stick is not None:
            right, down = stick.get_axis(0), stick.get_axis(1)
            if hypot(right, down) > STICK_REST:
                self._by_keys = False
                self._wish(-down * self._most_deg, right * self._most_deg)
                return
        if self._arrows:
            self._follow_keys(passed_s)

    def _follow_keys(self, passed_s: float) -> None:
        held = pygame.key.get_pressed()
        ahead = int(held[pygame.K_UP]) - int(held[pygame.K_DOWN])
        right = int(held[pygame.K_RIGHT]) - int(held[pygame.K_LEFT])
        if not (ahead or right or self._by_keys):
            return
        self._by_keys = True
        self._keys = (
            eased(self._keys[0], ahead, passed_s),
            eased(self._keys[1], right, passed_s),
        )
        self._wish(self._keys[0] * self._most_deg, self._keys[1] * self._most_deg)

    def _wish(self, ap_deg: float, ml_deg: float) -> None:
        tilt = hypot(ap_deg, ml_deg)
        share = min(self._most_deg / tilt, 1.0) if tilt > 0 else 1.0
        self._steering.wish(ap_deg * share, ml_deg * share)


def eased(now: float, wanted: int, passed_s: float) -> float:
    """A lean, -1 to 1, that follows a held key and returns to level without one."""
    speed = KEY_SPEED_PER_S if wanted else KEY_RETURN_PER_S
    away = wanted - now
    return now + max(-speed * passed_s, min(speed * passed_s, away))


def gamepad_found() -> bool:
    """Whether a gamepad is connected."""
    pygame.joystick.init()
    return pygame.joystick.get_count() > 0


def _first_stick() -> "pygame.joystick.JoystickType | None":
    return pygame.joystick.Joystick(0) if gamepad_found() else None
