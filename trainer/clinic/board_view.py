"""What the page of boards shows of each: what it has, what is due on it, and all calibrations."""

from dataclasses import dataclass
from datetime import date, datetime

from games.screens.menu import STANDINGS, Standing
from trainer.reading.beside import Beside
from trainer.reading.set_up import THIGHS
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.envelope import Rim
from trainer.recording.history import local_day
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import SensorCalibration
from trainer.recording.stem_hole import ON_BOARD
from trainer.recording.vocabulary import Placement, Source
from trainer.sessions.board_due import DueRow, board_away, short_number
from trainer.sessions.calibration.menu import MOUNT_ROWS
from trainer.store import Store
from trainer.texts import said, said_day, said_number

DECK, SACRUM = "motion sensor in the deck", "motion sensor on the patient's sacrum, not in the deck"
CELLS, THIGH = "load cells", "motion sensor for the thigh"
BIAS, NO_BIAS = "gyroscope's zero measured {when}", "gyroscope's zero never measured"
CALIBRATIONS, RIMS = "Calibrations of the motion sensor", "Rims, dome by dome"
LOADS, STRAPS = "Calibrations of the load cells", "Straps, as they were put on last"
COUNTS, EARLIER, NOBODY = "counts", "earlier", "–"
OF_SENSOR = ("Made on", "State", "Steps that are in it", "By")
OF_CELLS = ("Made on", "State", "Largest error left, force", "of place", "By")
OF_RIMS = ("Dome", "Stem hole", "State", "Where it comes from", "Tilt", "Made on", "By")
OF_STRAPS = ("Strap", "Put on", "Swing about one axis", "By")
TODAY, YESTERDAY, DAYS_AGO = "today", "yesterday", "{days} days ago"
ON_SACRUM = "sacrum"
SOURCES = {
    Source.MEASURED: "measured on the board",
    Source.ASSUMED: "assumed, never measured",
    Source.SIMULATED: "simulated",
}


@dataclass(frozen=True)
class DueLine:
    """One thing of a board: what, its state in a word, and what is to be done or when it was."""

    title: str
    state: str
    words: str
    due: bool


@dataclass(frozen=True)
class BoardView:
    """A board on the page. `tables` have a title each; those without rows are left out."""

    board_id: str
    number: str
    has: tuple[str, ...]
    due: tuple[DueLine, ...]
    done: tuple[DueLine, ...]
    tables: tuple[tuple[str, Beside], ...]


def boards_of(store: Store, now: datetime) -> tuple[BoardView, ...]:
    """Every board that was ever used, the first one seen first. `StoreError`."""
    return tuple(_view(store, board_id, local_day(now)) for board_id in store.boards())


def _view(store: Store, board_id: int, today: date) -> BoardView:
    lines = [_line(row) for row in board_away(store, board_id, today).rows]
    loads = store.load_calibrations(board_id)
    tables = (
        (CALIBRATIONS, _calibrations(store.calibrations(board_id))),
        (RIMS, _rims(store.rims(board_id))),
        (LOADS, _loads(loads)),
        (STRAPS, _straps(store, board_id)),
    )
    return BoardView(
        f"{board_id:016x}",
        short_number(board_id),
        _has(store, board_id, today, weighs=bool(loads)),
        tuple(line for line in lines if line.due),
        tuple(line for line in lines if not line.due),
        tuple((title, table) for title, table in tables if table.rows),
    )


def _line(row: DueRow) -> DueLine:
    words = row.words or (row.when if row.standing is Standing.DONE else "")
    return DueLine(row.title, STANDINGS[row.standing], words, row.due)


def _has(store: Store, board_id: int, today: date, *, weighs: bool) -> tuple[str, ...]:
    """Its sensors as far as the database knows of them, and how old the gyroscope's zero is."""
    on_sacrum = store.deck_sensor_on(board_id) is Placement.SACRUM
    bias = store.last_gyro_bias(board_id)
    zero = said(NO_BIAS)
    if bias is not None:
        zero = said(BIAS).format(when=_ago(local_day(bias.found_at), today))
    return (
        said(SACRUM if on_sacrum else DECK),
        *((said(CELLS),) if weighs else ()),
        *((said(THIGH),) if store.newest_thigh_setup(board_id) else ()),
        zero,
    )


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    if days <= 0:
        return said(TODAY)
    return said(YESTERDAY) if days == 1 else said(DAYS_AGO).format(days=days)


def _calibrations(made: tuple[SensorCalibration, ...]) -> Beside:
    """The newest first: only that one counts."""
    rows = []
    for nth, each in enumerate(reversed(made)):
        steps = [said(title) for name, title, _ in MOUNT_ROWS if name in each.steps]
        rows.append((_day(each.made_at), _state(nth), ", ".join(steps) or NOBODY, _by(each)))
    return Beside(OF_SENSOR, tuple(rows))


def _loads(made: tuple[LoadCalibration, ...]) -> Beside:
    rows = tuple(
        (
            _day(each.made_at),
            _state(nth),
            f"{said_number(f'{each.residual_n:.1f}')} N",
            f"{said_number(f'{each.residual_mm:.1f}')} mm",
            _by(each),
        )
        for nth, each in enumerate(reversed(made))
    )
    return Beside(OF_CELLS, rows)


def _rims(known: tuple[Rim, ...]) -> Beside:
    """Of each dome and stem hole the newest first; simulated boards' are told as such."""
    seen: set[tuple[int, int]] = set()
    rows = []
    for rim in known:
        place = rim.level, rim.stem_hole
        low, high = (said_number(f"{f(rim.tilt_deg):.1f}") for f in (min, max))
        state = said(EARLIER if place in seen else COUNTS)
        seen.add(place)
        rows.append(
            (
                str(rim.level),
                said(ON_BOARD[rim.stem_hole]),
                state,
                said(SOURCES[rim.source]),
                f"{low}° – {high}°" if low != high else f"{low}°",
                _day(rim.made_at),
                _by(rim),
            )
        )
    return Beside(OF_RIMS, tuple(rows))


def _straps(store: Store, board_id: int) -> Beside:
    """Whose leg it was on is the patient's page's to say."""
    rows = []
    if thigh := store.newest_thigh_setup(board_id):
        explained = f"{said_number(f'{thigh.explained_pct:.0f}')} %"
        rows.append((said(THIGHS[thigh.side]), _moment(thigh.made_at), explained, _by(thigh)))
    if sacrum := store.newest_sacrum_setup(board_id):
        rows.append((said(ON_SACRUM), _moment(sacrum.made_at), NOBODY, _by(sacrum)))
    return Beside(OF_STRAPS, tuple(rows))


def _state(nth: int) -> str:
    return said(EARLIER if nth else COUNTS)


def _day(moment: datetime) -> str:
    return said_day(local_day(moment), short=True)


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}, {moment.astimezone():%H:%M}"


def _by(made: SensorCalibration | LoadCalibration | Rim | ThighSetup | SacrumSetup) -> str:
    return made.operator or NOBODY
