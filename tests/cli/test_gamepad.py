"""A board that a gamepad should steer says when there is no gamepad."""

import pytest

from trainer.cli import play_window
from trainer.cli.play import Request
from trainer.cli.play_window import NO_GAMEPAD
from trainer.recording.conditions import Chosen, Conditions


@pytest.mark.parametrize(
    ("uri", "found", "said"),
    [
        ("sim:gamepad", False, [NO_GAMEPAD]),
        ("sim:gamepad?level=3", False, [NO_GAMEPAD]),
        ("sim:gamepad", True, []),
        ("sim:mouse", False, []),
    ],
)
def test_a_missing_gamepad_is_told_in_one_line(uri, found, said, monkeypatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr("games.engine.input.gamepad_found", lambda: found)
    monkeypatch.setattr(play_window, "say", lines.append)
    request = Request(None, uri, None, Conditions(""), Chosen(), 0, False, False, False, False)
    play_window._tell_gamepad(request)
    assert lines == said
