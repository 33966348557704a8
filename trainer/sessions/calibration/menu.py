"""The menu of calibrations: which steps can be done now, and the state of each on a board."""

from datetime import UTC, date, datetime

from games.screens.menu import MenuRow, Standing
from trainer.recording.envelope import Rim
from trainer.recording.guidance import Figure
from trainer.recording.sensor import NEVER, STEP_ACCEL, STEP_FRONT, STEP_LEVEL, SensorCalibration
from trainer.recording.vocabulary import Side, Source
from trainer.sessions.board import OpenBoard, rim_of_board
from trainer.sessions.board_facts import THIGH_HOLDS
from trainer.sessions.calibration.guides import Asked
from trainer.store.store import Store
from trainer.texts import said, said_day

MOUNT_ROWS = (
    (STEP_ACCEL, "Sensor", Figure.BOX_LABEL_UP),
    (STEP_LEVEL, "Level", Figure.DECK_TURNED),
    (STEP_FRONT, "Front", Figure.TOES_DOWN),
)
RIM_OF, CELLS_WITH = "Rim of dome {level}", "Load cells, {kg:g} kg"
SACRUM_OF = "Sacrum sensor of {code}"
RANGE_OF = {
    Side.LEFT: "Range of {code}, left",
    Side.RIGHT: "Range of {code}, right",
    Side.BOTH: "Range of {code}, both",
}
THIGH_ON = {Side.LEFT: "Thigh sensor, left", Side.RIGHT: "Thigh sensor, right"}
TODAY, CELLS_ZERO = "today", "Load cells, zero"


def rows_of(board: OpenBoard, store: Store, asked: Asked) -> tuple[MenuRow, ...]:
    """The steps that can be done now, in their usual order. `StoreError`."""
    today = date.today()
    if board.on_sacrum:
        return (*_sacrum(store, board, asked), *_thigh(board, store, asked))
    mounted: tuple[MenuRow, ...] = ()
    if not board.is_plate:
        rim = rim_row(rim_of_board(board, store, asked.level), today)
        mounted = (*mount_rows(board.calibration, today), rim)
    rows = (*mounted, *_range(board, store, asked, today), *_load(board, asked, today))
    return (*rows, *_thigh(board, store, asked))


def when_words(made: date, today: date) -> str:
    if made == NEVER.date():
        return ""
    return said(TODAY) if made == today else said_day(made, short=True)


def mount_rows(known: SensorCalibration, today: date) -> tuple[MenuRow, ...]:
    """The steps that say how a board's sensor sits."""
    when = when_words(known.made_at.astimezone().date(), today)
    return tuple(
        MenuRow(name, title, figure, Standing.DONE, when)
        if name in known.steps
        else MenuRow(name, title, figure)
        for name, title, figure in MOUNT_ROWS
    )


def rim_row(rim: Rim, today: date) -> MenuRow:
    """The rim of one dome, assumed or measured."""
    title = said(RIM_OF).format(level=rim.level)
    if rim.source is not Source.MEASURED:
        return MenuRow("rim", title, Figure.ROLL_RIGHT_ROUND)
    when = when_words(rim.made_at.astimezone().date(), today)
    return MenuRow("rim", title, Figure.ROLL_RIGHT_ROUND, Standing.DONE, when)


def _range(board: OpenBoard, store: Store, asked: Asked, today: date) -> tuple[MenuRow, ...]:
    if asked.patient_code is None or asked.side is None or board.is_plate:
        return ()
    known = store.newest_range(asked.patient_code, asked.standing)
    title = said(RANGE_OF[asked.side]).format(code=asked.patient_code)
    if known is None:
        return (MenuRow("range", title, Figure.REACH_ALL_ROUND),)
    standing = Standing.DONE if known.day == today else Standing.DUE
    when = when_words(known.day, today)
    return (MenuRow("range", title, Figure.REACH_ALL_ROUND, standing, when),)


def _load(board: OpenBoard, asked: Asked, today: date) -> tuple[MenuRow, ...]:
    cells = board.streams.load_setup
    if cells is None:
        return ()
    known, rows = cells.calibration, []
    when = when_words(known.made_at.astimezone().date(), today)
    standing = Standing.DONE if known.calibrated else Standing.MISSING
    if asked.weight_kg is not None:
        title = said(CELLS_WITH).format(kg=asked.weight_kg)
        rows.append(MenuRow("load", title, Figure.WEIGHT_CENTRE, standing, when))
    if known.calibrated:
        rows.append(MenuRow("zero", CELLS_ZERO, Figure.PLATE_EMPTY, standing, when))
    return tuple(rows)


def _sacrum(store: Store, board: OpenBoard, asked: Asked) -> tuple[MenuRow, ...]:
    if asked.patient_code is None:
        return ()
    known = store.newest_sacrum_setup(board.identity.board_id)
    title = said(SACRUM_OF).format(code=asked.patient_code)
    if known is None or known.patient_code != asked.patient_code:
        return (MenuRow("sacrum", title, Figure.STRAP_ON_SACRUM),)
    return (MenuRow("sacrum", title, Figure.STRAP_ON_SACRUM, *_worn_since(known.made_at)),)


def _thigh(board: OpenBoard, store: Store, asked: Asked) -> tuple[MenuRow, ...]:
    if board.streams.body_setup is None or asked.side not in (Side.LEFT, Side.RIGHT):
        return ()
    if asked.patient_code is None:
        return ()
    known = store.newest_thigh_setup(board.identity.board_id)
    title = THIGH_ON[asked.side]
    theirs = known is not None and known.patient_code == asked.patient_code
    if known is None or not theirs or known.side is not asked.side:
        return (MenuRow("thigh", title, Figure.STRAP_ON_THIGH),)
    return (MenuRow("thigh", title, Figure.STRAP_ON_THIGH, *_worn_since(known.made_at)),)


def _worn_since(made_at: datetime) -> tuple[Standing, str]:
    """A strap holds for a visit."""
    if datetime.now(UTC) - made_at >= THIGH_HOLDS:
        return Standing.DUE, ""
    return Standing.DONE, f"{made_at.astimezone():%H:%M}"
