"""An evening in a real window: choose in the valley, play, come back to its lamp, and leave.

`BAPS_SHOTS` names a folder for pictures of the screen on the way.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pygame
from PIL import Image

from games.engine.activity import Kind
from games.engine.draw.layout import Layout
from games.engine.draw.palette import AMBER
from games.engine.night import in_order
from games.registry import activities
from games.screens.valley.places import Places
from tests.end_to_end.conftest import kept_trials
from tests.end_to_end.fingers import Fingers
from tests.end_to_end.framebuffer import Screen, screen_of

SIZE = (640, 360)
PLAYED = "bullseye"
PATIENCE_S = 120.0
AGAIN_S = 10.0
"""A key waits in the window's queue: pressed again too soon, the next screen would take it."""

EVENING = """
import sys
from games.engine.after.screens import After
from trainer.sessions import evening
from trainer.cli.main import main

choose, follow = evening.choose_in_valley, After.run

def told(*arguments):
    print("VALLEY", flush=True)
    chosen = choose(*arguments)
    print("CHOSE", chosen.name or "to leave", flush=True)
    return chosen

def ended(after):
    print("ENDED", flush=True)
    return follow(after)

evening.choose_in_valley, After.run = told, ended
sys.argv = ["baps", *sys.argv[1:]]
main()
"""


class Evening:
    """The command in its window, what it says, and where its cards stand."""

    def __init__(self, screen: Screen, hand: Fingers, home: Path) -> None:
        self.screen, self.hand, self._home = screen, hand, home
        asked = ["play", "--board", "sim:mouse", "--patient", "K7", "--side", "right"]
        kept = screen.environment().items()
        self.process = subprocess.Popen(
            [sys.executable, "-c", EVENING, *asked, "--seconds", "5"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={k: v for k, v in kept if k != "BAPS_DB"}
            | {"BAPS_HOME": str(home), "SDL_AUDIODRIVER": "dummy"},
        )
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        trainings = [each for each in activities().values() if each.kind is Kind.TRAINING]
        self.names = [each.name for each in in_order(trainings) if not each.by_thigh]
        self.places = Places.of(Layout(SIZE), len(self.names))

    def wait_until_said(self, pattern: str, times: int = 1) -> None:
        self.wait_for(lambda: self.times_said(pattern) >= times, pattern)

    def times_said(self, pattern: str) -> int:
        return sum(bool(re.match(pattern, line)) for line in self.said)

    def wait_for(self, condition, why: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.process.poll() is None, (why, self.said)
            assert time.monotonic() < deadline, (why, self.said)
            time.sleep(0.05)

    def at_card(self, name: str) -> tuple[float, float]:
        return self.places.centres[self.names.index(name)]

    def press_until(self, key: str, condition) -> None:
        """Press a key, and again if nothing has come of it for long."""
        pressed_s = -AGAIN_S

        def came() -> bool:
            nonlocal pressed_s
            if condition():
                return True
            if time.monotonic() - pressed_s > AGAIN_S:
                self.hand.press(key)
                pressed_s = time.monotonic()
            return False

        self.wait_for(came, f"nothing came of {key}")

    def begun(self) -> bool:
        """Whether a trial is being recorded."""
        return any((self._home / "journals").glob("*.journal"))

    def lamp_is_lit(self, name: str) -> bool:
        """Whether something amber is at the corner of a card."""
        area = self.places.area(self.names.index(name))
        pixels = self.screen.pixels()[max(area.top - 6, 0) : area.top + 8, area.right - 8 :]
        return bool((np.abs(pixels[:, :16] - AMBER).sum(axis=2) < 120).any())

    def end(self) -> None:
        """Whatever it does."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def show(self, name: str) -> None:
        """Keep the screen as it is, if somebody wants to look at it."""
        folder = os.environ.get("BAPS_SHOTS")
        if folder:
            time.sleep(1.0)
            Path(folder).mkdir(parents=True, exist_ok=True)
            shown = self.screen.pixels().astype(np.uint8)
            Image.fromarray(shown).save(Path(folder) / f"{name}.png")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())


@contextmanager
def evening(tmp_path: Path, home: Path) -> Iterator[Evening]:
    folder = tmp_path / "screen"
    folder.mkdir()
    with screen_of("x".join(map(str, SIZE)), folder) as screen, Fingers(screen) as hand:
        spent = Evening(screen, hand, home)
        hand.point(*spent.places.middle)
        try:
            yield spent
        finally:
            spent.end()


def test_games_are_chosen_by_keys_mouse_and_board_and_a_round_lights_its_lamp(
    tmp_path: Path, home: Path, patient: str
) -> None:
    with evening(tmp_path, home) as spent:
        spent.wait_until_said("VALLEY")
        assert not spent.lamp_is_lit(PLAYED)
        spent.show("1-valley")

        spent.press_until("→", lambda: chosen_is_ringed(spent))
        spent.show("2-by-key")
        spent.press_until("Enter", lambda: spent.times_said("CHOSE") == 1)
        spent.press_until("Esc", lambda: spent.times_said("VALLEY") == 2)

        leant = next(name for name in spent.names if name != PLAYED)
        spent.hand.point(*spent.at_card(leant))
        spent.wait_until_said(f"CHOSE {leant}")
        spent.hand.point(*spent.places.middle)
        spent.press_until("Esc", lambda: spent.times_said("VALLEY") == 3)

        spent.hand.click(*spent.at_card(PLAYED))
        spent.hand.click(*spent.at_card(PLAYED))
        spent.wait_until_said(f"CHOSE {PLAYED}")
        spent.hand.point(*spent.places.middle)
        spent.press_until("Enter", spent.begun)
        spent.wait_until_said("ENDED")
        spent.show("3-result")
        spent.press_until("Esc", lambda: spent.times_said("VALLEY") == 4)
        assert spent.times_said("Bullseye: ")
        spent.wait_for(lambda: spent.lamp_is_lit(PLAYED), "its lamp was never lit")
        assert not spent.lamp_is_lit(leant)
        spent.show("4-lamp")

        spent.press_until("Esc", lambda: spent.times_said("CHOSE to leave") == 1)
        assert spent.process.wait(PATIENCE_S) == 0, spent.said
    ((kept, _),) = kept_trials(home)
    assert kept.outcome == "completed"
    assert kept.valid


def chosen_is_ringed(spent: Evening) -> bool:
    """Whether the card to the right of level stands out from the others."""
    index = spent.places.beside(None, pygame.K_RIGHT)
    assert index is not None
    area = spent.places.area(index).inflate(6, 6)
    edge = spent.screen.pixels()[area.top : area.bottom, area.left : area.left + 6]
    red, green, blue = edge[..., 0], edge[..., 1], edge[..., 2]
    return bool(((green > 150) & (green > red + 60) & (green > blue)).any())
