"""What tests of several folders need: the built firmware and its simulator."""

import pytest

from tests.virtual_uno.building import Built, built_or_skip


@pytest.fixture(scope="session")
def built() -> Built:
    return built_or_skip()
