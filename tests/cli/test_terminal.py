"""What a person at the terminal is told while something goes on, and when it is stopped."""

import os
from dataclasses import replace
from io import StringIO

import click
import pytest

from trainer.cli.terminal import (
    StoppedEarly,
    TypedAnswers,
    guide_on_terminal,
    has_display,
    how_to_answer,
    kept_on_stop,
)
from trainer.recording.guidance import Answer, Figure, Finished, Guidance, Guide

LONG = (
    "board sensor cut off, something holds the sensor bus low: unplug the strap cable; if that "
    "does not help, check SDA and SCL for a short"
)


def guide(*notices: str) -> Guide:
    for notice in notices:
        yield Guidance("Level", 1, 2, Figure.WAIT, "Turn it.", 0.5, notice)
    yield Guidance("Level", 2, 2, Figure.WAIT, "Turn it back.", 0.5, notices[-1])
    return Finished("Level", passed=True)


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.cli.terminal._on_terminal", lambda: True)
    size = os.terminal_size((60, 24))
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_, **__: size)


def test_without_a_terminal_a_notice_is_a_line_once_a_step(capsys) -> None:
    notices = ("moving: 3 deg/s", "moving: 4 deg/s", LONG, LONG)
    assert guide_on_terminal(guide(*notices)).passed
    assert capsys.readouterr().err.splitlines() == [
        "1 of 2: Turn it.",
        "moving: 3 deg/s",
        LONG,
        "2 of 2: Turn it back.",
        LONG,
    ]


def test_on_a_terminal_a_notice_that_does_not_fit_beside_the_bar_is_a_whole_line(
    capsys, on_terminal
) -> None:
    guide_on_terminal(guide("moving: let go of it", LONG))
    said = capsys.readouterr().err
    assert "[##########..........]  moving: let go of it" in said
    assert f"{LONG}\n" in said
    assert "[##########..........]  board sensor" not in said


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [("", "", ""), ("run baps recover", "", "run baps recover"), ("b", "a", "a; b")],
)
def test_ctrl_c_says_what_was_kept_and_nothing_more(outer: str, inner: str, said: str) -> None:
    with (
        pytest.raises(StoppedEarly, match=f"^{said}$"),
        kept_on_stop(lambda: outer),
        kept_on_stop(lambda: inner),
    ):
        raise KeyboardInterrupt
    assert issubclass(StoppedEarly, click.Abort)


@pytest.mark.parametrize("driver", ["dummy", "offscreen"])
def test_a_driver_that_draws_into_the_void_is_no_display(monkeypatch, driver: str) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SDL_VIDEODRIVER", driver)
    assert not has_display()


def test_what_is_typed_answers_a_guide_if_it_takes_that_now(monkeypatch) -> None:
    monkeypatch.setattr("trainer.cli.terminal.somebody_can_answer", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO("p\n\nkeep\nPAIN\nk\n"))
    asked = Guidance("Range", 1, 1, Figure.WAIT, "tilt", answers=(Answer.KEEP, Answer.PAIN))
    assert how_to_answer(asked) == "k and Enter: keep it; p and Enter: it hurts here"
    typed = TypedAnswers()
    typed.begin()
    assert typed._reader is not None
    typed._reader.join()
    got = [typed.newest(asked) for _ in range(4)]
    assert got == [Answer.PAIN, None, Answer.KEEP, Answer.PAIN]
    assert typed.newest(replace(asked, answers=(Answer.PAIN,))) is None


def test_a_guide_in_the_terminal_gets_what_is_typed(monkeypatch, capsys) -> None:
    monkeypatch.setattr("trainer.cli.terminal.somebody_can_answer", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO("p\n"))

    def hurting() -> Guide:
        answer = None
        while answer is None:
            answer = yield Guidance("Range", 1, 1, Figure.WAIT, "Tilt.", answers=(Answer.PAIN,))
        return Finished("Range", passed=True, advice=answer)

    assert guide_on_terminal(hurting()).advice == "pain"
    assert capsys.readouterr().err.splitlines()[:2] == ["Tilt.", "p and Enter: it hurts here"]
