"""`baps log`: the closing line, lost samples, and whose trial it is."""

from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli.log import Output, closing_line
from trainer.cli.main import cli
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.rows import RowForm, RowFormat, RowWriter
from trainer.sessions.store_access import patient_for


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    return call


def samples(first: int, *missing: int) -> Stretch:
    seqs = [seq for seq in range(first, first + 10) if seq not in missing]
    block = Samples.zeros(len(seqs))
    block.seq[:] = seqs
    block.t_s[:] = [seq / 10 for seq in seqs]
    return Stretch(block, len(missing))


def test_samples_lost_within_and_between_blocks_are_counted_in_the_closing_line() -> None:
    writer = RowWriter(StringIO(), RowFormat.CSV, RowForm(SensorSetup()))
    assert (writer.rows, writer.lost) == (0, 0)
    writer.write(samples(100, 105, 106))
    writer.write(samples(115))
    assert closing_line(writer, Output("sway.csv", "csv", False)) == (
        "wrote 18 rows, 2.4 s, 7 lost, to sway.csv"
    )


def test_the_last_line_says_what_was_written_and_a_file_is_replaced_on_demand(
    run, tmp_path: Path
) -> None:
    out = tmp_path / "sway.csv"
    out.write_text("an older file", encoding="ascii")
    asked = ("log", "--board", "sim:patient", "--seconds", "0.5", "--out", str(out))
    result = run(*asked, "--overwrite")
    assert result.exit_code == 0, result.output
    rows = len(out.read_text(encoding="ascii").splitlines()) - 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith(f"wrote {rows} rows, 0.5 s, 0 lost, to ")
    assert last.endswith(str(out))


def test_the_same_seed_gives_the_same_simulated_patient_without_a_trial_too(run) -> None:
    def readings(seed: str) -> dict[str, list[str]]:
        shown = run("log", "--board", "sim:patient", "--seconds", "0.5", "--seed", seed).stdout
        rows = (row.split(",") for row in shown.splitlines()[1:])
        return {row[1]: row[7:] for row in rows}

    first, again, other = readings("4"), readings("4"), readings("5")
    both = first.keys() & again.keys() & other.keys()
    assert both
    assert all(first[seq] == again[seq] for seq in both)
    assert any(first[seq] != other[seq] for seq in both)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("sim:patient?skill=0.2", "SIM"),
        ("sim:plate", "SIM"),
        ("sim:mouse", "HAND"),
        ("sim:keys", "HAND"),
        ("sim:gamepad", "HAND"),
        ("serial:/dev/ttyACM0", "GUEST"),
        ("auto", "GUEST"),
    ],
)
def test_robots_hands_and_people_have_series_of_their_own(uri: str, code: str) -> None:
    assert patient_for(None, None, uri) == code


def test_a_bare_port_is_taken_as_a_serial_board(run) -> None:
    for port in ("/dev/no-such-port", "COM77", "com77"):
        assert f"no port {port}" in str(run("log", "--board", port).exception)


def test_a_database_that_a_mistyped_name_makes_is_told(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("BAPS_DB", f"sqlite:///{tmp_path}/typo.db")
    assert run("patient", "list").stderr == (f"new database made at {tmp_path}/typo.db\n")
    assert run("patient", "list").stderr == ""
