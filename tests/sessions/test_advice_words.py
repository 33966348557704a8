"""What a check of the board found is read in the window's language, without a shell's commands."""

from collections.abc import Iterator

import pytest

from trainer import texts
from trainer.link.faults import Fault, restart_advice
from trainer.sessions.advice_words import ADVICE, advice_words, part_words
from trainer.wire.frozen import BOARD_SENSOR
from trainer.wire.messages import FaultCode, RestartCause

FAULTS = [
    Fault(FaultCode.SENSOR_SILENT, BOARD_SENSOR),
    Fault(FaultCode.LOAD_CELL_STUCK, 1),
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    texts.speak("en")


def test_in_english_it_is_the_advice_without_its_command() -> None:
    assert advice_words("the accelerometer is off: run baps calibrate accel, or replace it") == (
        "the accelerometer is off"
    )
    silent = "board sensor silent: check the four wires to it (power, ground, SDA, SCL)"
    assert advice_words(FAULTS[0].advice) == silent


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_advice_is_translated_whole_with_what_stands_in_it(language: str) -> None:
    texts.speak(language)
    for template in ADVICE:
        assert advice_words(template) != template
        assert "baps" not in advice_words(template)
    for fault in FAULTS:
        assert part_words(fault.part) != fault.part
        assert part_words(fault.part) in advice_words(fault.advice)
    words = advice_words(restart_advice(RestartCause.WATCHDOG))
    assert "firmware again" not in words
