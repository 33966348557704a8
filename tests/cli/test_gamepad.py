"""A board that a gamepad should steer says when there is no gamepad."""

import pytest

from trainer.cli import play
from trainer.cli.trial import PlayedWith
from trainer.recording.conditions import Chosen
from trainer.recording.interfaces import Steering, Stimulus


class NoWindow:
    """Nothing is drawn: the line is said before the window opens."""

    def __init__(self, _station) -> None:
        raise RuntimeError("a window would open now")


@pytest.mark.parametrize(
    ("uri", "found", "said"),
    [
        ("sim:gamepad", False, [play.NO_GAMEPAD]),
        ("sim:gamepad?level=3", False, [play.NO_GAMEPAD]),
        ("sim:gamepad", True, []),
        ("sim:mouse", False, []),
    ],
)
def test_a_missing_gamepad_is_told_in_one_line(uri, found, said, monkeypatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr("games.engine.input.gamepad_found", lambda: found)
    monkeypatch.setattr("games.engine.window.Window", NoWindow)
    monkeypatch.setattr(play, "say", lines.append)
    request = play.Request(
        None, uri, None, play.Conditions(""), Chosen(), 0, False, False, False, False
    )
    visit = type("AVisit", (), {"station": None})()
    with pytest.raises(RuntimeError, match="would open"):
        play._in_window(visit, [], request, PlayedWith(Steering(), Stimulus()))
    assert lines == said
