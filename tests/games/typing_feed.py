"""A scripted board beside somebody who presses keys at set times."""

import pygame

from tools.scripted import ScriptedFeed

ENTER, ESCAPE = pygame.K_RETURN, pygame.K_ESCAPE
LONGEST_S = 300.0


def key(code: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code)


class TypingFeed(ScriptedFeed):
    """A scripted board beside somebody who presses keys at set times."""

    def __init__(self, motion, presses: dict[float, int], **script) -> None:
        super().__init__(motion, **script)
        self._presses = dict(presses)

    def pump(self) -> None:
        super().pump()
        assert self.now_ns() < LONGEST_S * 1e9, "nobody ends this any more"
        for at_s in [at for at in self._presses if at <= self.now_ns() / 1e9]:
            pygame.event.post(key(self._presses.pop(at_s)))
