"""The valley in a window until somebody has chosen: by leaning, by keys, or by mouse or touch.

The board need not be there. While nobody stands on it and nobody has touched anything for a while,
the work that is left for such times goes on.
"""

from dataclasses import dataclass

import pygame

from games.engine.draw.chrome import Key
from games.engine.draw.field import FieldMap
from games.engine.idle import IdleWork
from games.engine.input import BUTTON, Hand, Wish, meaning
from games.engine.scene import Recent
from games.engine.show import Show
from games.engine.window import Window
from games.screens.valley.screen import Look, ValleyScreen
from trainer.recording.envelope import Rim
from trainer.recording.interfaces import Feed, Steering
from trainer.recording.vocabulary import LinkState

TESTS_KEY = "T"
KEYS: tuple[Key, ...] = (
    ("← → ↑ ↓", "choose"),
    ("Enter", "begin"),
    (TESTS_KEY, "assessments"),
    ("M", "mute"),
    ("Esc", "leave"),
)
UNTOUCHED_NS = 3_000_000_000
FARTHEST_SHARE = 0.7
"""Of the rim, and short of where that asks for care. The cards stand beyond it: a mouse on one of
them would lay the board on its rim, which chooses nothing."""


@dataclass(frozen=True)
class Chosen:
    """What somebody wants: the training of this `name`, the `assessments`, or to leave."""

    name: str = ""
    assessments: bool = False
    closed: bool = False

    @property
    def leaves(self) -> bool:
        return not self.name and not self.assessments


def choose_in_valley(
    screen: ValleyScreen,
    window: Window,
    feed: Feed,
    rim: Rim,
    steering: Steering | None = None,
    idle: IdleWork | None = None,
) -> Chosen:
    """Show the valley until somebody has chosen, or leaves."""
    hand = None
    if steering is not None:
        field, farthest_deg = FieldMap.of(window.layout, rim), FARTHEST_SHARE * min(rim.tilt_deg)
        hand = Hand(steering, field, rim, arrows=False, farthest_deg=farthest_deg)
    show = Show(feed, window, screen.lettering, hand)
    try:
        return _Choosing(screen, show, idle or IdleWork()).run()
    finally:
        pygame.mouse.set_visible(False)


class _Choosing:
    """One stay in the valley."""

    def __init__(self, screen: ValleyScreen, show: Show, idle: IdleWork) -> None:
        self._screen, self._show, self._idle = screen, show, idle
        self._recent = Recent()
        newest = show.feed.latest()
        self._seq = newest.seq if newest else -1
        self._touched_ns = show.feed.now_ns()
        self._tapped = self._painting = False
        screen.leaning.begin_anew()
        screen.chosen = None

    def run(self) -> Chosen:
        """Until somebody has chosen."""
        show, screen = self._show, self._screen
        show.show_keys(KEYS)
        for flip_ns in show.frames():
            for name in show.pressed(self._see):
                chosen = self._meant(name)
                if chosen is not None:
                    return chosen
            if self._tapped:
                return self._named()
            answers = show.feed.status().state is LinkState.STREAMING
            look = self._look(flip_ns, answers)
            if screen.leaning.chosen is not None:
                return self._named()
            show.paint(screen.draw, look, show.feed.now_ns() / 1e9, answers)
            self._use_the_time()
        return Chosen(closed=True)

    def _meant(self, name: str) -> Chosen | None:
        """What a key asks for, if it ends the stay."""
        self._touched_ns = self._show.feed.now_ns()
        if name == BUTTON:
            self._screen.step_on()
        wish = meaning(name)
        if wish in (Wish.LEAVE, Wish.CLOSE):
            return Chosen(closed=wish is Wish.CLOSE)
        if name == TESTS_KEY:
            return Chosen(assessments=True)
        if wish is Wish.BEGIN and self._screen.chosen is not None:
            return self._named()
        return None

    def _see(self, event: pygame.event.Event) -> None:
        """Arrow keys and pointer choose a card; a press on the one that is chosen begins it.

        A finger has no way to point before it presses, so its first touch only chooses. A mouse
        that tilts a simulated board chooses by the light.
        """
        screen = self._screen
        if event.type == pygame.KEYDOWN:
            self._touched_ns = self._show.feed.now_ns()
            screen.step(event.key)
        elif event.type == pygame.MOUSEMOTION:
            self._touched_ns = self._show.feed.now_ns()
            if not self._show.steered and not getattr(event, "touch", False):
                screen.point(event.pos)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            found = screen.places.at(event.pos)
            self._tapped = found is not None and found == screen.chosen
            screen.point(event.pos)

    def _look(self, flip_ns: int, answers: bool) -> Look:
        """Take what is new from the board; what the light leans to is chosen before any hand's."""
        screen, feed, leaning = self._screen, self._show.feed, self._screen.leaning
        samples = feed.since(self._seq).samples
        if len(samples):
            self._seq = int(samples.seq[-1])
        self._recent.add(samples)
        if not answers or feed.status().rail_open:
            leaning.begin_anew()
        else:
            leant = leaning.towards
            leaning.take(samples)
            if leaning.towards is not None or leant is not None:
                screen.chosen = leaning.towards
        ahead = feed.predict(flip_ns)
        cursor = None if ahead.stale or not answers else (ahead.ap_deg, ahead.ml_deg)
        return Look(cursor, leaning.towards is not None, leaning.share, self._recent)

    def _use_the_time(self) -> None:
        """Go on with what is left to do while nobody is there; show what has come of it."""
        if self._painting and not self._idle.running:
            self._painting = False
            self._screen.refresh()
        now_ns = self._show.feed.now_ns()
        # A board that a hand tilts sways for ever, and nobody stands on it.
        nobody = self._show.steered or self._screen.leaning.nobody
        if nobody and now_ns - self._touched_ns > UNTOUCHED_NS:
            self._idle.begin_one()
            self._painting = self._painting or self._idle.running

    def _named(self) -> Chosen:
        assert self._screen.chosen is not None
        return Chosen(self._screen.cards[self._screen.chosen].name)
