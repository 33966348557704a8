"""What is known of a board before it streams: its EEPROM and the database together."""

from collections.abc import Callable
from datetime import UTC, datetime

from trainer.recording.calibration import UNCALIBRATED
from trainer.recording.load import NO_LOAD_CALIBRATION
from trainer.sessions.board import Knowledge, Known, OpenBoard, StoredOnBoard, wait_for_samples
from trainer.sessions.fitted import BOARD_SENSOR
from trainer.store.errors import StoreError
from trainer.store.store import Store
from trainer.store.values import GyroBias
from trainer.store.which_calibration import choose_calibration
from trainer.wire.frozen import Hello

REAL = ("auto", "serial:")


def knowledge_from(store: Store | None, say: Callable[[str], None]) -> Knowledge:
    """The rule of the docs: the higher counter wins, and a disagreement is said."""

    def know(hello: Hello, stored: StoredOnBoard) -> Known:
        on_board = stored.calibration
        load = stored.load_calibration or NO_LOAD_CALIBRATION
        if store is None or not hello.board_id:
            return Known(on_board or UNCALIBRATED, load_calibration=load)
        try:
            chosen = choose_calibration(
                on_board, store.newest_calibration(hello.board_id, BOARD_SENSOR)
            )
            bias = store.last_gyro_bias(hello.board_id)
        except StoreError as error:
            say(str(error))
            return Known(on_board or UNCALIBRATED, load_calibration=load)
        if chosen.said:
            say(chosen.said)
        return Known(chosen.calibration or UNCALIBRATED, bias.deg_s if bias else None, load)

    return know


def settle(board: OpenBoard, store: Store | None, say: Callable[[str], None]) -> None:
    """Wait for the first sample, and keep the bias for a day when nobody leaves the board alone."""
    wait_for_samples(board.feed, say)
    known = board.identity.board_id and board.identity.uri.startswith(REAL)
    if store is None or not known or not board.intake.bias_measured:
        return
    try:
        bias = GyroBias(board.intake.bias_deg_s, datetime.now(UTC))
        store.keep_gyro_bias(board.identity.board_id, bias)
    except StoreError as error:
        say(str(error))
