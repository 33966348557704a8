"""A station says once whether it has a rail button; instructions follow what it said."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from games.engine.setup import LIKELY_STATION
from games.engine.words import stop_words
from tests.games.playing import setup_of
from trainer.cli import settings as settings_command
from trainer.cli.calibrate_running import opened_window
from trainer.cli.main import cli
from trainer.cli.settings import settings_for
from trainer.sessions.errors import SessionError
from trainer.sessions.settings import (
    MOST_SCREEN_DELAY_MS,
    Settings,
    read_settings,
    write_settings,
)

REAL = "serial:/dev/ttyACM0"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["settings", *arguments])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person at a terminal who says yes; the questions that were asked."""
    questions: list[str] = []

    def yes(question: str, **_: object) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr(settings_command, "_somebody_answers", lambda: True)
    monkeypatch.setattr(settings_command.click, "confirm", yes)
    return questions


def test_what_is_said_of_the_rail_button_is_kept_and_shown(home: Path) -> None:
    assert "not said yet" in run().output
    assert run("--rail-button", "no").output == run().output
    assert run().output.startswith("rail button: no\n")
    assert json.loads(run("--json").output) == {
        "rail_button": False,
        "screen_delay_ms": None,
        "display": 1,
        "language": "",
        "viewing_distance_m": 2.5,
        "screen_height_mm": 299.0,
        "muted": False,
        "reduced_motion": False,
        "second_screen": False,
        "station_name": "",
    }


def test_the_screens_delay_is_kept_beside_the_rail_button(home: Path) -> None:
    assert "screen delay: not measured yet, taken as 0" in run("--rail-button", "yes").output
    assert "screen delay: 21.5 ms\n" in run("--screen-delay-ms", "21.5").output
    assert json.loads(run("--json").output)["screen_delay_ms"] == 21.5
    assert read_settings(home / "settings.json").station().screen_delay_ms == 21.5


@pytest.mark.parametrize("word", ["unknown", "Unknown"])
def test_after_a_change_of_screen_the_delay_is_unknown_again(home: Path, word: str) -> None:
    run("--screen-delay-ms", "21.5", "--rail-button", "no")
    assert "not measured yet, taken as 0" in run("--screen-delay-ms", word).output
    assert read_settings(home / "settings.json") == Settings(rail_button=False)


@pytest.mark.parametrize("bad", ["-1", f"{MOST_SCREEN_DELAY_MS + 0.5}", "nan", "inf", "soon"])
def test_a_delay_that_no_screen_has_is_refused_in_one_line(home: Path, bad: str) -> None:
    result = run("--screen-delay-ms", bad)
    assert result.exit_code == 2
    assert "--screen-delay-ms" in result.output.splitlines()[-1]
    assert not (home / "settings.json").exists()


@pytest.mark.parametrize("uri", [REAL, "sim:mouse", "sim:patient?seed=2", "replay:trial:7"])
def test_every_board_is_drawn_on_the_same_screen(home: Path, uri: str) -> None:
    run("--screen-delay-ms", "30", "--rail-button", "yes")
    station = settings_for(uri).station()
    assert station.screen_delay_ms == 30.0
    assert station.rail_button is not uri.startswith("sim:")


def test_calibration_windows_have_the_stations_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    run("--screen-delay-ms", "30", "--rail-button", "yes")
    with opened_window() as (_, station):
        assert (station.screen_delay_ms, station.rail_button) == (30.0, True)


def test_play_on_a_real_board_asks_once(home: Path, asked: list[str]) -> None:
    assert settings_for(REAL) == settings_for(REAL) == Settings(rail_button=True)
    assert len(asked) == 1


@pytest.mark.parametrize("uri", ["sim:mouse", "replay:trial:7"])
def test_no_question_without_a_real_board(home: Path, asked: list[str], uri: str) -> None:
    assert settings_for(uri) == Settings()
    assert asked == []


def test_a_script_is_asked_nothing_and_the_answer_stays_open(home: Path) -> None:
    assert settings_for(REAL) == Settings()
    assert read_settings(home / "settings.json") == Settings()


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    broken = '{"rail_', '{"rail_button": "perhaps"}', "[]"
    wrong = '{"screen_delay_ms": 900}', '{"screen_delay_ms": NaN}', '{"screen_delay_ms": "x"}'
    for text in (*broken, *wrong):
        path.write_text(text)
        with pytest.raises(SessionError, match=r"settings\.json cannot be read .* delete it"):
            read_settings(path)
    write_settings(path, Settings(rail_button=True))
    assert read_settings(path) == Settings(rail_button=True)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, "To stop: say so, hold the rail"),
        (False, "To stop: say so, hold the rail"),
        (True, "To stop: press the button on the rail"),
    ],
)
def test_nobody_is_told_to_press_a_button_that_may_be_missing(known, words) -> None:
    assert Settings(known).station().rail_button is (known is True)
    setup = setup_of("bullseye")
    changed = type(setup)(setup.conditions, setup.rim, station=Settings(known).station())
    assert stop_words(changed) == words


def test_the_longest_delay_that_is_taken_is_kept(home: Path) -> None:
    assert run("--screen-delay-ms", f"{MOST_SCREEN_DELAY_MS:g}").exit_code == 0
    assert read_settings(home / "settings.json").screen_delay_ms == MOST_SCREEN_DELAY_MS


def test_what_the_patient_sees_and_hears_reaches_every_window(home: Path) -> None:
    said = ("--viewing-distance-m", "3.5", "--screen-height-mm", "400", "--muted", "yes")
    shown = run(*said, "--reduced-motion", "Yes").output
    assert "distance of the screen: 3.5 m, its picture 400 mm high" in shown
    assert "sound: off" in shown
    station = read_settings(home / "settings.json").station()
    assert (station.viewing_distance_m, station.screen_height_mm) == (3.5, 400.0)
    assert (station.muted, station.reduced_motion) == (True, True)
    assert "sound: on" in run("--muted", "no").output


def test_the_therapists_own_window_is_a_setting_of_the_place(home: Path) -> None:
    assert "second window for the therapist: yes" in run("--second-screen").output
    assert read_settings(home / "settings.json").second_screen
    assert "second window for the therapist: no" in run("--no-second-screen").output


def test_a_file_of_an_earlier_version_is_read_as_the_likely_place(home: Path) -> None:
    home.mkdir()
    old = {"rail_button": True, "screen_delay_ms": 22.0, "display": 2, "language": "de"}
    (home / "settings.json").write_text(json.dumps(old))
    settings = read_settings(home / "settings.json")
    assert settings == Settings(True, 22.0, 2, "de")
    assert settings.station() == replace(LIKELY_STATION, rail_button=True, screen_delay_ms=22.0)


def test_a_station_is_called_as_it_was_said_or_as_its_computer(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "gym-2")
    assert "name of the station: gym-2" in run().output
    assert "name of the station: by the window" in run("--station-name", "by the window").output
    assert "name of the station: gym-2" in run("--station-name", "computer").output
    monkeypatch.setattr("platform.node", lambda: "")
    assert read_settings(home / "settings.json").name == "station"


@pytest.mark.parametrize(
    "bad",
    [
        ("--viewing-distance-m", "0.2"),
        ("--viewing-distance-m", "nan"),
        ("--screen-height-mm", "5000"),
        ("--screen-height-mm", "30"),
        ("--station-name", "x" * 41),
        ("--station-name", "two\nlines"),
        ("--muted", "perhaps"),
    ],
    ids=lambda bad: "-".join(bad)[2:30].replace("\n", " "),
)
def test_what_no_place_has_is_refused(home: Path, bad: tuple[str, str]) -> None:
    assert run(*bad).exit_code == 2
    assert not (home / "settings.json").exists()


@pytest.mark.parametrize(
    "wrong", ['{"viewing_distance_m": 0}', '{"screen_height_mm": NaN}', '{"muted": "yes"}']
)
def test_limits_hold_in_the_file_too(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "settings.json").write_text(wrong)
    with pytest.raises(SessionError, match="cannot be read"):
        read_settings(tmp_path / "settings.json")
