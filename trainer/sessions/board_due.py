"""What is due on each board, in plain words: for the station's and the clinic's page of boards.

Whoever calls this waits for the database, so a page has it done beside the picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from games.screens.menu import MenuRow, Standing
from trainer.recording.dome import DOME_HEIGHT_MM
from trainer.recording.envelope import assumed_rim
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import STEP_ACCEL, STEP_FRONT, STEP_LEVEL, UNCALIBRATED
from trainer.recording.vocabulary import Source
from trainer.sessions.advice_words import advice_words, part_words
from trainer.sessions.board import OpenBoard, rim_of_board
from trainer.sessions.board_diagnosis import TEST, Diagnosed
from trainer.sessions.board_news import BoardNews
from trainer.sessions.calibration.menu import mount_rows, rim_row, when_words
from trainer.sessions.diagnosis.finding import Finding
from trainer.sessions.readiness import CELLS, daily_check
from trainer.store.store import Store
from trainer.store.which_calibration import choose_calibration, choose_load_calibration
from trainer.texts import said

HERE, AWAY = "The board that is plugged in", "Board {number}, not plugged in"
AT_REST, LINK, CALIBRATION = "Check at rest", "Board", "Calibration"
CELLS_KNOWN, CELLS_ZERO = "Load cells, known weight", "Load cells, zero"
DIAGNOSE = "diagnose"
NEVER_TESTED = "not tested since the program was started: test it once a day"
NOT_LEFT_ALONE = "nobody left it alone when it was plugged in: plug it in again and keep off it"
NO_RIM = "dome {level} has no measured rim: roll it once"
ZERO_SHIFTED = "load cells: zero shifted: take everything off and set the zero"
MISSING = {
    STEP_ACCEL: "the sensor was never measured in its six positions",
    STEP_LEVEL: "nobody has said what level is: calibrate it before anybody stands on it",
    STEP_FRONT: "nobody has said where the toes are: calibrate it before anybody stands on it",
    "load": "the load cells know no weight: put a known one on",
}


@dataclass(frozen=True)
class DueRow:
    """One thing about a board: what it is, what is to be done, its state and when it was done.

    `step` is what `trainer.sessions.board_care` does about it, empty where only hands can; `level`
    is the dome of a rim.
    """

    step: str
    title: str
    words: str
    standing: Standing
    when: str = ""
    level: int = 0

    @property
    def due(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.standing is not Standing.DONE


@dataclass(frozen=True)
class BoardDue:
    """A board and its rows; `here` while it is plugged in."""

    board_id: int
    title: str
    here: bool
    rows: tuple[DueRow, ...]


def short_number(board_id: int) -> str:
    """What tells this board from a clinic's others: the end of its number."""
    return f"{board_id:016x}"[-4:]


def boards_due(
    board: OpenBoard | None, news: BoardNews, store: Store | None, tested: Diagnosed | None
) -> tuple[BoardDue, ...]:
    """The board that is plugged in, then every other board that was ever used. `StoreError`."""
    today = date.today()
    here = () if board is None else (_here(board, store, tested, today),)
    if board is None and news.words and news.board is None:
        here = (BoardDue(0, said(HERE), True, (_trouble(news.words),)),)
    known = store.boards() if store is not None else ()
    away = [each for each in known if board is None or each != board.identity.board_id]
    return (*here, *(board_away(store, each, today) for each in away if store is not None))


def board_away(store: Store, board_id: int, today: date) -> BoardDue:
    """What the database alone knows to be due on a board. `StoreError`."""
    calibration, load = store.newest_calibration(board_id), store.newest_load_calibration(board_id)
    rows: list[DueRow] = []
    if calibration is not None or load is None:
        rows += map(_explained, mount_rows(calibration or UNCALIBRATED, today))
        rows += _rims_away(store, board_id, today)
    if load is not None:
        rows += _load(load, (), today)
    title = said(AWAY).format(number=short_number(board_id))
    return BoardDue(board_id, title, False, tuple(rows))


def _rims_away(store: Store, board_id: int, today: date) -> Iterator[DueRow]:
    """Every dome's rim; none of a simulated board, which nobody can roll."""
    rims = [
        store.newest_rim(board_id, level) or assumed_rim(level, board_id)
        for level in DOME_HEIGHT_MM
    ]
    if all(rim.source is not Source.SIMULATED for rim in rims):
        yield from (_rim(rim_row(rim, today), rim.level) for rim in rims)


def _here(board: OpenBoard, store: Store | None, tested: Diagnosed | None, today: date) -> BoardDue:
    rows = [*_faults(board), *_at_rest(board, today)]
    if not board.is_plate and not board.on_sacrum:
        rows += map(_explained, mount_rows(board.calibration, today))
        if not board.simulated:
            rims = (rim_of_board(board, store, level) for level in DOME_HEIGHT_MM)
            rows += (_rim(rim_row(rim, today), rim.level) for rim in rims)
    if board.streams.load_setup is not None:
        rows += _load(board.streams.load_setup.calibration, daily_check(board), today)
    rows += [*_disagreements(board, store), *_tested(board, tested, today)]
    return BoardDue(board.identity.board_id, said(HERE), True, tuple(rows))


def _explained(row: MenuRow) -> DueRow:
    words = "" if row.standing is Standing.DONE else said(MISSING[row.name])
    return DueRow(row.name, row.title, words, row.standing, row.when)


def _rim(row: MenuRow, level: int) -> DueRow:
    words = "" if row.standing is Standing.DONE else said(NO_RIM).format(level=level)
    return DueRow(row.name, row.title, words, row.standing, row.when, level)


def _load(known: LoadCalibration, found: tuple[Finding, ...], today: date) -> tuple[DueRow, ...]:
    if not known.calibrated:
        return (DueRow("load", said(CELLS_KNOWN), said(MISSING["load"]), Standing.MISSING),)
    when = when_words(known.made_at.astimezone().date(), today)
    rows = (DueRow("load", said(CELLS_KNOWN), "", Standing.DONE, when),)
    shifted = any(each.part == CELLS.name and not each.passed for each in found)
    if shifted:
        return (*rows, DueRow("zero", said(CELLS_ZERO), said(ZERO_SHIFTED), Standing.FAILED, when))
    return (*rows, DueRow("zero", said(CELLS_ZERO), "", Standing.DONE, when))


def _at_rest(board: OpenBoard, today: date) -> tuple[DueRow, ...]:
    if board.simulated or board.replayed is not None:
        return ()
    found = [each for each in daily_check(board) if each.part != CELLS.name]
    if board.streams.rest is None:
        return (DueRow("", said(AT_REST), said(NOT_LEFT_ALONE), Standing.DUE),)
    failed = [each for each in found if not each.passed]
    if failed:
        step = STEP_ACCEL if failed[0].name == "gravity" else DIAGNOSE
        return (DueRow(step, said(AT_REST), advice_words(failed[0].advice), Standing.FAILED),)
    return (DueRow("", said(AT_REST), "", Standing.DONE, when_words(today, today)),)


def _faults(board: OpenBoard) -> tuple[DueRow, ...]:
    told = dict.fromkeys((fault.part, fault.advice) for fault in board.connection.faults.active)
    return tuple(
        DueRow(DIAGNOSE, part_words(part), advice_words(advice), Standing.FAILED)
        for part, advice in told
    )


def _trouble(words: str) -> DueRow:
    """A board that cannot be opened: its firmware is another one, or it is not plugged in."""
    return DueRow("", said(LINK), advice_words(words), Standing.FAILED)


def _disagreements(board: OpenBoard, store: Store | None) -> tuple[DueRow, ...]:
    """Where board and database hold different numbers, which opening it could not settle."""
    if store is None or board.simulated:
        return ()
    board_id, cells = board.identity.board_id, board.streams.load_setup
    used = board.calibration if board.calibration.calibrated else None
    sensor = choose_calibration(used, store.newest_calibration(board_id)).said
    load = store.newest_load_calibration(board_id) if cells is not None else None
    weighed = choose_load_calibration(cells.calibration, load).said if cells and load else ""
    steps = (STEP_LEVEL, sensor), ("load", weighed)
    return tuple(
        DueRow(step, said(CALIBRATION), advice_words(words), Standing.DUE)
        for step, words in steps
        if words
    )


def _tested(board: OpenBoard, tested: Diagnosed | None, today: date) -> tuple[DueRow, ...]:
    if tested is None or tested.board_id != board.identity.board_id:
        return (DueRow(DIAGNOSE, said(TEST), said(NEVER_TESTED), Standing.DUE),)
    when = when_words(tested.at.astimezone().date(), today)
    if not tested.failed:
        standing = Standing.DONE if tested.at.astimezone().date() == today else Standing.DUE
        return (DueRow(DIAGNOSE, said(TEST), "", standing, when),)
    return tuple(
        DueRow(
            DIAGNOSE,
            f"{said(TEST)}: {part_words(each.part)}",
            advice_words(each.advice),
            Standing.FAILED,
            when,
        )
        for each in tested.failed
    )
