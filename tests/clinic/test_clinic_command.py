"""`baps clinic` as a process: its first password, its pages with TLS, and its end."""

import json
import signal
import ssl
import urllib.request
from pathlib import Path

from click.testing import CliRunner

from tests.clinic.running import clinic_at
from trainer.cli.main import cli
from trainer.clinic.passwords import matches
from trainer.store import Store


def test_it_serves_with_its_own_certificate_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    with clinic_at(tmp_path, "--tls") as running:
        assert running.one_time_password
        trusted = ssl.create_default_context(cafile=str(tmp_path / "clinic.crt"))
        with urllib.request.urlopen(
            f"{running.address}/sign-in", context=trusted, timeout=120
        ) as answer:
            assert answer.headers["strict-transport-security"]
            assert "Sign in" in answer.read().decode()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(120) in (0, 130)
    with clinic_at(tmp_path) as again:
        assert running.one_time_password not in again.printed, "it is shown once"
        assert "baps clinic --new-password admin" in again.printed


def test_who_lost_a_password_gets_another_one_where_the_clinic_is_started(tmp_path: Path) -> None:
    with clinic_at(tmp_path) as first:
        lost = first.one_time_password
    with clinic_at(tmp_path, "--new-password", "admin") as again:
        assert again.one_time_password != lost
    with Store.open(f"sqlite:///{tmp_path / 'baps.db'}") as store:
        account, newest = store.account("admin"), store.newest_log(1)[0].entry
    assert account is not None
    assert matches(account.password_hash, again.one_time_password)
    assert (newest.login, newest.about, newest.detail) == (
        "baps clinic",
        "admin",
        "gave a one-time password",
    )


def test_a_password_for_nobody_is_refused(tmp_path: Path) -> None:
    with clinic_at(tmp_path):
        pass
    result = CliRunner(env={"BAPS_HOME": str(tmp_path)}).invoke(
        cli, ["clinic", "--port", "0", "--no-browser", "--new-password", "eve"]
    )
    assert result.exit_code == 1
    assert "there is no account eve" in result.output


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
    assert runner.invoke(cli, ["audit", "verify"]).output == "1 entry, every seal is right\n"
    (tmp_path / "log.key").write_text("00" * 32)
    result = runner.invoke(cli, ["audit", "verify"])
    assert result.exit_code == 1
    assert "entry 1 was changed" in result.output
    (tmp_path / "log.key").unlink()
    assert "bring back" in runner.invoke(cli, ["audit", "verify"]).output
