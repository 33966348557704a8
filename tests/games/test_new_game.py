"""CONTRIBUTING's new game, put where the registry finds it: it plays, draws and replays."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from click.testing import CliRunner

import games.training
from games.engine.activity import Activity
from games.engine.draw.palette import AMBER
from games.pictures import Playback, draw_result
from games.registry import activities, activity_named
from games.replay import measure_recording, replay_trial
from tests.games.simulated_feed import recorded_trial, setup_for
from tests.games.steered_trial import balancing, steered
from trainer.cli.main import cli
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Outcome

PAGE = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
NAME, SECONDS, SEED, SIZE = "fireflies", 12.0, 1, (640, 360)
ENOUGH_LINES = 100


def block() -> str:
    """The page's one block of Python."""
    (found,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    return str(found)


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Activity]:
    folder = tmp_path_factory.mktemp("training")
    (folder / f"{NAME}.py").write_text(block(), encoding="utf-8")
    games.training.__path__.append(str(folder))
    activities.cache_clear()
    yield activity_named(NAME)
    games.training.__path__.remove(str(folder))
    sys.modules.pop(f"games.training.{NAME}", None)
    activities.cache_clear()


@pytest.fixture(scope="module")
def recording(game: Activity) -> Recording:
    return recorded_trial(game, SECONDS, SEED)


def amber(surface: pygame.Surface) -> int:
    """How many pixels have about the colour of what was earned, dark or bright."""
    red, green, blue = np.moveaxis(pygame.surfarray.array3d(surface).astype(float), 2, 0)
    hue = green / np.maximum(red, 1), blue / np.maximum(red, 1)
    near = [abs(share - AMBER[i + 1] / AMBER[0]) < 0.2 for i, share in enumerate(hue)]
    return int(((red > 60) & near[0] & near[1]).sum())


def test_it_is_one_short_file() -> None:
    assert len(block().splitlines()) <= ENOUGH_LINES


def test_it_is_listed_among_the_others(game: Activity) -> None:
    listed = json.loads(CliRunner().invoke(cli, ["activities", "--json"]).output)
    (mine,) = [each for each in listed if each["name"] == NAME]
    assert (mine["title"], mine["kind"]) == (game.title, "training")


def test_a_patient_plays_it_and_a_replay_knows_the_same(
    game: Activity, recording: Recording
) -> None:
    replayed = replay_trial(recording)
    assert replayed.result().outcome is Outcome.COMPLETED
    score = measure_recording(recording).value(game.headline.name)
    assert score == replayed.rules.earned
    assert score > 1


def test_who_only_balances_earns_nothing(game: Activity) -> None:
    setup = setup_for(game, SECONDS, SEED)
    assert steered(game, setup, balancing(0.8)).rules.earned == 0


def test_what_was_earned_is_drawn_and_stays(game: Activity, recording: Recording) -> None:
    setup = setup_for(game, SECONDS, SEED)
    playback = Playback(game, setup, recording, SIZE)
    before, after = (amber(playback.draw(t_s)) for t_s in (1.0, SECONDS))
    assert after > before + 40
    assert amber(draw_result(game, setup, recording, size=SIZE)) > before + 40
