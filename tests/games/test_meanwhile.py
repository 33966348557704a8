"""Work beside a picture: its result, its errors, and somebody who does not want to wait."""

import threading

import pygame
import pytest

from games.engine.meanwhile import LeftEarly, Meanwhile
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.screens.arrival import ArrivalScreen, Waiting
from tests.games.typing_feed import ENTER, ESCAPE, key


class Seen(ArrivalScreen):
    """Keeps what was shown; the thread's work waits for `frames`."""

    def __init__(self) -> None:
        super().__init__(LIKELY_STATION)
        self.shown: list[tuple[Waiting, str]] = []
        self.drawn = threading.Event()

    def draw(self, onto, waiting, since_s=0.0, advice="") -> None:
        super().draw(onto, waiting, since_s, advice)
        if self.shown[-1:] != [(waiting, advice)]:
            self.shown.append((waiting, advice))
        self.drawn.set()

    def wait(self) -> None:
        """Until it was drawn once more."""
        self.drawn.clear()
        assert self.drawn.wait(120.0)


@pytest.fixture
def screen() -> Seen:
    return Seen()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def meanwhile(window: Window, screen: Seen, said: list[str]) -> Meanwhile:
    return Meanwhile(window, screen, said.append)


def test_work_is_done_beside_the_picture_and_its_result_comes_back(meanwhile, screen, said) -> None:
    def work() -> str:
        screen.wait()
        meanwhile.show(Waiting.STILL)
        screen.wait()
        meanwhile.say("checked at rest")
        screen.wait()
        return threading.current_thread().name

    assert meanwhile.run(work) != threading.current_thread().name
    assert screen.shown == [
        (Waiting.PROGRAM, ""),
        (Waiting.STILL, ""),
        (Waiting.STILL, "checked at rest"),
    ]
    assert said == ["checked at rest"]


def test_what_goes_wrong_in_the_work_is_raised_where_it_was_asked_for(meanwhile) -> None:
    with pytest.raises(ZeroDivisionError):
        meanwhile.run(lambda: 1 / 0)
    assert meanwhile.run(lambda: 3) == 3


@pytest.mark.parametrize("event", [key(ESCAPE), pygame.event.Event(pygame.QUIT)])
def test_leaving_closes_the_window_and_ends_the_work_at_its_next_pause(
    meanwhile, screen, event
) -> None:
    ended: list[str] = []

    def work() -> None:
        screen.wait()
        pygame.event.post(event)
        try:
            while True:
                meanwhile.pause(0.02)
        except LeftEarly:
            ended.append("at its pause")
            raise

    with pytest.raises(LeftEarly, match="nothing was played"):
        meanwhile.run(work)
    assert ended == ["at its pause"]
    assert not pygame.display.get_init()


def test_enter_asks_to_try_again(meanwhile, screen) -> None:
    def work() -> bool:
        screen.wait()
        assert not meanwhile.pause(0.0)
        pygame.event.post(key(ENTER))
        return meanwhile.pause(20.0)

    assert meanwhile.run(work)


def test_the_seconds_of_one_state_go_on_while_its_advice_changes(window: Window, said) -> None:
    now_s = [10.0]
    seen: list[float] = []

    class Timed(ArrivalScreen):
        def draw(self, onto, waiting, since_s=0.0, advice="") -> None:
            seen.append(since_s)

    meanwhile = Meanwhile(window, Timed(LIKELY_STATION), said.append, lambda: now_s[0])
    meanwhile.show(Waiting.STILL)
    now_s[0] = 12.0
    meanwhile.show(Waiting.STILL, "leave it alone")
    meanwhile._frame()
    meanwhile.show(Waiting.MOVED)
    meanwhile._frame()
    assert seen == [2.0, 0.0]
