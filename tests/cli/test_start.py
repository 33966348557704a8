"""What a command imports: nothing that draws where nothing is drawn, nothing slow for a help text.

Modules are looked at, not times: a busy computer makes any time long.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

LOOK = """
import atexit, sys
atexit.register(lambda: print("\\n".join(["MODULES", *sys.modules]), file=sys.stderr))
from trainer.cli.main import main
sys.argv = ["baps", *sys.argv[1:]]
main()
"""
FIRST_PICTURE = """
import os, sys
import pygame
import trainer.cli.play
from trainer.cli.main import main
flip = pygame.display.flip
def first():
    flip()
    size = "x".join(map(str, pygame.display.get_surface().get_size()))
    bright = pygame.transform.average_color(pygame.display.get_surface())[2]
    print("\\n".join([f"{size} {bright}", "MODULES", *sys.modules]), file=sys.stderr)
    sys.stderr.flush()
    os._exit(0)
pygame.display.flip = first
trainer.cli.play.require_display = lambda _instead: None
sys.argv = ["baps", *sys.argv[1:]]
main()
"""
SLOW_TO_DRAW = {"pygame", "scipy.stats"}
DATABASE = {"sqlalchemy", "alembic"}
NUMBERS = {"numpy", "scipy", "rich", "trainer.metrics.registry"}
"""The last one finds the catalogue of metrics, whose words windows show."""
HALF_A_SECOND = {"scipy.interpolate", "scipy.linalg", "scipy.optimize", "scipy.spatial"}


@pytest.fixture
def modules_of(tmp_path: Path):
    """The modules that are there when a command has ended; it must have done its work."""
    environment = {
        "BAPS_HOME": str(tmp_path / "home"),
        "PATH": "",
        "SDL_VIDEODRIVER": "dummy",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def run(*arguments: str, code: int = 0, look: str = LOOK) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", look, *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=environment,
        )
        said, _, modules = done.stderr.partition("MODULES\n")
        assert done.returncode == code, said
        return set(modules.split())

    return run


@pytest.mark.parametrize(
    "arguments",
    [(), *((name,) for name in ("log", "play", "history", "diagnose", "activities"))],
)
def test_help_of_most_commands_needs_none_of_the_big_libraries(modules_of, arguments) -> None:
    assert not modules_of(*arguments, "--help") & (SLOW_TO_DRAW | DATABASE | NUMBERS)


@pytest.mark.parametrize("command", ["calibrate", "metrics", "boards", "patient", "db"])
def test_help_never_draws(modules_of, command: str) -> None:
    assert not modules_of(command, "--help") & SLOW_TO_DRAW


def test_boards_neither_draw_nor_open_a_database(modules_of) -> None:
    assert not modules_of("boards", code=1) & (SLOW_TO_DRAW | DATABASE)


def test_patients_and_their_history_are_shown_without_drawing_and_without_migrations(
    modules_of,
) -> None:
    modules_of("patient", "add", "K7")
    for command in (("patient", "list"), ("history", "K7"), ("patient", "weight", "K7")):
        assert not modules_of(*command) & {*SLOW_TO_DRAW, "alembic"}


@pytest.mark.parametrize("command", ["activities", "recover"])
def test_activities_are_listed_and_trials_recovered_without_drawing(modules_of, command) -> None:
    assert not modules_of(command) & SLOW_TO_DRAW


@pytest.mark.parametrize(("unit", "rate_hz"), [("deg", 100), ("deg", 499.7), ("mm", 100)])
def test_a_file_is_measured_without_drawing_a_database_and_scipy(
    modules_of, tmp_path: Path, unit: str, rate_hz: float
) -> None:
    times = np.arange(6000) / rate_hz
    sway = np.stack([times, np.sin(5 * times), np.cos(3 * times)], axis=1)
    table = tmp_path / "sway.csv"
    header = f"t_s,ap_{unit},ml_{unit}"
    np.savetxt(table, sway, delimiter=",", header=header, comments="")
    assert not modules_of("metrics", str(table)) & (SLOW_TO_DRAW | DATABASE | HALF_A_SECOND)


@pytest.mark.parametrize("command", [("log",), ("diagnose",), ("calibrate", "level")])
def test_a_real_board_is_looked_for_without_drawing(modules_of, command) -> None:
    asked = (*command, "--board", "serial:/dev/no-such-port")
    assert not modules_of(*asked, code=1) & SLOW_TO_DRAW


def test_rows_are_written_without_a_window(modules_of) -> None:
    assert "pygame" not in modules_of("log", "--board", "sim:patient", "--seconds", "0.1")


@pytest.mark.parametrize("way", [("--windowed",), ()], ids=["windowed", "full screen"])
def test_a_window_shows_its_first_picture_before_the_program_is_loaded_or_a_board_looked_for(
    modules_of, way
) -> None:
    asked = ("play", "bullseye", "--board", "serial:/dev/no-such-port", *way)
    there = modules_of(*asked, look=FIRST_PICTURE)
    big = {"scipy", "sqlalchemy", "alembic", "pyarrow", "rich", "serial", "games.registry"}
    assert not there & big
    assert "games.screens.arrival" in there
