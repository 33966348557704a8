"""Shows a page until something on it was chosen, by keys, mouse, touch, gamepad or event button.

The event button alone reaches everything. Where the page has no `main` item a short press goes on
to the next item, and holding for a second takes it; a row of keys is one stop, into which holding
goes. Where it has one a short press takes that, and holding lets the button walk until something
was taken.
"""

import time
from collections.abc import Callable

import pygame

from games.desk.acts import Act, act_of, edited
from games.desk.beside import buttons_of, facts_of
from games.desk.kit import Kit
from games.desk.legend import Legend
from games.desk.pad import Pad
from games.desk.page import BACK, CLOSED, NOTHING, Button, Look, Page, Until
from games.desk.paging import PAGE_BACK, PAGE_ON
from games.desk.pointer import Pointer, moved
from games.desk.presses import Press, Presses
from games.desk.walker import Walker, item_of, main_of
from games.engine.second.screen import ITEM_PRESSED
from games.engine.setup import Station
from games.engine.window import Window

SETTLES_S = 0.25
"""The second press of a double click falls on the next page; so early nobody has read it."""
MUTE = "m"
PAGING = {Act.PAGE_ON: PAGE_ON, Act.PAGE_BACK: PAGE_BACK}


def never() -> bool:
    """Nothing but people ends a page."""
    return False


class Desk:
    """The window's pages, one after another; focus and pointer are remembered between them."""

    def __init__(
        self,
        window: Window,
        station: Station,
        button: Button | None = None,
        clock_ns: Callable[[], int] = time.perf_counter_ns,
    ) -> None:
        self.window = window
        self._button, self._clock_ns = button, clock_ns
        self._settle_in(station)
        self._pad, self._presses = Pad(), Presses()
        self._pointer = Pointer(window.surface.get_size())
        self._walker = Walker()
        self._roaming = self._typist = self._waited = False
        self._shown: tuple[Page, object] | None = None
        self._drawn: object = None
        self._since_s = 0.0

    def move_to(self, station: Station) -> None:
        """Somebody has changed the station: pages that are made from now on are made for it."""
        aside = self.kit.aside
        self._settle_in(station)
        self.kit.aside = aside
        self.window.follow(station)

    def _settle_in(self, station: Station) -> None:
        self.station = station
        self.kit = Kit(self.window.layout, station)
        self._legend = Legend(self.window.layout, self.kit.lettering)

    def show(self, page: Page, until: Until = never) -> str:
        """The name of the item that ended the page; `BACK`, `CLOSED`, or `NOTHING` by `until`.

        After `NOTHING` another page of the same class is the same screen with something new on it:
        it keeps the focus and what is held, and does not fade in.
        """
        rhythm = self.window.rhythm(self._clock_ns)
        self._begin(page)
        self._walker.show_pointer()
        try:
            while True:
                rhythm.wait()
                ended = self._took(page)
                if ended is not None:
                    return ended
                if until():
                    self._waited = True
                    return NOTHING
                self._draw(page)
                rhythm.drawn()
                pygame.display.flip()
                rhythm.flipped()
                self._show_beside(page)
        finally:
            pygame.mouse.set_visible(False)
            if self.window.second is not None:
                self.window.second.release()

    @property
    def _now_s(self) -> float:
        return self._clock_ns() / 1e9

    def _begin(self, page: Page) -> None:
        """Another page; or the same one again, where the focus stays."""
        before, waited, self._waited = self._shown, self._waited, False
        if before is None or not waited or type(before[0]) is not type(page):
            self._roaming = False
            self._presses.begin_anew()
            if before is None or before[0] is not page:
                self._since_s, self._walker.name = self._now_s, ""
                before = None
        self._shown = page, before[1] if before else object()
        self._walker.settle(page)

    def _took(self, page: Page) -> str | None:
        """Take what has happened since the last frame; what ended the page, if something did."""
        for event in self.window.events():
            ended = self._met(page, event)
            self._walker.settle(page)
            if ended is not None:
                return ended
        if self._button is not None:
            return self._pressed(page, self._presses.take(self._button.is_down(), self._now_s))
        return None

    def _met(self, page: Page, event: pygame.event.Event) -> str | None:
        if event.type == pygame.QUIT:
            return CLOSED
        if event.type == ITEM_PRESSED:
            return self._pressed_beside(page, event.item)
        if moved(event):
            self._walker.point(True)
        at = self._pointer.pressed(event, self._now_s)
        if at is not None:
            return self._clicked(page, at)
        if event.type == pygame.TEXTINPUT:
            return self._typed(page, event.text)
        if event.type == pygame.KEYDOWN and (edit := edited(event)):
            self._type(page, edit)
        if event.type == pygame.KEYDOWN and event.key == pygame.K_SPACE:
            return None if self._walker.in_text(page) else self._enter(page)
        act = self._pad.act_of(event)
        if act is not None:
            self._typist = False
        act = act or act_of(event)
        return self._act(page, act) if act is not None else None

    def _act(self, page: Page, act: Act) -> str | None:
        """A key or a gamepad asks for something."""
        names = {each.name for each in page.items if each.enabled}
        if act is Act.BACK:
            return self._take(page, BACK) if BACK in names else BACK
        if act in PAGING:
            return self._take(page, PAGING[act]) if PAGING[act] in names else None
        if act is Act.TAKE:
            return self._enter(page)
        self._walker.go(page, act)
        return None

    def _enter(self, page: Page) -> str | None:
        """Take what has the focus; while only a mouse is used, that is the page's main item."""
        walker = self._walker
        name = main_of(page) if walker.pointing else walker.name
        walker.point(False)
        item = item_of(page, name)
        if item is not None and item.typed and self._typist:
            # Whoever types needs no keyboard on the screen, and goes on to what comes next.
            walker.go(page, Act.NEXT)
            return None
        ended = self._take(page, name) if item is not None else None
        if ended is None and name == BACK:
            # The keys on the screen were put away: what leaves the page is called the same.
            walker.name = page.onward(name)
        return ended

    def _clicked(self, page: Page, at: tuple[int, int]) -> str | None:
        if self._now_s - self._since_s < SETTLES_S:
            return None
        item = next((each for each in page.items if each.area.collidepoint(at)), None)
        if item is None or not item.enabled:
            return None
        finger = self._pointer.by_finger
        self._walker.name = item.name
        self._walker.point(not item.typed, finger)
        if item.typed and self._typist and not finger:
            return None
        return self._take(page, item.name)

    def _pressed_beside(self, page: Page, name: str) -> str | None:
        """A button of the second window; a text field only gets the focus, for its keyboard."""
        item = item_of(page, name)
        if item is None or self._now_s - self._since_s < SETTLES_S:
            return None
        self._walker.name = name
        self._walker.point(False)
        if item.typed:
            self._typist = True
            return None
        return self._take(page, name)

    def _typed(self, page: Page, text: str) -> str | None:
        """Letters take an item or go into the page's text."""
        if any(each.typed for each in page.items):
            if text != " " or self._walker.in_text(page):
                self._typist = True
                self._type(page, text)
            return None
        if text == " ":
            return None
        letter = text.lower()
        for item in page.items:
            if item.enabled and item.key and item.key.lower() == letter:
                return self._take(page, item.name)
        if letter == MUTE:
            self.window.sound.toggle_mute()
        else:
            self._type(page, text)
        return None

    def _type(self, page: Page, text: str) -> None:
        """What is typed draws the focus into its field: a space then goes there, and not to what
        had the focus before.
        """
        field = page.type(text)
        if field:
            self._walker.go_to(page, field)
            self._walker.point(False)

    def _pressed(self, page: Page, press: Press) -> str | None:
        """The event button: walk and hold, or take the main item and hold to walk."""
        if press is Press.NONE:
            return None
        self._typist = False
        walker, walking = self._walker, self._walks(page)
        if not walking and press is Press.SHORT:
            walker.point(False)
            return self._take_and_go_on(page, main_of(page))
        if walking and press is Press.SHORT:
            walker.walk_on(page)
            return None
        walker.point(False)
        if walking:
            into = walker.into_row(page)
            return None if into else self._take_and_go_on(page, walker.name)
        self._roaming = True
        return None

    def _take_and_go_on(self, page: Page, name: str) -> str | None:
        """By the event button, which goes on from what was taken.

        A page that has got its main item while the button walked is walked on until that is
        reached: the next press was meant for the next item.
        """
        walked = not main_of(page)
        ended = self._take(page, name)
        if ended is None and name:
            onward = page.onward(name)
            self._walker.go_to(page, onward)
            self._roaming = walked and onward != main_of(page)
        return ended

    def _take(self, page: Page, name: str) -> str | None:
        self._roaming = False
        if not name:
            return None
        return name if page.take(name) else None

    def _walks(self, page: Page) -> bool:
        return self._roaming or not main_of(page)

    def _show_beside(self, page: Page) -> None:
        """In the therapist's own window, if one is open."""
        second = self.window.second
        if second is not None:
            second.offer_items(buttons_of(page))
            second.refresh(self._clock_ns(), lambda: facts_of(page, self.kit))

    def _draw(self, page: Page) -> None:
        window, now_ns = self.window, self._clock_ns()
        assert self._shown is not None
        is_first = self._drawn is not self._shown[1]
        self._drawn = self._shown[1]
        window.fade.turn_to(self._shown[1], window.surface, now_ns)
        self._walker.settle(page)
        walker = self._walker
        look = Look(walker.seen, self._presses.held, self._walks(page), now_ns / 1e9, walker.whole)
        page.draw(window.surface, look)
        if self._button is not None and self._button.is_there():
            self._legend.draw(window.surface, look)
        if is_first:
            window.fade.begin(self._clock_ns())
        window.fade.draw(window.surface, self._clock_ns())
