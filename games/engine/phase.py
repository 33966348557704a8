"""Where a trial is in its course, and why it pauses: words of the machine, its loops and scenes."""

from enum import StrEnum


class Phase(StrEnum):
    READY = "ready"
    LEAD_IN = "lead_in"
    MEASURING = "measuring"
    PAUSED = "paused"
    FINISHED = "finished"


class Pause(StrEnum):
    LINK = "link"
    FOOT_DOWN = "foot_down"
    EMPTY = "empty"
    STOP = "stop"
    STRAP = "strap"


RUNNING = (Phase.MEASURING, Phase.LEAD_IN)
"""The commonest first: this is asked for every sample."""
