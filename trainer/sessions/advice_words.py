"""What a check of the board found, or an error says, in the window's language and without commands.

Errors, messages and findings are made in English, as the terminal prints them; the station's pages
show them through here.
"""

from trainer.link.faults import ADVICE as OF_FAULTS
from trainer.link.faults import RAIL_OPEN, RESTARTED, RESTARTS, WIRES
from trainer.recording.load import CELLS
from trainer.sessions import readiness
from trainer.sessions.diagnose import (
    CHECK_STRAP,
    CHECK_WIRES,
    DAMAGED,
    FELL_SILENT,
    NO_DATA,
    SLOW_LINK,
    UNKNOWN,
)
from trainer.sessions.diagnosis import contacts, finding, load_cells, motion_sensor
from trainer.texts import said_back, told

PARTS = ("board sensor", "body sensor", "load cells", "load cell {name}", "link", "switches")
"""What a finding is about; cells are called by their corners."""

ADVICE = (
    *(readiness.FEELS, readiness.NOISY),
    *(DAMAGED, FELL_SILENT, NO_DATA, SLOW_LINK, UNKNOWN, RAIL_OPEN, RESTARTED),
    *(motion_sensor.WRONG_RATE, motion_sensor.UNEVEN, motion_sensor.LOST, motion_sensor.REPEATS),
    *(motion_sensor.GRAVITY_OFF, motion_sensor.AT_THE_END, motion_sensor.NOISY, motion_sensor.WORN),
    *(load_cells.STOPPED, load_cells.MISSING, load_cells.NOT_READY, load_cells.UNEVEN),
    *(load_cells.LOST, load_cells.NOT_EMPTY, load_cells.LACKING, load_cells.NOISY),
    *(load_cells.AT_THE_END, load_cells.REPEATS, load_cells.NOT_ZERO),
    *(touch.advice for touch in contacts.TOUCHES),
    *OF_FAULTS.values(),
    finding.SILENT_NOW,
)
CAUSES = (*RESTARTS.values(), *WIRES.values(), CHECK_WIRES, CHECK_STRAP, load_cells.CHECK_POWER)
"""What stands in some of them."""

_LOAD_CELLS = tuple(f"load cell {name}" for name in CELLS)
_COMMANDS = ": run baps", ", run baps", ", or try"


def advice_words(advice: str) -> str:
    """An advice or an error as a page says it; nobody types a command there."""
    words = told(advice)
    for cell in _LOAD_CELLS:
        words = words.replace(cell, part_words(cell))
    for command in _COMMANDS:
        words = words.partition(command)[0]
    return words


def part_words(part: str) -> str:
    """What a finding is about."""
    return said_back(part, PARTS)
