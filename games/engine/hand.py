"""Mouse, arrow keys or a gamepad as a wished tilt, for a simulated board."""

from math import hypot

import pygame

from games.engine.draw.field import FieldMap
from games.engine.draw.mask import Point
from trainer.recording.envelope import Rim
from trainer.recording.interfaces import Steering

BEYOND_RIM = 1.05
KEY_SPEED_PER_S, KEY_RETURN_PER_S = 2.2, 3.0
STICK_REST = 0.12


class Hand:
    """Whichever was moved last steers. Up on the screen is toes down on either leg."""

    def __init__(self, steering: Steering, field: FieldMap, rim: Rim) -> None:
        self._steering, self._field = steering, field
        self._most_deg = BEYOND_RIM * max(rim.tilt_deg)
        self._keys = (0.0, 0.0)
        self._by_keys = False
        self._stick = _first_stick()

    def take(self, event: pygame.event.Event, mouse: Point) -> None:
        """An event of the window; `mouse` is where it points, in the picture's pixels."""
        if event.type == pygame.MOUSEMOTION:
            self._by_keys = False
            self._wish(*self._field.tilt(mouse))

    def follow(self, passed_s: float) -> None:
        """What is held down, once a frame."""
        stick = self._stick
        if stick is not None:
            right, down = stick.get_axis(0), stick.get_axis(1)
            if hypot(right, down) > STICK_REST:
                self._by_keys = False
                self._wish(-down * self._most_deg, right * self._most_deg)
                return
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
    """A lean, -1 to 1, that follows a held key and comes back to level without one."""
    speed = KEY_SPEED_PER_S if wanted else KEY_RETURN_PER_S
    away = wanted - now
    return now + max(-speed * passed_s, min(speed * passed_s, away))


def gamepad_found() -> bool:
    """Whether the system knows a gamepad."""
    pygame.joystick.init()
    return pygame.joystick.get_count() > 0


def _first_stick() -> "pygame.joystick.JoystickType | None":
    return pygame.joystick.Joystick(0) if gamepad_found() else None
