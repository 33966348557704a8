"""A dark window that turns white when somebody knocks on the board: for filming both at once.

`baps diagnose --screen --film` counts the screen's own delay from such a film. Nothing is
predicted: the flash is drawn at the next flip after the knock's sample has arrived. When that flip
ended is known at the next frame, from the window's log.
"""

from dataclasses import dataclass

import numpy as np
import pygame

from games.engine.draw.chrome import background, write_keys
from games.engine.draw.lettering import BODY, HUGE, NOTE, Lettering
from games.engine.draw.palette import INK, MIST
from games.engine.input import Wish
from games.engine.setup import Station
from games.engine.show import Show
from games.engine.window import Window
from trainer.motion.knock import KnockWatch, struck_us
from trainer.recording.interfaces import Feed
from trainer.recording.vocabulary import LinkState
from trainer.texts import said

FLASH_NS, REST_NS = 400_000_000, 1_500_000_000
"""The field stays white so long; the next knock counts when so much time has passed since."""
WHITE = (255, 255, 255)
KEYS = (("Esc", "end"),)
MIDDLE = 960
KNOCK = "Knock on the deck with a spoon: {number} of {of}"
HINT = "The film must show the spoon and this screen. Two seconds between knocks."


@dataclass(frozen=True)
class Flash:
    """Device time of the jolt's sample, and the end of the flip that brought the white field."""

    struck_us: int
    flip_ns: int


def flash_in_window(
    feed: Feed, window: Window, station: Station, watch: KnockWatch, wanted: int
) -> list[Flash]:
    """Flash at each knock until there are enough, somebody leaves, or the board is lost."""
    lettering = window.layout.lettering(station)
    show = Show(feed, window, lettering)
    show.show_keys(KEYS, playing=True)
    flashing = _Flashing(feed, watch)
    still = [_still(window, lettering, done, wanted) for done in range(wanted)]
    for flip_ns in show.frames():
        left = any(wish in (Wish.LEAVE, Wish.CLOSE) for wish in show.wishes())
        if left or feed.status().state is not LinkState.STREAMING:
            break
        white = flashing.look(flip_ns, window.frames.last_ns)
        done = len(flashing.flashes)
        if done >= wanted:
            break
        if white:
            window.surface.fill(WHITE)
        else:
            window.surface.blit(still[done], (0, 0))
    return flashing.flashes


class _Flashing:
    def __init__(self, feed: Feed, watch: KnockWatch) -> None:
        self._feed, self._watch = feed, watch
        self.flashes: list[Flash] = []
        self._found: int | None = None
        self._begins = False
        self._flipped_ns = -REST_NS
        newest = feed.latest()
        self._seq = newest.seq if newest else -1

    def look(self, flip_ns: int, previous_ns: int) -> bool:
        """Whether the frame of this flip is white; the previous frame's flip ended then."""
        if self._begins:
            # Only now is it known whether the first white frame was on time.
            self._begins, self._flipped_ns = False, previous_ns
        samples = self._feed.since(self._seq).samples
        at = self._watch.take(samples.accel_counts)
        if len(samples):
            self._seq = int(samples.seq[-1])
        if at is not None and flip_ns - self._flipped_ns >= REST_NS:
            self._found, self._flipped_ns = int(samples.seq[at]), flip_ns
            self._begins = True
        white = flip_ns - self._flipped_ns < FLASH_NS
        if self._found is not None and not white:
            # By now the whole jolt has arrived.
            self.flashes.append(Flash(self._struck_us(self._found), self._flipped_ns))
            self._found = None
        return white

    def _struck_us(self, seq: int) -> int:
        # Some samples before it show the board at rest.
        samples = self._feed.since(seq - 4).samples
        at = int(np.searchsorted(samples.seq, seq))
        return struck_us(samples.device_us, samples.accel_counts, at)


def _still(window: Window, lettering: Lettering, done: int, wanted: int) -> pygame.Surface:
    """What is shown between the flashes: which was the last, so that film and list agree."""
    layout = window.layout
    still = background(layout, 0.4).surface()
    if done:
        lettering.write(still, str(done), HUGE, layout.at(MIDDLE, 470), INK, align=0.5)
    words = said(KNOCK).format(number=done + 1, of=wanted)
    lettering.write(still, words, BODY, layout.at(MIDDLE, 640), INK, align=0.5)
    lettering.write(still, HINT, NOTE, layout.at(MIDDLE, 730), MIST, align=0.5)
    write_keys(still, layout, lettering, KEYS)
    return still
