"""What every firmware test needs: boards that end with the test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.firmware.board_client import BoardClient
from tests.virtual_uno.building import Built
from tests.virtual_uno.virtual_uno import Setup, VirtualUno

StartBoard = Callable[..., tuple[VirtualUno, BoardClient]]


@pytest.fixture
def start_board(built: Built) -> Iterator[StartBoard]:
    """`start_board(schedule=..., ...)`: a fast virtual Uno and a client on its port."""
    with ExitStack() as stack:

        def start(**options: object) -> tuple[VirtualUno, BoardClient]:
            uno = stack.enter_context(VirtualUno(built, Setup(fast=True, **options)))  # type: ignore[arg-type]
            return uno, stack.enter_context(BoardClient(uno.port))

        yield start
