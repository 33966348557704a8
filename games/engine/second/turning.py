"""Turns through more buttons than the second window has room for, so that each can be reached.

Seen first are the last ones, among which are those that end a page.
"""

from collections.abc import Sequence

from games.engine.second.facts import Button
from games.engine.second.panel import MOST_BUTTONS
from trainer.texts import said

TURN, TURN_WORDS = "beside/turn", "More: {part} of {parts}"
"""The button that turns on, and what stands on it."""


class Turning:
    """What is offered, and which part of it is seen."""

    def __init__(self) -> None:
        self._parts: list[tuple[Button, ...]] = [()]
        self._at = 0

    def offer(self, buttons: Sequence[Button]) -> None:
        """From now on; the same things, whatever is chosen of them, stay turned as they are."""
        before = [each.name for part in self._parts for each in part]
        if before != [each.name for each in buttons]:
            self._at = -1
        self._parts = _parts(tuple(buttons))

    def turn(self) -> None:
        """On to the next part, after the last one to the first."""
        self._at = (self._at + 1) % len(self._parts)

    @property
    def seen(self) -> tuple[Button, ...]:
        """The buttons of this part, behind the one that turns on where there are more parts."""
        parts = len(self._parts)
        if parts == 1:
            return self._parts[0]
        part = self._at % parts + 1
        words = said(TURN_WORDS).format(part=part, parts=parts)
        return (Button(TURN, words, is_item=True), *self._parts[self._at])


def _parts(buttons: tuple[Button, ...]) -> list[tuple[Button, ...]]:
    """As few as have room, the last one full."""
    if len(buttons) <= MOST_BUTTONS:
        return [buttons]
    room = MOST_BUTTONS - 1
    first = len(buttons) % room or room
    starts = [0, *range(first, len(buttons), room)]
    return [buttons[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
