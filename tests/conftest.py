"""What tests of several folders need: the built firmware and its simulator."""

import os
import signal

import pytest

from tests.virtual_uno.building import Built, built_or_skip


def pytest_configure() -> None:
    """A shell's background job ignores Ctrl-C, and so would the programs that tests interrupt."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # What tests read on screens is English, whatever this computer speaks.
    os.environ["LANGUAGE"] = "en"


@pytest.fixture(scope="session")
def built() -> Built:
    return built_or_skip()
