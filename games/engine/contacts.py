"""The switches in the samples' flags: event button, mat beside the board, strip on the rail.

A trial reads them from one sample to the next; a recording has the same flags, so a replay does
the same by itself.
"""

from trainer.recording.samples import (
    FLAG_BUTTON_DOWN,
    FLAG_FOOT_ON_MAT,
    FLAG_HAND_ON_RAIL,
    FLAG_RAIL_OPEN,
)

ANY_CONTACT = FLAG_BUTTON_DOWN | FLAG_FOOT_ON_MAT | FLAG_HAND_ON_RAIL | FLAG_RAIL_OPEN
HELD_US = 1_000_000
"""A button that is down for longer means the end."""
ON_MAT_US = 200_000
"""A foot that only brushes the mat is not put down."""


class Contacts:
    """What the switches say at one sample.

    `pressed` and `released` are true for one sample; `held` once the button was down for a second.
    `foot_on_mat` and `hand_on_rail` are the contacts as they are, `foot_down` a foot that stays.
    The trial sets `hand_noted` once it has noted a grip; letting go clears it.
    """

    def __init__(self) -> None:
        self.flags = 0
        self.pressed = self.released = self.held = False
        self.foot_on_mat = self.foot_down = self.hand_on_rail = False
        self.hand_noted = False
        self._press_counts = False
        self._down_us = self._mat_us = 0

    def take(self, passed_us: int, flags: int) -> None:
        """One sample, `passed_us` after the previous one."""
        was_down, down = self.flags & FLAG_BUTTON_DOWN, flags & FLAG_BUTTON_DOWN
        was_on_mat = self.foot_on_mat
        self.flags = flags
        self.pressed = bool(down and not was_down)
        self.released = bool(was_down and not down) and self._press_counts
        self._press_counts = self.pressed or bool(down and self._press_counts)
        self._down_us = self._down_us + passed_us if down and was_down else 0
        self.held = self._press_counts and self._down_us >= HELD_US
        self.hand_on_rail = bool(flags & FLAG_HAND_ON_RAIL)
        self.hand_noted = self.hand_noted and self.hand_on_rail
        self.foot_on_mat = bool(flags & FLAG_FOOT_ON_MAT)
        self._mat_us = self._mat_us + passed_us if self.foot_on_mat and was_on_mat else 0
        self.foot_down = self._mat_us >= ON_MAT_US

    def ignore_press(self) -> None:
        """A press up to now means nothing, however long it lasts."""
        self.pressed = self.held = self._press_counts = False
