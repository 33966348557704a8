"""A board that is missing, refused, pulled or changed while a picture waits for it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

import pytest

from games.screens.arrival import Waiting
from trainer.link.base import BadUri, LinkError, NoBoard, PortRefused, WrongFirmware
from trainer.link.discovery import plugged_in
from trainer.motion.rest_checks import MOVING
from trainer.recording.interfaces import FeedStatus
from trainer.recording.vocabulary import LinkState
from trainer.sessions import arriving
from trainer.sessions.arriving import ASK_AGAIN_S, AtTerminal, arrived_board
from trainer.sessions.readiness import Look

MISSING = NoBoard("no board found: plug it in")
ALONE = FeedStatus(LinkState.STARTING, "leave it alone")


class Nobody(Exception):
    """Nobody waits any longer."""


@dataclass
class Patient:
    """Somebody before the picture; at each pause the next of `happens` is plugged in."""

    happens: list[tuple[str, ...] | str]
    there: tuple[str, ...] = ()
    shown: list[Waiting] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    waited_s: float = 0.0
    stays: bool = True

    def run(self, work):
        return work()

    def say(self, text: str) -> None:
        self.said.append(text)

    def show(self, waiting: Waiting, advice: str = "") -> None:
        if self.shown[-1:] != [waiting]:
            self.shown.append(waiting)

    def pause(self, seconds: float) -> bool:
        self.waited_s += seconds
        if not seconds:
            return False
        if not self.happens:
            raise Nobody
        happened = self.happens.pop(0)
        if isinstance(happened, str):
            return happened == "Enter"
        self.there = happened
        return False

    def aside(self) -> AbstractContextManager[None]:
        return nullcontext()


@dataclass
class Board:
    closed: bool = False
    simulated: bool = False
    replayed: object = None


@dataclass
class Port:
    """What comes of opening it, one after the other: an error or a board."""

    outcomes: list[LinkError | Board]
    boards: list[Board] = field(default_factory=list)

    @contextmanager
    def opened(self) -> Iterator[Board]:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, LinkError):
            raise outcome
        self.boards.append(outcome)
        try:
            yield outcome
        finally:
            outcome.closed = True


def at_once(_board: Board, _look: Look) -> None:
    """It is ready."""


@pytest.fixture(autouse=True)
def plugs(monkeypatch: pytest.MonkeyPatch) -> list[Patient]:
    """Whose ports are looked at."""
    whose: list[Patient] = []
    monkeypatch.setattr(arriving, "plugged_in", lambda _uri: whose[0].there)
    return whose


def arrived(plugs: list[Patient], patient: Patient, port: Port, ready=at_once, uri="auto") -> Board:
    plugs.append(patient)
    with arrived_board(uri, patient, port.opened, ready) as board:  # type: ignore[arg-type]
        assert not board.closed
        return board  # type: ignore[return-value]


def test_no_board_is_a_picture_that_goes_on_when_one_is_plugged_in(plugs) -> None:
    board, patient = Board(), Patient([(), (), ("ttyACM0",)])
    assert arrived(plugs, patient, Port([MISSING, board])) is board
    assert patient.shown == [Waiting.PROGRAM, Waiting.NO_BOARD, Waiting.PROGRAM]
    assert patient.said == [str(MISSING)]
    assert board.closed


def test_the_terminal_says_once_what_is_missing_however_often_ports_change(plugs) -> None:
    patient = Patient([("mouse",), (), ("ttyACM0",)])
    arrived(plugs, patient, Port([MISSING, MISSING, MISSING, Board()]))
    assert patient.said == [str(MISSING)]


def test_without_a_window_a_missing_board_is_an_error_at_once(plugs) -> None:
    terminal = AtTerminal(print)
    plugs.append(Patient([]))
    with (
        pytest.raises(NoBoard),
        arrived_board("auto", terminal, Port([MISSING]).opened, at_once),  # type: ignore[arg-type]
    ):
        pytest.fail("there is no board")


@pytest.mark.parametrize("uri", ["sim:patient", "replay:trial:7"])
def test_what_cannot_be_plugged_in_is_not_waited_for(plugs, uri: str) -> None:
    with pytest.raises(LinkError):
        arrived(plugs, Patient([]), Port([MISSING]), uri=uri)


def test_a_text_that_names_no_board_is_an_error_at_once(plugs) -> None:
    with pytest.raises(BadUri):
        arrived(plugs, Patient([]), Port([BadUri("board serial is not a board")]))


def test_a_port_that_another_program_has_is_tried_again(plugs) -> None:
    patient = Patient(["nothing"] * 20, there=("ttyACM0",))
    board = arrived(plugs, patient, Port([PortRefused("it is used"), Board()]))
    assert board.closed
    assert patient.waited_s > ASK_AGAIN_S
    assert patient.shown == [Waiting.PROGRAM, Waiting.TROUBLE, Waiting.PROGRAM]


def test_a_board_that_must_be_flashed_is_not_opened_again_until_somebody_asks(plugs) -> None:
    patient = Patient(["nothing"] * 50, there=("ttyACM0",))
    with pytest.raises(Nobody):
        arrived(plugs, patient, Port([WrongFirmware("flash it"), Board()]))
    plugs.clear()
    patient = Patient(["nothing", "nothing", "Enter"], there=("ttyACM0",))
    arrived(plugs, patient, Port([WrongFirmware("flash it"), Board()]))
    assert patient.happens == []


def test_a_board_pulled_in_its_still_seconds_is_waited_for_and_another_may_come(plugs) -> None:
    first, second = Board(), Board()
    patient = Patient([("ttyACM1",)], there=("ttyACM0",))

    def ready(board: Board, look: Look) -> None:
        look(ALONE)
        look(FeedStatus(LinkState.STARTING, MOVING))
        if board is first:
            patient.there = ()
            look(FeedStatus(LinkState.LOST, "the board went away"))

    assert arrived(plugs, patient, Port([first, MISSING, second]), ready) is second
    assert patient.shown == [
        *(Waiting.PROGRAM, Waiting.STILL, Waiting.MOVED),
        *(Waiting.PROGRAM, Waiting.NO_BOARD),
        *(Waiting.PROGRAM, Waiting.STILL, Waiting.MOVED, Waiting.PROGRAM),
    ]
    assert first.closed
    assert patient.said == ["the board went away", str(MISSING)]


def test_a_simulated_board_is_not_said_to_be_left_alone(plugs) -> None:
    patient = Patient([])
    arrived(
        plugs, patient, Port([Board(simulated=True)]), lambda _, look: look(ALONE), "sim:patient"
    )
    assert patient.shown == [Waiting.PROGRAM]


def test_a_port_that_was_put_back_is_another_one(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("trainer.link.discovery.candidate_ports", lambda: [("ttyACM0", "CH340")])
    assert plugged_in("auto") == (("ttyACM0", "CH340"),)
    port = tmp_path / "board"
    assert plugged_in(f"serial:{port}") == ()
    port.touch()
    before = plugged_in(f"serial:{port}")
    assert before
    assert plugged_in(f"serial:{port}") == before
    other = tmp_path / "other"
    other.touch()
    other.replace(port)
    assert plugged_in(f"serial:{port}") != before
