"""Does in the station's window what is due on its board: the guided calibrations, and the test.

The board is borrowed from its keeper and stays open; where a step has ended its stream, or stored
what is read when a board is opened, the keeper opens it anew beside the picture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from games.engine.setup import LIKELY_STATION, Station
from games.engine.window import Window
from games.screens.guided import guide_in_window
from trainer.acquisition.feed import STEP_S
from trainer.recording.guidance import Figure, Finished, Guidance, Guide
from trainer.recording.vocabulary import Side
from trainer.sessions.board import START_PATIENCE_S, OpenBoard
from trainer.sessions.board_diagnosis import TEST, Diagnosed, diagnosis_guide
from trainer.sessions.board_due import DIAGNOSE, BoardDue, boards_due
from trainer.sessions.board_news import NO_DATABASE, KeptBoard
from trainer.sessions.calibration.guides import GUIDES, Asked, guide_for
from trainer.sessions.calibration.steps import LOOKING, until_refused
from trainer.sessions.errors import SessionError
from trainer.store.store import Store

STREAMS_ON = ("rim", "range")
"""Steps whose result is read before each trial, from a board that streams on."""


@dataclass
class BoardCare:
    """Cares for the board of a station. `tested` is what its last test found."""

    kept: KeptBoard
    store: Store | None
    operator: str = ""
    station: Station = LIKELY_STATION
    tested: Diagnosed | None = None

    def due(self) -> tuple[BoardDue, ...]:
        """What is due on which board; waits for the database. `StoreError`."""
        return boards_due(self.kept.board(), self.kept.news, self.store, self.tested)

    def run_in_window(self, step: str, window: Window, asked: Asked) -> Finished:
        """Do a step of the calibrations, or `diagnose`, and show its result."""
        title = TEST if step == DIAGNOSE else GUIDES[step][0]

        def guide_of(board: OpenBoard) -> Guide:
            if step == DIAGNOSE:
                return diagnosis_guide(board, self._keep)
            if self.store is None:
                raise SessionError(NO_DATABASE)
            return guide_for(step, asked, board, self.store, self.operator)

        def fresh() -> Guide:
            guide = _on_kept(title, self.kept, guide_of, step in STREAMS_ON)
            return until_refused(title, guide)

        side = asked.side or Side.RIGHT
        return guide_in_window(
            fresh(),
            window,
            station=self.station,
            side=side,
            again=fresh,
            is_down=self.kept.is_down,
        )

    def _keep(self, tested: Diagnosed) -> None:
        self.tested = tested


def _on_kept(
    title: str, kept: KeptBoard, guide_of: Callable[[OpenBoard], Guide], streams_on: bool
) -> Guide:
    """Wait for the board, follow its guide, and give it back."""
    until_s = monotonic() + START_PATIENCE_S
    while kept.board() is None and monotonic() < until_s:
        yield Guidance(title, 0, 0, Figure.WAIT, LOOKING, notice=kept.news.words)
        sleep(STEP_S)
    try:
        with kept.lent() as board:
            return (yield from guide_of(board))
    finally:
        if not streams_on:
            kept.again()
