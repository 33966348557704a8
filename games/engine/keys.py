"""What the keys of the window mean, in one table, and clicks on the keys that are shown."""

from collections.abc import Iterable
from enum import Enum

import pygame

from games.engine.draw.mask import Point
from trainer.recording.vocabulary import Outcome

Area = tuple[str, pygame.Rect]


class Wish(Enum):
    """What a person at the keyboard wants. `CLOSE` is the window's own way to leave."""

    BEGIN = "begin"
    STOP = "stop"
    LEAVE = "leave"
    MUTE = "mute"
    CLOSE = "close"


WISHES = {
    pygame.K_RETURN: Wish.BEGIN,
    pygame.K_KP_ENTER: Wish.BEGIN,
    pygame.K_SPACE: Wish.STOP,
    pygame.K_ESCAPE: Wish.LEAVE,
    pygame.K_m: Wish.MUTE,
}
OUTCOMES = {
    pygame.K_t: Outcome.TOUCH,
    pygame.K_f: Outcome.FOOT_DOWN,
    pygame.K_r: Outcome.RIM_REST,
    pygame.K_p: Outcome.PAIN,
}
SHOWN = {
    "Enter": pygame.K_RETURN,
    "Space": pygame.K_SPACE,
    "Esc": pygame.K_ESCAPE,
    "M": pygame.K_m,
    "T": pygame.K_t,
    "F": pygame.K_f,
    "R": pygame.K_r,
    "P": pygame.K_p,
}
"""The keys by what is written on the screen."""


def meaning(
    event: pygame.event.Event, areas: Iterable[Area] = (), mouse: Point = (0.0, 0.0)
) -> Wish | Outcome | None:
    """What an event asks for; a click at `mouse` on a shown key is that key."""
    if event.type == pygame.QUIT:
        return Wish.CLOSE
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
        clicked = next((name for name, area in areas if area.collidepoint(mouse)), None)
        return None if clicked is None else _of_key(SHOWN[clicked])
    return _of_key(event.key) if event.type == pygame.KEYDOWN else None


def _of_key(key: int) -> Wish | Outcome | None:
    return WISHES.get(key) or OUTCOMES.get(key)
