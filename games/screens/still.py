"""Frames of a screen that only changes when somebody presses something."""

from collections.abc import Callable, Iterator

import pygame

from games.engine.window import FRAMES_PER_S, Window

GO_ON = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE})


def events(window: Window, draw: Callable[[pygame.Surface], None]) -> Iterator[pygame.event.Event]:
    """Draw frame by frame for ever and hand over what was pressed or pointed at meanwhile."""
    while True:
        draw(window.surface)
        pygame.display.flip()
        window.sleep(1 / FRAMES_PER_S)
        yield from pygame.event.get()


def presses(event: pygame.event.Event, keys: frozenset[int]) -> bool:
    """Whether one of the keys went down."""
    return event.type == pygame.KEYDOWN and event.key in keys


def leaves(event: pygame.event.Event) -> bool:
    """Esc, or the window is closed."""
    return event.type == pygame.QUIT or presses(event, frozenset({pygame.K_ESCAPE}))
