"""A window on a feed: its frames, and what people press, at the keyboard or at the board.

The board is read last, right before drawing. `games.engine.loop` and `games.engine.after` draw in
its frames, through `paint`, so that one screen fades into the next whoever draws them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pygame

from games.engine.contacts import HELD_US
from games.engine.draw.chrome import Key
from games.engine.draw.keys import KeyRows
from games.engine.draw.lettering import Lettering
from games.engine.input import HELD, Area, Hand, Wish, meaning, pressed, touches
from games.engine.second.facts import NO_WORDS, Facts
from games.engine.window import Window
from trainer.recording.interfaces import Feed
from trainer.recording.samples import FLAG_BUTTON_DOWN
from trainer.recording.vocabulary import Outcome

BUTTON = "button"
"""What a press of the board's event button is called among the names of keys."""


HELD_NS = 1000 * HELD_US
"""As long as in a trial, where it is counted in samples."""
POINTED_NS = 4_000_000_000
"""How long the pointer shows during a trial after it was moved."""


def unwatched(_event: pygame.event.Event) -> None:
    """Nobody needs more than the names of keys."""


class Show:
    """One round's frames and presses. `hand` is somebody who tilts a simulated board.

    `facts` are what a second window is to say, asked whenever it is drawn.
    """

    def __init__(
        self, feed: Feed, window: Window, lettering: Lettering, hand: Hand | None = None
    ) -> None:
        self.feed, self.window = feed, window
        self._lettering, self._hand = lettering, hand
        self._rhythm = window.rhythm(feed.now_ns)
        self._keys = KeyRows(window.layout, lettering)
        self._clickable: list[Area] = []
        self.facts: Callable[[], Facts] = Facts
        self._advice = ""
        self._button_was_down = self._playing = False
        self._pressed_ns: int | None = None
        self._pointed_ns: int | None = None

    @property
    def steered(self) -> bool:
        return self._hand is not None

    def show_keys(
        self,
        *rows: tuple[Key, ...],
        areas: Sequence[Area] = (),
        words: Mapping[str, str] = NO_WORDS,
        advice: str = "",
        playing: bool = False,
    ) -> None:
        """Set the keys that work: those in the corner, seen once somebody touches a key or the
        mouse, and those in further `areas` of the picture, which mean these `words`. In a second
        window all of them are buttons, and none is in the corner; it says the `advice`, too.

        While `playing` the pointer is hidden, for it is a second light; where it does not steer the
        board, it shows for a while after it was moved, to click a key.
        """
        self._keys.offer(*rows)
        if self.window.second is not None:
            self.window.second.offer(rows, words)
        self._clickable = list(areas)
        self._advice = advice
        self._playing, self._pointed_ns, self._pressed_ns = playing, None, None
        self.window.point(not playing)

    def tell_keys(self) -> None:
        """Let the keys be seen now, as if somebody had touched one."""
        self._keys.touch(self.feed.now_ns())

    def pressed(self, watch: Callable[[pygame.event.Event], object] = unwatched) -> Iterator[str]:
        """The names of the keys pressed since the last call; `BUTTON`, `HELD`, `CLOSE` among them.

        `watch` sees every event first.
        """
        for event in self.window.events():
            watch(event)
            if self._hand is not None and self._points_here:
                self._hand.take(event, pygame.mouse.get_pos())
            elif event.type == pygame.MOUSEMOTION and self._playing:
                self._pointed_ns = self.feed.now_ns()
                self.window.point(True)
            now_ns = self.feed.now_ns()
            corner = [] if self.window.second else self._keys.areas(now_ns)
            clickable = [*corner, *self._clickable]
            name = pressed(event, clickable, getattr(event, "pos", (0, 0)))
            if touches(event, steered=self.steered):
                self._keys.touch(now_ns)
            if name is not None and meaning(name) is Wish.MUTE:
                self.window.sound.toggle_mute()
            elif name is not None:
                yield name
        if self._pointed_ns is not None and self.feed.now_ns() - self._pointed_ns > POINTED_NS:
            self._pointed_ns = None
            self.window.point(False)
        name = self._button_says()
        if name:
            yield name

    def wishes(self) -> Iterator[Wish | Outcome]:
        """What people at the window want; the button is for the trial, which reads it itself."""
        for name in self.pressed():
            wish = meaning(name)
            if wish is not None:
                yield wish

    def paint(self, draw: Callable[..., object], *args: object, part: object = "") -> None:
        """Draw a screen, or another part of it. The one drawn before fades out.

        A new picture of the same part is shown at once.
        """
        self._turn_to((type(getattr(draw, "__self__", draw)), part))
        draw(self.window.surface, *args)

    def paint_at_once(self, draw: Callable[..., object], *args: object) -> None:
        """Draw a screen that must be seen at once: it asks the patient to hold on."""
        self._turn_to(None)
        draw(self.window.surface, *args)

    @property
    def _points_here(self) -> bool:
        """Whether the pointer steers: where it is over the second window, it does not."""
        return self.window.second is None or not self.window.second.pointed

    def _told(self) -> Facts:
        facts = self.facts()
        return facts if facts.advice else replace(facts, advice=self._advice)

    def _turn_to(self, screen: object) -> None:
        self.window.fade.turn_to(screen, self.window.surface, self.feed.now_ns())

    def frames(self) -> Iterator[int]:
        """The time of each flip; the frame is shown after the caller has drawn it."""
        before_ns = self.feed.now_ns()
        while True:
            flip_ns = self._rhythm.wait()
            now_ns = self.feed.now_ns()
            if self._hand is not None:
                self._hand.follow((now_ns - before_ns) / 1e9)
            before_ns = now_ns
            self.feed.pump()
            yield flip_ns
            self.window.fade.draw(self.window.surface, self.feed.now_ns())
            if self.window.second is None:
                self._keys.draw(self.window.surface, self.feed.now_ns())
            self._rhythm.drawn()
            pygame.display.flip()
            self._rhythm.flipped()
            if self.window.second is not None:
                self.window.second.refresh(self.feed.now_ns(), self._told)

    def _button_says(self) -> str:
        """A press counts at once; held on for a second it says more, on the same screen alone."""
        newest, now_ns = self.feed.latest(), self.feed.now_ns()
        down = newest is not None and bool(newest.flags & FLAG_BUTTON_DOWN)
        before, self._button_was_down = self._button_was_down, down
        if down and not before:
            self._pressed_ns = now_ns
            return BUTTON
        if not down or self._pressed_ns is None or now_ns - self._pressed_ns < HELD_NS:
            return ""
        self._pressed_ns = None
        return HELD
