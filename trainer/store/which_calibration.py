"""Board and database may each remember a calibration: which of the two is right?"""

from dataclasses import dataclass, replace

from trainer.recording.calibration import NEVER, SensorCalibration


@dataclass(frozen=True)
class Chosen:
    """The calibration to use, and a sentence for people where the two sides disagreed."""

    calibration: SensorCalibration | None
    said: str = ""


def choose_calibration(
    on_board: SensorCalibration | None, in_database: SensorCalibration | None
) -> Chosen:
    """The one with the higher counter. With the same counter but other numbers the board's, for
    it travels with its sensor.
    """
    if on_board is None or in_database is None:
        return Chosen(on_board or in_database)
    if in_database.counter > on_board.counter:
        return Chosen(in_database, _older("the board", on_board, in_database))
    if on_board.counter > in_database.counter:
        return Chosen(on_board, _older("the database", in_database, on_board))
    if _numbers(on_board) != _numbers(in_database):
        return Chosen(
            on_board,
            f"board and database hold different calibrations number {on_board.counter}: "
            "the board's is used; calibrate again to be sure",
        )
    return Chosen(in_database)


def _older(place: str, older: SensorCalibration, newer: SensorCalibration) -> str:
    return (
        f"{place} holds calibration number {older.counter}, number {newer.counter} is newer "
        "and is used"
    )


def _numbers(calibration: SensorCalibration) -> SensorCalibration:
    """What both sides can hold: the board knows no operator, and 32-bit floats and seconds only."""

    def rounded(values: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(round(value, 5) for value in values)

    return replace(
        calibration,
        made_at=NEVER,
        operator="",
        mount=rounded(calibration.mount),  # type: ignore[arg-type]
        accel_scale=rounded(calibration.accel_scale),  # type: ignore[arg-type]
        accel_offset_g=rounded(calibration.accel_offset_g),  # type: ignore[arg-type]
        gyro_scale=rounded(calibration.gyro_scale),  # type: ignore[arg-type]
    )
