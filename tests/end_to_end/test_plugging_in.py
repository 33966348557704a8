"""`baps play` in a window before there is a board: it goes on when one is plugged in."""

import signal
import sys
from itertools import pairwise
from pathlib import Path

from tests.end_to_end.overheard import Overheard
from tests.virtual_uno.virtual_uno import Setup, VirtualUno

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}

PLAY = """
import sys
import trainer.cli.play
from games.engine.meanwhile import Meanwhile
from trainer.cli.main import main

# SDL's dummy driver draws this window and shows it nowhere, which the command would refuse.
trainer.cli.play.require_display = lambda _instead: None
show = Meanwhile.show

def told(self, waiting, advice=""):
    if waiting is not self._shown.waiting:
        print("SHOWS", waiting.value, file=sys.stderr, flush=True)
    show(self, waiting, advice)

Meanwhile.show = told
sys.argv = ["baps", *sys.argv[1:]]
main()
"""


def player_at(link: Path, environment: dict[str, str]) -> Overheard:
    """The command in a window, and what it says."""
    asked = ["play", "bullseye", "--board", f"serial:{link}", "--level", "2"]
    silent = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    return Overheard([sys.executable, "-c", PLAY, *asked], {**environment, **silent})


def test_a_board_plugged_in_pulled_and_plugged_in_again_before_the_first_round(
    built, environment, tmp_path
) -> None:
    link = tmp_path / "board"
    board = Setup(fast=False, link=link, **NOISE)
    player = player_at(link, environment)
    try:
        player.wait_for("SHOWS no board")
        with VirtualUno(built, board):
            player.wait_for("SHOWS still")
        player.wait_for("SHOWS no board")
        with VirtualUno(built, board):
            player.wait_for("SHOWS still")
            player.wait_for(f"board serial:{link}, patient GUEST")
            player.process.send_signal(signal.SIGINT)
            assert player.process.wait(120) == 130
    finally:
        player.process.kill()
        player.process.communicate()
    told = [line for line in player.said if not line.startswith("SHOWS")]
    assert any(line.startswith("there is no port") for line in told)
    assert all(line != after for line, after in pairwise(told)), "it says nothing twice"
