"""A board made ready: reached, identified, calibrated, streaming."""

from collections.abc import Callable
from dataclasses import dataclass

from trainer.acquisition.eeprom import read_calibration
from trainer.acquisition.feed import BoardFeed
from trainer.acquisition.intake import Intake, KnownBoard
from trainer.link.connection import Connection, StreamRequest
from trainer.link.replay_link import ReplayLink
from trainer.link.uri import LinkContext, is_simulated, link_for
from trainer.recording.calibration import SensorCalibration
from trainer.recording.sensor import FILTER_DELAY_US, SensorSetup
from trainer.recording.trial import BoardIdentity, Recording, StartState, TrialEvent
from trainer.recording.vocabulary import LinkState
from trainer.sessions.errors import SessionError
from trainer.wire.frozen import Hello, SensorKind

BOARD_SENSOR = 0
START_PATIENCE_S = 30.0
WAIT_STEP_S = 0.02
QUIET_S = 0.5

Knowledge = Callable[[Hello, SensorCalibration | None], KnownBoard]
"""What is known of a board, given what it said and what its EEPROM holds."""


@dataclass(frozen=True)
class OpenBoard:
    """A streaming board and what belongs to it."""

    feed: BoardFeed
    connection: Connection
    intake: Intake
    identity: BoardIdentity
    calibration: SensorCalibration
    replayed: Recording | None = None

    @property
    def setup(self) -> SensorSetup:
        """How its sensor runs."""
        return self.intake.setup

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
        setup = replay.recording.header.setup if replay else _setup(hello, request)
        start = replay.start_state if replay else None
        board = _known(connection, hello, knowledge, start)
        connection.start()
    except BaseException:
        connection.close()
        raise
    intake = Intake(setup, board, start)
    feed = BoardFeed(connection, intake)
    feed.open()
    identity = BoardIdentity(uri, hello.board_id, ".".join(str(n) for n in hello.firmware))
    replayed = replay.recording if replay else None
    return OpenBoard(feed, connection, intake, identity, board.calibration, replayed)


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


def _setup(hello: Hello, request: StreamRequest) -> SensorSetup:
    imu = next(
        (s for s in hello.sensors if s.kind == SensorKind.IMU and s.index == BOARD_SENSOR), None
    )
    if imu is None or not imu.present:
        raise SessionError(
            "the board answers but finds no motion sensor: check the sensor's four wires "
            "(power, ground, SDA, SCL)"
        )
    return SensorSetup(
        rate_hz=float(request.rate_hz),
        filter_setting=request.filter_setting,
        filter_delay_us=FILTER_DELAY_US[request.filter_setting],
        accel_range_g=imu.accel_range_g,
        gyro_range_deg_s=imu.gyro_range_deg_s,
    )


def _known(
    connection: Connection, hello: Hello, knowledge: Knowledge, start: StartState | None
) -> KnownBoard:
    if start is not None:
        return KnownBoard(start.calibration, start.gyro_bias_deg_s)
    return knowledge(hello, read_calibration(connection, BOARD_SENSOR))
