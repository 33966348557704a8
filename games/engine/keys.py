"""What the keys of the window mean, in one table."""

from enum import Enum

import pygame

from trainer.recording.vocabulary import Outcome


class Wish(Enum):
    """What a person at the keyboard wants."""

    BEGIN = "begin"
    STOP = "stop"
    LEAVE = "leave"
    MUTE = "mute"


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


def meaning(event: pygame.event.Event) -> Wish | Outcome | None:
    """What an event asks for; closing the window is leaving."""
    if event.type == pygame.QUIT:
        return Wish.LEAVE
    if event.type != pygame.KEYDOWN:
        return None
    return WISHES.get(event.key) or OUTCOMES.get(event.key)
