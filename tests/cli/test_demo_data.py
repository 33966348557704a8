"""`baps demo-data` on the command line."""

from collections.abc import Callable

from click.testing import Result


def test_a_database_with_patients_is_refused_in_one_line(run: Callable[..., Result]) -> None:
    refused = run("demo-data", "--patients", "1")
    assert refused.exit_code == 1
    assert "K7" in str(refused.exception)
    assert run("patient", "list").stdout.count("DEMO") == 0
