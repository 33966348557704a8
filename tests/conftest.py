"""What tests of several folders need: the built firmware and its simulator."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.collector import FrozenRun
from tests.migrated import copied_when_new
from tests.order import spread
from tests.virtual_uno.building import Built, built_or_skip
from trainer.texts import speak


def pytest_configure() -> None:
    """A shell's background job ignores Ctrl-C, and so would the programs that tests interrupt."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        # SDL would make of it a closed window: the test that runs fails, and the run goes on.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    # What tests read on screens is English, whatever this computer speaks.
    os.environ["LANGUAGE"] = "en"
    # How quick this computer is just now says nothing of what an example shows.
    settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("here")
    _keep_lsl_to_this_run()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After those that are not asked for are left out."""
    items[:] = spread(items)


def pytest_collection_finish() -> None:
    """The garbage that a trial looks for before it begins is none of pytest's own objects."""
    FrozenRun().begin()


def _keep_lsl_to_this_run() -> None:
    """Streams are found on the whole network, also those of somebody else's run of these tests."""
    folder = Path(tempfile.mkdtemp(prefix="baps-lsl-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "lsl_api.cfg"
    settings.write_text(f"[lab]\nSessionID = {folder.name}\n", encoding="utf-8")
    # liblsl reads it when it is first used, and so do the programs that tests start.
    os.environ["LSLAPICFG"] = str(settings)


@pytest.fixture(scope="session")
def built() -> Built:
    return built_or_skip()


@pytest.fixture(autouse=True)
def migrated_once() -> Iterator[None]:
    """A new database is a copy of one that was migrated from nothing."""
    with copied_when_new():
        yield


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """A command speaks the language of its station, and goes on to in the next test."""
    yield
    speak("en")
