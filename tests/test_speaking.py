"""Which language the windows speak: the station's, else the computer's, else English."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from games.engine.draw.lettering import BODY, Lettering
from games.engine.words import ENOUGH
from trainer.cli.main import cli
from trainer.cli.settings import settings_for
from trainer.metrics.reasons import NOT_THE_PATIENTS, ON_RIM, said_reason
from trainer.texts import (
    in_language,
    said,
    said_back,
    said_day,
    said_figures,
    said_number,
    speak,
    spoken,
)

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
GERMAN, SPANISH = "Gut gemacht. Genug für dieses Bein", "Muy bien. Basta para esta pierna"


@pytest.fixture(autouse=True)
def nobody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("code", "language"),
    [("de", "de"), ("de_AT.UTF-8", "de"), ("es-MX", "es"), ("fi_FI.UTF-8", "en"), ("C", "en")],
)
def test_a_locale_speaks_its_language_and_an_unknown_one_english(code: str, language: str) -> None:
    assert speak(code) == language


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LC_ALL": "es_ES.UTF-8", "LANG": "de_DE.UTF-8"}, "es"),
        ({"LANGUAGE": "de:en", "LC_ALL": "es_ES.UTF-8"}, "de"),
    ],
    ids=str,
)
def test_the_environment_is_asked_in_the_usual_order(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert speak() == language


def test_sentences_days_and_numbers_are_those_of_the_language() -> None:
    day = date(2026, 11, 3)
    assert (said(ENOUGH), said_day(day), said_number("2.5")) == (ENOUGH, "3 November 2026", "2.5")
    speak("de")
    assert (said(ENOUGH), said_day(day), said_number("2.5")) == (GERMAN, "3. November 2026", "2,5")
    assert said_figures("14.2°, dome 2 has 14.1°") == "14,2°, dome 2 has 14,1°"
    speak("es")
    assert said(ENOUGH) == SPANISH
    assert said_day(day) == "3 de noviembre de 2026"


def test_a_reason_that_is_kept_in_english_is_shown_in_the_language() -> None:
    kept = ON_RIM.format(percent="32.1", most="5")
    assert said_reason(kept) == kept
    speak("de")
    assert said_reason(kept) == "das Brett lag 32,1 % der Zeit auf dem Rand, mehr als 5 %"
    assert said_back("of no template", NOT_THE_PATIENTS) == "of no template"


def test_windows_of_play_speak_the_stations_language_rather_than_the_computers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    settings_for("sim:patient")
    lettering = Lettering(1.0, 1.0)
    lettering.text(ENOUGH, BODY)
    assert CliRunner().invoke(cli, ["settings", "--language", "de"]).exit_code == 0
    settings_for("sim:patient")
    lettering.text(ENOUGH, BODY)
    assert [text for text, _ in lettering.written] == [SPANISH, GERMAN]


def test_a_language_of_one_thread_leaves_the_windows_language_alone() -> None:
    speak("de")
    with ThreadPoolExecutor(1) as elsewhere:
        with in_language("es"):
            assert (spoken(), said(ENOUGH)) == ("es", SPANISH)
            assert elsewhere.submit(said, ENOUGH).result() == GERMAN
            with in_language("en"):
                assert said(ENOUGH) == ENOUGH
            assert said(ENOUGH) == SPANISH
        assert (spoken(), said(ENOUGH)) == ("de", GERMAN)
