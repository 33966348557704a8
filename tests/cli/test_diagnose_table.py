"""What `baps diagnose` prints: failures first, passes as a count, what failed in the last line."""

import json

import pytest
from click.testing import CliRunner

from tests.scripted_board import ScriptedLink, ScriptedSource, level_board
from trainer.cli.diagnose import print_findings, value_words
from trainer.cli.main import cli
from trainer.link.simulated_firmware import FirmwareIdentity
from trainer.sessions.diagnosis.finding import Part

NAMES = ("self_test_accel_x", "self_test_accel_y", "rail_stop_closed", "unknown_messages")
ADVICE = "noisy although at rest: check the sensor's glue and its power"
PART = Part("load cell front-right")


def test_the_table_has_whole_names_and_breaks_advice_into_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    findings = [PART.judged(name, -0.0123456, "deg/s", True, ADVICE, ADVICE) for name in NAMES]
    print_findings(findings, all_findings=True)
    printed = capsys.readouterr().out
    assert all(name in printed for name in NAMES)
    assert max(map(len, printed.splitlines())) <= 80
    assert set(ADVICE.split()) <= set(printed.split())


def test_what_failed_comes_first_with_its_advice_and_is_named_again_at_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passing = [PART.judged(name, 0.0, "1", True, "") for name in NAMES]
    failing = [
        PART.judged("noise_counts", 712.345678, "1", False, ADVICE),
        Part("switches").truth("rail_stop_closed", False, "plug it in, or fit the link"),
    ]
    print_findings([*passing, *failing], all_findings=False)
    assert capsys.readouterr().out.splitlines() == [
        f"load cell front-right, noise_counts 712.3: {ADVICE}",
        "switches, rail_stop_closed no: plug it in, or fit the link",
        "4 passed, --all lists them",
        "do not use the board yet: load cell front-right (noise_counts), "
        "switches (rail_stop_closed)",
    ]


@pytest.mark.parametrize(
    ("name", "value", "unit", "words"),
    [
        ("rate_hz", 500.123, "Hz", "500.1"),
        ("zero_load_n", 1.2345, "N", "1.234"),
        ("new_data_pct", 99.5, "%", "99.5"),
        ("gravity_g", 0.99876, "g", "0.9988"),
        ("link_latency_ms", 0.003766, "ms", "0.0"),
        ("lag that is left", -3.14159, "ms", "-3.1 ms"),
        ("lag that is left", -0.012, "ms", "0.0 ms"),
        ("missed", 1172.4, "1/min", "1172 a minute"),
        ("missed", 5.98, "1/min", "6.0 a minute"),
    ],
)
def test_no_figure_says_its_unit_twice_or_more_than_anybody_needs(
    name: str, value: float, unit: str, words: str
) -> None:
    assert value_words(PART.judged(name, value, unit, True, "")) == words


def test_a_board_that_may_be_used_takes_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([PART.truth("calibrated", True, "")], all_findings=False)
    assert capsys.readouterr().out == "1 passed, --all lists them\nthe board may be used\n"


def test_a_board_that_answers_without_any_sensor_has_its_finding_in_json_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = ScriptedLink(ScriptedSource(level_board))
    link._identity = FirmwareIdentity(7, sensors=())
    monkeypatch.setattr("trainer.sessions.board.link_for", lambda _uri, _context: link)
    result = CliRunner().invoke(cli, ("diagnose", "--board", "serial:x", "--json"))
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["passed"] is False
    (finding,) = report["findings"]
    assert (finding["part"], finding["name"]) == ("board sensor", "fitted")
    assert "four wires" in finding["advice"]
