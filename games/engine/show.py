"""A window on a feed: its frames, and what people press, at the keyboard or at the board.

The board is read last, right before drawing. `games.engine.loop` and `games.engine.after` draw in
its frames, through `paint`, so that one screen fades into the next whoever draws them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pygame

from games.engine.draw.chrome import Key
from games.engine.draw.keys import KeyRows
from games.engine.draw.lettering import Lettering
from games.engine.input import Area, Hand, Wish, meaning, pressed, touches
from games.engine.key_walk import KeyWalk
from games.engine.second.facts import NO_WORDS, Facts
from games.engine.window import Window
from trainer.recording.interfaces import Feed
from trainer.recording.samples import FLAG_BUTTON_DOWN
from trainer.recording.vocabulary import Outcome

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
        self._walk = KeyWalk(window.layout, lettering)
        self._clickable: list[Area] = []
        self.facts: Callable[[], Facts] = Facts
        self._advice = ""
        self._playing = False
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
        board, it shows for a while after it was moved, to click a key. The event button belongs to
        what is played; otherwise it walks over the keys once it was held.
        """
        self._keys.offer(*rows)
        if self.window.second is not None:
            self.window.second.offer(rows, words)
        self._clickable = list(areas)
        self._advice = advice
        self._playing, self._pointed_ns = playing, None
        self._walk.begin_anew()
        if playing:
            self._walk.end()
        self.window.point(not playing)

    def walk(self) -> None:
        """A press of the event button goes on to the next key from now on, and holding takes it.

        The ring is seen at once where the button is held just now: it has led here.
        """
        self._walk.begin(seen=self.button_down)

    @property
    def walked(self) -> bool:
        """Whether somebody is choosing a key by the event button."""
        return self._walk.seen

    @property
    def pressed_at_s(self) -> float:
        """When the newest press of the event button began, by the feed's clock."""
        return self._walk.down_s

    @property
    def button_down(self) -> bool:
        """Whether it is held now."""
        newest = self.feed.latest()
        return newest is not None and bool(newest.flags & FLAG_BUTTON_DOWN)

    def tell_keys(self) -> None:
        """Let the keys be seen now, as if somebody had touched one."""
        self._keys.touch(self.feed.now_ns())

    def pressed(self, watch: Callable[[pygame.event.Event], object] = unwatched) -> Iterator[str]:
        """The names of the keys pressed since the last call; `BUTTON`, `HELD`, `CLOSE` among them,
        and what the button has taken.

        `watch` sees every event first.
        """
        for event in self.window.events():
            watch(event)
            if self._hand is not None and self._points_here:
                self._hand.take(event, pygame.mouse.get_pos())
            elif event.type == pygame.MOUSEMOTION and self._playing:
                self._pointed_ns = self.feed.now_ns()
                self.window.point(True)
            name = pressed(event, self._seen_areas, getattr(event, "pos", (0, 0)))
            if touches(event, steered=self.steered):
                self._keys.touch(self.feed.now_ns())
                self._walk.hide()
            yield from self._without_mute(name or "")
        if self._pointed_ns is not None and self.feed.now_ns() - self._pointed_ns > POINTED_NS:
            self._pointed_ns = None
            self.window.point(False)
        yield from self._without_mute(self._button_says())

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
            self._draw_keys()
            self._rhythm.drawn()
            pygame.display.flip()
            self._rhythm.flipped()
            if self.window.second is not None:
                self.window.second.refresh(self.feed.now_ns(), self._told)

    def _without_mute(self, name: str) -> Iterator[str]:
        """The name, if it is one; sound is turned off and on wherever somebody asks for it."""
        if meaning(name) is Wish.MUTE:
            self.window.sound.toggle_mute()
        elif name:
            yield name

    def _button_says(self) -> str:
        """What the event button takes; while it walks, the keys are seen."""
        now_ns = self.feed.now_ns()
        name = self._walk.take(self.button_down, now_ns / 1e9, self._walked)
        if self._walk.seen:
            self._keys.touch(now_ns)
        return name

    @property
    def _walked(self) -> list[Area]:
        """What the event button walks over: the picture's areas, then all keys of the corner."""
        return [] if self._playing else [*self._clickable, *reversed(self._keys.all_areas)]

    @property
    def _seen_areas(self) -> list[Area]:
        """Where a click means something."""
        corner = self._keys.areas(self.feed.now_ns()) if self._keys_here else []
        return [*corner, *self._clickable]

    @property
    def _keys_here(self) -> bool:
        """Whether the keys are in this picture; whoever walks by button sees them here, too."""
        return self.window.second is None or self._walk.seen

    def _draw_keys(self) -> None:
        """The keys in the corner, and where the event button stands."""
        surface, now_ns = self.window.surface, self.feed.now_ns()
        if self._keys_here:
            self._keys.draw(surface, now_ns)
        self._walk.draw(surface, now_ns / 1e9, self._walked, self._keys.above)
