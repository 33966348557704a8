"""A board made ready: reached, identified, calibrated, streaming."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from trainer.acquisition.board import Board, BoardSetup, plate, setup_of_replay, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection
from trainer.link.fitted import cells_of, foreign_chip, motion_sensor_of, no_motion_sensor
from trainer.link.replay_link import ReplayLink
from trainer.link.sim_link import SimulatedBoardLink
from trainer.link.stream import StreamRequest
from trainer.link.uri import LinkContext, is_simulated, link_for
from trainer.recording.body import BodySetup, SacrumSetup
from trainer.recording.chip import chip_of
from trainer.recording.conditions import FLOOR, NO_DOME
from trainer.recording.envelope import Rim, assumed_rim, no_rim
from trainer.recording.interfaces import FeedStatus
from trainer.recording.load import LoadSetup
from trainer.recording.sensor import SensorCalibration, SensorSetup
from trainer.recording.trial import BoardIdentity, Recording, StartState, TrialEvent
from trainer.recording.vocabulary import DomeStyle, LinkState, Placement, Source
from trainer.sessions.board_facts import FactsFor, agreed_facts
from trainer.sessions.errors import NoSensor, SessionError
from trainer.store.store import Store
from trainer.wire.frozen import (
    BOARD_SENSOR,
    BODY_SENSOR,
    Hello,
    PlacementCode,
    SensorEntry,
)

START_PATIENCE_S = 30.0
WAIT_STEP_S = 0.02
QUIET_S = 0.5
"""Advice that is over within this time is not shown."""
UNKNOWN_CELLS_HZ = 80
NO_SACRUM_SETUP = (
    "the deck's sensor is on the sacrum and not set up on this patient: run baps calibrate sacrum "
    "--patient CODE, or put it back and run baps calibrate place --sensor deck --on board"
)
MOTION_SILENT = (
    "this board was calibrated with a motion sensor, which does not answer now: check its four "
    "wires, then run baps diagnose"
)
NO_BODY_SENSOR = "no body sensor answers on this board: plug it in, then run baps diagnose"


@dataclass(frozen=True)
class OpenBoard:
    """A streaming board and what belongs to it."""

    feed: BoardFeed
    connection: Connection
    streams: Board
    identity: BoardIdentity
    calibration: SensorCalibration
    replayed: Recording | None = None
    hello: Hello | None = None
    dome_style: DomeStyle = DomeStyle.CAPS
    """The style of domes that nobody has measured; only a simulated board knows better."""

    @property
    def setup(self) -> SensorSetup:
        return self.streams.setup

    @property
    def is_plate(self) -> bool:
        """A plain force plate has load cells and no motion sensor."""
        return self.streams.is_plate

    @property
    def on_sacrum(self) -> bool:
        """Whether the deck's sensor is on the patient's sacrum: then nobody stands on the board."""
        return self.streams.sacrum is not None

    @property
    def worn(self) -> bool:
        """Whether a sensor of it sits on a patient as that patient's set-up says."""
        return not self.simulated and (self.on_sacrum or self.streams.body_setup is not None)

    @property
    def calibrated(self) -> bool:
        """Whether the leading sensor is calibrated: the motion sensor, or a plate's cells.

        On a sacrum it is set up or not.
        """
        if self.streams.sacrum is not None:
            return self.streams.sacrum.patient_code is not None
        cells = self.streams.load_setup
        if self.is_plate:
            return cells is not None and cells.calibration.calibrated
        return self.calibration.calibrated

    @property
    def uncalibrated_words(self) -> str:
        """The warning about an uncalibrated board; empty if it is calibrated."""
        if self.calibrated:
            return ""
        if self.on_sacrum:
            return NO_SACRUM_SETUP
        if self.is_plate:
            return "uncalibrated: no load is known before baps calibrate load"
        return "uncalibrated: axes are taken as marked on the sensor (baps calibrate level, front)"

    @property
    def simulated(self) -> bool:
        return is_simulated(self.identity.uri)

    @property
    def controls(self) -> tuple[TrialEvent, ...]:
        """What people did in a replayed trial; its samples do not contain that."""
        return self.replayed.events if self.replayed else ()

    def close(self) -> None:
        """Stop the stream and release the link."""
        self.feed.close()


def open_board(
    uri: str, context: LinkContext, facts_for: FactsFor, request: StreamRequest | None = None
) -> OpenBoard:
    """Reach a board and start its stream; `LinkError` with advice if that fails.

    `NoSensor` if nothing can be measured, or if the motion sensor that the board was calibrated
    with does not answer: then it is never taken for a force plate.
    """
    link = link_for(uri, context)
    replay = link if isinstance(link, ReplayLink) else None
    request = _request_of(replay) if replay else request or StreamRequest()
    connection = Connection(link, request)
    hello = connection.connect()
    try:
        connection.request = request_for(hello, request)
        start = replay.start_state if replay else None
        setup = (
            setup_of_replay(replay.recording, replay.start_state)
            if replay
            else _setup(connection, hello, facts_for)
        )
        if isinstance(link, SimulatedBoardLink):
            setup = _as_simulated(setup, link)
        streams = _streams(hello, connection.request, setup, start)
        connection.start()
    except BaseException:
        connection.close()
        raise
    feed = BoardFeed(connection, streams)
    feed.open()
    identity = BoardIdentity(uri, hello.board_id, ".".join(str(n) for n in hello.firmware))
    replayed = replay.recording if replay else None
    style = link.dome_style if isinstance(link, SimulatedBoardLink) else DomeStyle.CAPS
    return OpenBoard(feed, connection, streams, identity, setup.calibration, replayed, hello, style)


def wait_for_samples(
    feed: BoardFeed,
    say: Callable[[str], None],
    patience_s: float = START_PATIENCE_S,
    look: Callable[[FeedStatus], None] = lambda _status: None,
) -> None:
    """Return when the first sample arrives; meanwhile report why none does.

    Raises `SessionError` with the last reason after `patience_s`. `look` follows all the while.
    """
    begun, told = feed.now_ns(), ""
    while feed.latest() is None:
        status, waited_s = feed.status(), (feed.now_ns() - begun) / 1e9
        if status.advice and status.advice != told and waited_s > QUIET_S:
            told = status.advice
            say(told)
        look(status)
        if waited_s > patience_s or status.state is LinkState.ABSENT:
            raise SessionError(f"the board gives no usable data: {told or 'it stays silent'}")
        feed.wait(WAIT_STEP_S)


def rim_of_board(board: OpenBoard, store: Store | None, level: int, stem_hole: int = 0) -> Rim:
    """The rim to use; asks the database only if it can hold one. `StoreError`."""
    measurable = level not in (NO_DOME, FLOOR) and not board.simulated
    board_id = board.identity.board_id
    newest = store.newest_rim(board_id, level, stem_hole) if store and measurable else None
    return rim_given(board, newest, level, stem_hole)


def rim_given(board: OpenBoard, newest: Rim | None, level: int, stem_hole: int = 0) -> Rim:
    """No rim for a plate, the simulation's own, the one measured last, or else the assumed one.

    Its source is part of the series, so simulated trials never share one with real ones, not on a
    plate or the floor either.
    """
    board_id, domeless = board.identity.board_id, level in (NO_DOME, FLOOR)
    assumed = (
        no_rim(board_id, level)
        if domeless
        else assumed_rim(level, board_id, stem_hole, board.dome_style)
    )
    if board.simulated:
        return replace(assumed, source=Source.SIMULATED)
    return assumed if domeless else newest or assumed


def request_for(hello: Hello, request: StreamRequest) -> StreamRequest:
    """The request with a rate for each sensor that answers, and 0 for the others.

    Load cells without a motion sensor are a force plate. `NoSensor` if nothing answers, or another
    chip does in place of the motion sensor: then the board is no force plate.
    """
    board, body = motion_sensor_of(hello, BOARD_SENSOR), motion_sensor_of(hello, BODY_SENSOR)
    load = cells_of(hello)
    if board is None and (load is None or foreign_chip(hello, BOARD_SENSOR)):
        raise NoSensor(no_motion_sensor(hello, BOARD_SENSOR))
    return replace(
        request,
        rate_hz=request.rate_hz if board else 0,
        body_rate_hz=request.rate_hz if board and body else 0,
        load_rate_hz=(load.rate_hz or UNKNOWN_CELLS_HZ) if load else 0,
        load_cells=load.present if load else 0,
    )


def _sensor_setup(imu: SensorEntry, request: StreamRequest) -> SensorSetup:
    chip = chip_of(imu.present)
    # `motion_sensor_of` has left out every other chip.
    assert chip is not None
    return SensorSetup(
        rate_hz=float(request.rate_hz),
        filter_setting=request.filter_setting,
        filter_delay_us=chip.filter_delay_us[request.filter_setting],
        accel_range_g=imu.accel_range_g,
        gyro_range_deg_s=imu.gyro_range_deg_s,
        who_am_i=chip.who_am_i,
    )


def _request_of(replay: ReplayLink) -> StreamRequest:
    setup = replay.recording.header.setup
    return StreamRequest(round(setup.rate_hz), setup.filter_setting)


def _streams(
    hello: Hello, request: StreamRequest, setup: BoardSetup, start: StartState | None
) -> Board:
    imu = motion_sensor_of(hello, BOARD_SENSOR)
    if imu is not None:
        return tilting_board(_sensor_setup(imu, request), setup, start)
    # `request_for` has refused a board without motion sensor and load cells.
    assert setup.load is not None
    return plate(setup.load, start)


def _setup(connection: Connection, hello: Hello, facts_for: FactsFor) -> BoardSetup:
    request = connection.request
    connection.faults.tell(foreign_chip(hello, BODY_SENSOR))
    facts = agreed_facts(connection, hello, facts_for, has_cells=bool(request.load_rate_hz))
    if facts.calibration.steps:
        connection.calibration_counter = facts.calibration.counter
    if not request.rate_hz and facts.calibration.steps:
        raise NoSensor(MOTION_SILENT)
    load = body = sacrum = None
    if facts.on_sacrum and request.rate_hz:
        # The cells would weigh nobody, and the deck's own calibration says nothing of a sacrum.
        sacrum = facts.sacrum or SacrumSetup()
        request = connection.request = replace(request, load_rate_hz=0, load_cells=0)
    if request.load_rate_hz:
        load = LoadSetup(float(request.load_rate_hz), facts.load_calibration)
    entry = motion_sensor_of(hello, BODY_SENSOR)
    if entry is not None and request.body_rate_hz:
        placement = Placement[PlacementCode(entry.placement).name]
        thigh = facts.thigh if placement is Placement.THIGH else None
        body = BodySetup(placement, _sensor_setup(entry, request), thigh)
    calibration = facts.calibration if sacrum is None else _worn(sacrum, hello.board_id)
    return BoardSetup(calibration, facts.bias_deg_s, load, body, sacrum=sacrum)


def _as_simulated(setup: BoardSetup, link: SimulatedBoardLink) -> BoardSetup:
    """Nobody sets simulated straps up: the simulation knows how they sit."""
    if setup.body is not None:
        setup = replace(setup, body=replace(setup.body, thigh=link.worn))
    if link.sacrum is not None:
        calibration = _worn(link.sacrum, setup.calibration.board_id)
        setup = replace(setup, calibration=calibration, sacrum=link.sacrum)
    return setup


def _worn(sacrum: SacrumSetup, board_id: int) -> SensorCalibration:
    """What turns the readings into the pelvis's axes; never stored as the board's calibration."""
    return SensorCalibration(board_id, mount=sacrum.mount)
