"""What keys and a gamepad ask of a page, under one name each."""

from enum import Enum

import pygame


class Act(Enum):
    """Move the focus, take what has it, or leave."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    NEXT = "next"
    BEFORE = "before"
    TAKE = "take"
    BACK = "back"
    PAGE_ON = "page on"
    PAGE_BACK = "page back"


KEYS = {
    pygame.K_UP: Act.UP,
    pygame.K_DOWN: Act.DOWN,
    pygame.K_LEFT: Act.LEFT,
    pygame.K_RIGHT: Act.RIGHT,
    pygame.K_RETURN: Act.TAKE,
    pygame.K_KP_ENTER: Act.TAKE,
    pygame.K_ESCAPE: Act.BACK,
    pygame.K_PAGEDOWN: Act.PAGE_ON,
    pygame.K_PAGEUP: Act.PAGE_BACK,
}

MARK_ALL = "\x01"
"""What Ctrl+A types, as terminals have it."""


def edited(event: pygame.event.Event) -> str:
    """What a pressed key does to a text, or nothing: delete a character, or mark them all."""
    if event.key == pygame.K_BACKSPACE:
        return "\b"
    control = getattr(event, "mod", 0) & (pygame.KMOD_CTRL | pygame.KMOD_META)
    return MARK_ALL if control and event.key == pygame.K_a else ""


def act_of(event: pygame.event.Event) -> Act | None:
    """What a key asks for; Space is not among them, for a text field may take it."""
    if event.type == pygame.MOUSEWHEEL and event.y:
        return Act.PAGE_BACK if event.y > 0 else Act.PAGE_ON
    if event.type != pygame.KEYDOWN:
        return None
    if event.key == pygame.K_TAB:
        backwards = getattr(event, "mod", 0) & pygame.KMOD_SHIFT
        return Act.BEFORE if backwards else Act.NEXT
    return KEYS.get(event.key)
