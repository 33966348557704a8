"""A board made ready: reached, identified, calibrated, streaming."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from trainer.acquisition.board import Board, BoardSetup, plate, setup_of_replay, tilting_board
from trainer.acquisition.eeprom import (
    read_calibration,
    read_load_calibration,
    write_calibration,
    write_load_calibration,
)
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection, StreamRequest
from trainer.link.faults import FaultBook
from trainer.link.replay_link import ReplayLink
from trainer.link.sim_link import SimulatedBoardLink
from trainer.link.uri import LinkContext, is_simulated, link_for
from trainer.recording.body import BodySetup, ThighSetup
from trainer.recording.load import NO_LOAD_CALIBRATION, LoadCalibration, LoadSetup
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration, SensorSetup, Vector
from trainer.recording.trial import BoardIdentity, Recording, StartState, TrialEvent
from trainer.recording.vocabulary import LinkState, Placement
from trainer.sessions.errors import SessionError
from trainer.sessions.fitted import (
    board_sensor_of,
    body_of,
    request_for,
    sensor_setup,
)
from trainer.sessions.rows import RowForm
from trainer.wire.frozen import BOARD_SENSOR, Hello, PlacementCode

START_PATIENCE_S = 30.0
WAIT_STEP_S = 0.02
QUIET_S = 0.5
NONSENSE = (
    "a calibration stored in the board makes no sense and is ignored: run baps calibrate {steps}"
)


@dataclass(frozen=True)
class StoredOnBoard:
    """What a board's EEPROM holds; None for what it does not."""

    calibration: SensorCalibration | None = None
    load_calibration: LoadCalibration | None = None


@dataclass(frozen=True)
class Known:
    """What is known of a board: what its EEPROM and the database say together."""

    calibration: SensorCalibration = UNCALIBRATED
    bias_deg_s: Vector | None = None
    load_calibration: LoadCalibration = NO_LOAD_CALIBRATION
    thigh: ThighSetup | None = None


Knowledge = Callable[[Hello, StoredOnBoard], Known]
"""What is known of a board, given what it said and what its EEPROM holds."""


@dataclass(frozen=True)
class OpenBoard:
    """A streaming board and what belongs to it."""

    feed: BoardFeed
    connection: Connection
    intake: Board
    identity: BoardIdentity
    calibration: SensorCalibration
    replayed: Recording | None = None
    hello: Hello | None = None

    @property
    def setup(self) -> SensorSetup:
        """How its sensor runs."""
        return self.intake.setup

    @property
    def is_plate(self) -> bool:
        """Whether it is a plain force plate: load cells and no motion sensor."""
        return self.intake.is_plate

    @property
    def calibrated(self) -> bool:
        """Whether what leads, motion sensor or plate, is calibrated."""
        cells = self.intake.load_setup
        if self.is_plate:
            return cells is not None and cells.calibration.calibrated
        return self.calibration.calibrated

    @property
    def uncalibrated_words(self) -> str:
        """What to say of a board that is not; empty for one that is."""
        if self.calibrated:
            return ""
        if self.is_plate:
            return "uncalibrated: no load is known before baps calibrate load"
        return "uncalibrated: axes are taken as marked on the sensor (baps calibrate level, front)"

    @property
    def simulated(self) -> bool:
        """Whether no real board is behind it."""
        return is_simulated(self.identity.uri)

    @property
    def controls(self) -> tuple[TrialEvent, ...]:
        """What people did in a replayed trial; nothing else follows from its samples."""
        return self.replayed.events if self.replayed else ()

    def close(self) -> None:
        """Stop the stream and give the link back."""
        self.feed.close()


def open_board(
    uri: str, context: LinkContext, knowledge: Knowledge, request: StreamRequest | None = None
) -> OpenBoard:
    """Reach a board and start its stream; `LinkError` with advice where that cannot be."""
    link = link_for(uri, context)
    replay = link if isinstance(link, ReplayLink) else None
    request = _request_of(replay) if replay else request or StreamRequest()
    connection = Connection(link, request)
    hello = connection.connect()
    try:
        connection.request = request_for(hello, request)
        start = replay.start_state if replay else None
        board = (
            setup_of_replay(replay.recording, replay.start_state)
            if replay
            else _known(connection, hello, knowledge)
        )
        if isinstance(link, SimulatedBoardLink) and board.body is not None:
            board = replace(board, body=replace(board.body, thigh=link.worn))
        intake = _intake(hello, connection.request, board, start)
        connection.start()
    except BaseException:
        connection.close()
        raise
    feed = BoardFeed(connection, intake)
    feed.open()
    identity = BoardIdentity(uri, hello.board_id, ".".join(str(n) for n in hello.firmware))
    replayed = replay.recording if replay else None
    return OpenBoard(feed, connection, intake, identity, board.calibration, replayed, hello)


def row_form(board: OpenBoard) -> RowForm:
    """What rows of this board hold."""
    has_load, has_body = (s is not None for s in (board.intake.load_setup, board.intake.body_setup))
    return RowForm(board.setup, not board.is_plate, has_load, has_body)


def wait_for_samples(
    feed: BoardFeed, say: Callable[[str], None], patience_s: float = START_PATIENCE_S
) -> None:
    """Return when the first sample is delivered; tell meanwhile why none is.

    Raises `SessionError` with the last reason when patience runs out.
    """
    begun, told = feed.now_ns(), ""
    while feed.latest() is None:
        status, waited_s = feed.status(), (feed.now_ns() - begun) / 1e9
        if status.advice and status.advice != told and waited_s > QUIET_S:
            told = status.advice
            say(told)
        if waited_s > patience_s or status.state is LinkState.ABSENT:
            raise SessionError(f"the board gives no usable data: {told or 'it stays silent'}")
        feed.wait(WAIT_STEP_S)


def _request_of(replay: ReplayLink) -> StreamRequest:
    setup = replay.recording.header.setup
    return StreamRequest(round(setup.rate_hz), setup.filter_setting)


def _intake(
    hello: Hello, request: StreamRequest, board: BoardSetup, start: StartState | None
) -> Board:
    imu = board_sensor_of(hello)
    if imu is not None:
        return tilting_board(sensor_setup(imu, request), board, start)
    assert board.load is not None
    return plate(board.load, start)


def _known(connection: Connection, hello: Hello, knowledge: Knowledge) -> BoardSetup:
    request = connection.request
    stored = StoredOnBoard(
        read_calibration(connection, BOARD_SENSOR),
        read_load_calibration(connection) if request.load_rate_hz else None,
    )
    known, load, body = knowledge(hello, _believed(stored, connection.faults)), None, None
    _bring_up_to_date(connection, hello, stored, known)
    if request.load_rate_hz:
        load = LoadSetup(float(request.load_rate_hz), known.load_calibration)
    entry = body_of(hello)
    if entry is not None and request.body_rate_hz:
        placement = Placement[PlacementCode(entry.placement).name]
        thigh = known.thigh if placement is Placement.THIGH else None
        body = BodySetup(placement, sensor_setup(entry, request), thigh)
    return BoardSetup(known.calibration, known.bias_deg_s, load, body)


def _believed(stored: StoredOnBoard, faults: FaultBook) -> StoredOnBoard:
    """What the board remembers, without what makes no sense; that is told."""
    calibration, load = stored.calibration, stored.load_calibration
    if calibration is not None and not calibration.steps:
        calibration = None
        faults.tell(NONSENSE.format(steps="level, then front"))
    if load is not None and not load.calibrated:
        load = None
        faults.tell(NONSENSE.format(steps="load"))
    return StoredOnBoard(calibration, load)


def _bring_up_to_date(
    connection: Connection, hello: Hello, stored: StoredOnBoard, known: Known
) -> None:
    """Give the board what the database knew better; before it streams, when it takes it."""
    newer, newer_load = known.calibration, known.load_calibration
    if newer.board_id == hello.board_id and _is_newer(newer, stored.calibration):
        write_calibration(connection, newer)
    if newer_load.board_id == hello.board_id and _is_newer(newer_load, stored.load_calibration):
        write_load_calibration(connection, newer_load)


def _is_newer(
    known: SensorCalibration | LoadCalibration, on_board: SensorCalibration | LoadCalibration | None
) -> bool:
    return known.counter > (on_board.counter if on_board else 0)
