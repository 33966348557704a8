"""`baps clinic` as a process: its first password, its pages with TLS, and its end."""

import json
import signal
import ssl
import urllib.request
from pathlib import Path

from click.testing import CliRunner

from tests.clinic.running import clinic_at
from trainer.cli.main import cli


def test_it_serves_with_its_own_certificate_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    with clinic_at(tmp_path, "--tls") as running:
        assert running.one_time_password
        trusted = ssl.create_default_context(cafile=str(tmp_path / "clinic.crt"))
        with urllib.request.urlopen(
            f"{running.address}/sign-in", context=trusted, timeout=30
        ) as answer:
            assert answer.headers["strict-transport-security"]
            assert "Sign in" in answer.read().decode()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(30) in (0, 130)
    with clinic_at(tmp_path) as again:
        assert "password" not in again.printed, "it is shown once"


def test_an_address_that_others_reach_needs_tls(tmp_path: Path) -> None:
    result = CliRunner(env={"BAPS_HOME": str(tmp_path)}).invoke(
        cli, ["clinic", "--host", "0.0.0.0"]
    )
    assert result.exit_code == 1
    assert "add --tls" in result.output
    assert json.dumps(result.output).count("\\n") == 1


def test_audit_verify_says_how_many_and_what_is_wrong(tmp_path: Path) -> None:
    runner = CliRunner(env={"BAPS_HOME": str(tmp_path)})
    assert runner.invoke(cli, ["audit", "verify"]).output == "0 entries, every seal is right\n"
    with clinic_at(tmp_path):
        pass
    assert runner.invoke(cli, ["audit", "verify"]).output == "1 entries, every seal is right\n"
    (tmp_path / "log.key").write_text("00" * 32)
    result = runner.invoke(cli, ["audit", "verify"])
    assert result.exit_code == 1
    assert "entry 1 was changed" in result.output
    (tmp_path / "log.key").unlink()
    assert "bring back" in runner.invoke(cli, ["audit", "verify"]).output
