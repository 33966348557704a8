"""A scripted board beside somebody who has nothing but its event button."""

from tests.games.typing_feed import ESCAPE, TypingFeed
from tools.scripted import Motion, sway
from trainer.recording.samples import FLAG_BUTTON_DOWN

LONG_S, SHORT_S, APART_S = 1.2, 0.1, 0.3
SWAYS = sway(2.0)


def held_from(pressed: dict[float, str]) -> list[tuple[float, float]]:
    """From when until when the button is down: "-" is a long press, "." a short one."""
    down: list[tuple[float, float]] = []
    for from_s, row in pressed.items():
        at_s = from_s
        for press in row:
            until_s = at_s + (LONG_S if press == "-" else SHORT_S)
            down.append((at_s, until_s))
            at_s = until_s + APART_S
    return down


class ButtonFeed(TypingFeed):
    """A board whose button is pressed at these times. Somebody presses Esc in the end."""

    def __init__(
        self, pressed: dict[float, str], escapes_s: float = 250.0, motion: Motion = SWAYS
    ) -> None:
        super().__init__(motion, {escapes_s: ESCAPE})
        self._down = held_from(pressed)

    def pump(self) -> None:
        super().pump()
        t_s = self._held.t_s
        for from_s, until_s in self._down:
            self._held.flags[(t_s >= from_s) & (t_s < until_s)] |= FLAG_BUTTON_DOWN
