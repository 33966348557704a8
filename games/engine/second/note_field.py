"""A line of text that the therapist types into the second window; Enter hands it over.

While it is open the keyboard is its own: Space is a blank then, and stops nothing.
"""

from collections.abc import Callable

import pygame

LONGEST = 200
IDLE_NS = 10_000_000_000
"""Left alone for so long it closes by itself, so that the next Space stops the trial again."""

Taker = Callable[[str], object]


class NoteField:
    """The text so far. `taker` gets the whole of it; without one there is no field."""

    def __init__(self) -> None:
        self.taker: Taker | None = None
        self.text = ""
        self.is_open = False
        self._used_ns = 0

    def open(self, now_ns: int) -> None:
        """Somebody pressed on it."""
        self.is_open, self._used_ns = self.taker is not None, now_ns
        if self.is_open:
            pygame.key.start_text_input()

    def close(self) -> None:
        """The keys mean what they meant before; the text stays."""
        self.is_open = False

    def look(self, now_ns: int) -> None:
        """Close it if it was left alone."""
        if now_ns - self._used_ns > IDLE_NS:
            self.close()

    def take(self, event: pygame.event.Event, now_ns: int) -> None:
        """A key or a text while it is open."""
        self._used_ns = now_ns
        if event.type == pygame.TEXTINPUT:
            self.text = (self.text + event.text)[:LONGEST]
        elif event.type != pygame.KEYDOWN:
            return
        elif event.key == pygame.K_BACKSPACE:
            self.text = self.text[:-1]
        elif event.key == pygame.K_ESCAPE:
            self.close()
        elif event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self._hand_over()

    def _hand_over(self) -> None:
        text = self.text.strip()
        self.text = ""
        self.close()
        if text and self.taker is not None:
            self.taker(text)
