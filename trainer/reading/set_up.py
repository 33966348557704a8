"""On which board a trial was made, and how it, the foot and the sensors were set up."""

from collections.abc import Iterator
from datetime import datetime

from trainer.motion.dome_balance import stiffness_words
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.sensor import NEVER
from trainer.recording.stem_hole import hole_word
from trainer.recording.trial import SIMULATED_URI, TrialHeader
from trainer.recording.vocabulary import Placement, Side, Source
from trainer.texts import said, said_number

Fact = tuple[str, str]
"""What it is, and how it was."""
BOARD, DOME, RIM, CALIBRATION, RANGE = "Board", "Dome", "Rim", "Calibration", "Range"
FOOT, CELLS, BODY, LEFT_OUT = "Foot", "Load cells", "Body sensor", "Not measured"
ON_DOME, NUMBER = "{level}, {stiffness}, stem hole {hole}", "number {counter}"
UNCALIBRATED = "none: the axes marked on the sensor"
SOURCES = {
    Source.ASSUMED: "assumed",
    Source.MEASURED: "measured",
    Source.SIMULATED: "simulated",
}
ON_DAY, MADE_ON = "{what} on {day}", "{what} on {day} by {who}"
STOOD = "heel at {heel}, second toe at {toe}"
IS_CALIBRATED = {True: "calibrated", False: "not calibrated"}
LEAD_IN = "the first {seconds} s after the start enter no value"
SIMULATED, UNKNOWN, FIRMWARE = "simulated", "unknown", "{board}, firmware {firmware}"
PLACES = {
    Placement.BOARD: "board",
    Placement.THIGH: "thigh",
    Placement.SHANK: "shank",
    Placement.SACRUM: "sacrum",
}
THIGHS = {Side.LEFT: "left thigh", Side.RIGHT: "right thigh"}
SET_UP, NOT_SET_UP = "{what}, set up", "{what}, not set up: it gives no angles"
NONE_WORN = "none worn"


def set_up_of(header: TrialHeader) -> tuple[Fact, ...]:
    """Every fact of a trial's set-up that is known."""
    return tuple(_facts(header))


def _facts(header: TrialHeader) -> Iterator[Fact]:
    yield BOARD, _board(header)
    if not header.on_floor and not header.on_plate:
        yield DOME, _dome(header)
        yield RIM, _made(said(SOURCES[header.rim.source]), header.rim.made_at, header.rim.operator)
    calibration = header.start.calibration
    if calibration.calibrated:
        number = said(NUMBER).format(counter=calibration.counter)
        yield CALIBRATION, _made(number, calibration.made_at)
    else:
        yield CALIBRATION, said(UNCALIBRATED)
    if header.range is not None:
        source = said(SOURCES[header.range.source])
        yield RANGE, said(ON_DAY).format(what=source, day=header.range.day)
    if header.feet is not None:
        yield FOOT, said(STOOD).format(heel=header.feet.heel_cell, toe=header.feet.toe_cell)
    if header.load is not None:
        yield CELLS, said(IS_CALIBRATED[header.load.calibration.calibrated])
    yield BODY, _worn(header)
    yield LEFT_OUT, said(LEAD_IN).format(seconds=said_number(f"{LEAD_IN_S:g}"))


def _dome(header: TrialHeader) -> str:
    dome = header.rim.dome
    hole = said(hole_word(header.conditions.stem_hole, header.conditions.side))
    return said(ON_DOME).format(level=dome.level, stiffness=stiffness_words(dome), hole=hole)


def _board(header: TrialHeader) -> str:
    board = header.board
    if board.uri.startswith(SIMULATED_URI):
        return said(SIMULATED)
    named = f"{board.board_id:016x}" if board.board_id else board.uri or said(UNKNOWN)
    if not board.firmware:
        return named
    return said(FIRMWARE).format(board=named, firmware=board.firmware)


def _worn(header: TrialHeader) -> str:
    """What was worn on the body. The deck's own sensor may have been on the sacrum."""
    worn = []
    if header.body is not None:
        thigh = header.body.thigh
        if thigh is None:
            worn.append(said(NOT_SET_UP).format(what=said(PLACES[header.body.placement])))
        else:
            worn.append(_made(said(SET_UP).format(what=said(THIGHS[thigh.side])), thigh.made_at))
    if header.sacrum is not None:
        sacrum = said(SET_UP).format(what=said(PLACES[Placement.SACRUM]))
        worn.append(_made(sacrum, header.sacrum.made_at))
    return "; ".join(worn) or said(NONE_WORN)


def _made(what: str, moment: datetime, operator: str = "") -> str:
    """What was made when, and by whom, as far as that is known."""
    if moment == NEVER:
        return what
    day = f"{moment.astimezone():%Y-%m-%d}"
    return said(MADE_ON if operator else ON_DAY).format(what=what, day=day, who=operator)
