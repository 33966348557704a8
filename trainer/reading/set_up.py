"""On which board a trial was made, and how it, the foot and the sensors were set up."""

from collections.abc import Iterator
from datetime import datetime

from trainer.motion.dome_balance import stiffness_words
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.sensor import NEVER
from trainer.recording.stem_hole import hole_word
from trainer.recording.trial import SIMULATED_URI, TrialHeader

Fact = tuple[str, str]
"""What it is, and how it was."""


def set_up_of(header: TrialHeader) -> tuple[Fact, ...]:
    """Every fact of a trial's set-up that is known."""
    return tuple(_facts(header))


def _facts(header: TrialHeader) -> Iterator[Fact]:
    yield "Board", _board(header)
    if not header.on_floor and not header.on_plate:
        dome = header.rim.dome
        hole = hole_word(header.conditions.stem_hole, header.conditions.side)
        yield "Dome", f"{dome.level}, {stiffness_words(dome)}, stem hole {hole}"
        yield "Rim", f"{header.rim.source}{_on(header.rim.made_at, header.rim.operator)}"
    calibration = header.start.calibration
    if calibration.calibrated:
        yield "Calibration", f"number {calibration.counter}" + _on(calibration.made_at)
    else:
        yield "Calibration", "none: the axes marked on the sensor"
    if header.range is not None:
        yield "Range", f"{header.range.source} on {header.range.day}"
    if header.feet is not None:
        feet = header.feet
        yield "Foot", f"heel at {feet.heel_cell}, second toe at {feet.toe_cell}"
    if header.load is not None:
        known = header.load.calibration.calibrated
        yield "Load cells", "calibrated" if known else "not calibrated"
    yield "Body sensor", _worn(header)
    yield "Not measured", f"the first {LEAD_IN_S:g} s after the start enter no value"


def _board(header: TrialHeader) -> str:
    board = header.board
    if board.uri.startswith(SIMULATED_URI):
        return "simulated"
    named = f"{board.board_id:016x}" if board.board_id else board.uri or "unknown"
    return named + (f", firmware {board.firmware}" if board.firmware else "")


def _worn(header: TrialHeader) -> str:
    """What was worn on the body. The deck's own sensor may have been on the sacrum."""
    worn = []
    if header.body is not None:
        thigh = header.body.thigh
        how = f", set up{_on(thigh.made_at)}" if thigh else ", not set up: it gives no angles"
        side = f"{thigh.side} " if thigh else ""
        worn.append(f"{side}{header.body.placement}{how}")
    if header.sacrum is not None:
        worn.append(f"sacrum, set up{_on(header.sacrum.made_at)}")
    return "; ".join(worn) or "none worn"


def _on(moment: datetime, operator: str = "") -> str:
    """When something was made, and by whom, as far as that is known."""
    when = f" on {moment.astimezone():%Y-%m-%d}" if moment != NEVER else ""
    return when + (f" by {operator}" if operator else "")
