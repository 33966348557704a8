"""Errors and messages are made in English and shown in the window's language, every one of them."""

from collections.abc import Iterator
from string import Formatter

import pytest

from games.registry import activity_named
from tools.told import sentences_of, told_modules, told_texts
from trainer import texts
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.allowed import check_standing
from trainer.sessions.errors import SessionError
from trainer.texts import told

PASSED_ON = {
    "trainer.link.connection": ["str(error)", "why"],
    "trainer.sessions.visits.judging": ["*new"],
    "trainer.sessions.visits.running": ["*self._kept_with_mark(chart, step, told, keep)"],
}
"""What could not be read and need not be: it was made elsewhere."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    texts.speak("en")


def test_the_text_of_every_error_can_be_read_from_the_code() -> None:
    unread = {name: list(sentences_of(name).unread) for name in told_modules()}
    assert {name: code for name, code in unread.items() if code} == PASSED_ON


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_sentence_is_found_again_with_what_was_filled_in(language: str) -> None:
    """As numbers and codes: what is filled in stands in the translation, too."""
    texts.speak(language)
    english = []
    for template, _ in told_texts():
        names = dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name)
        values = {name: f"{number}7" for number, name in enumerate(names, 1)}
        sentence = template.format(**values)
        shown = told(sentence)
        if shown == sentence:
            english.append(sentence)
        assert all(value in shown for value in values.values()), shown
    assert not english


def test_a_refusal_names_the_activity_by_its_title_in_the_language() -> None:
    conditions = Conditions("free_leg", side=Side.BOTH, stance=Stance.TWO_LEG)
    with pytest.raises(SessionError) as refused:
        check_standing(activity_named("free_leg"), conditions)
    english = str(refused.value)
    texts.speak("de")
    german = told(english)
    assert "free_leg" not in german
    assert german.startswith(texts.said(english.partition(" needs ")[0]))


def test_a_sentence_within_a_sentence_is_translated_with_its_decimals_and_its_list() -> None:
    texts.speak("de")
    at_rest = "checked at rest: gravity 1.02 g, noise 0.04 °/s"
    assert told(at_rest) == "in Ruhe geprüft: Schwerkraft 1,02 g, Rauschen 0,04 °/s"
    kept = "the database baps.db did not answer and is asked again in 9 s"
    waits = told(f"{kept}; trials will wait on this computer")
    assert waits == f"{told(kept)}; Versuche warten auf diesem Computer"
    ports = "COM3 went away: plug the board in again; COM4 went away: plug the board in again"
    each = [told(sentence) for sentence in ports.split("; ")]
    assert told(f"no board answers: {ports}") == f"kein Brett antwortet: {'; '.join(each)}"
    assert told("what nobody has written down") == "what nobody has written down"
