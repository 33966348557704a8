"""Under which conditions a trial was made: trials compare only within one set of these."""

from dataclasses import dataclass

from trainer.recording.vocabulary import Eyes, Footwear, Side, Source, Stance, Support

NO_DOME = 0
LEAD_IN_S = 3.0
"""The first seconds after the start, which enter no value."""


@dataclass(frozen=True)
class Conditions:
    """What a series of comparable trials has in common.

    `level` is the dome, 1 to 5, or `NO_DOME` on a plain force plate; `stem_hole` 0 is the centre.
    `envelope_source` says where the rim came from that targets and rim contacts were judged by.
    `ring_deg` is the radius of the target's ring (0 without one), `rung` the difficulty, 1 to 12
    (0 for an assessment, which has none).
    """

    activity: str
    side: Side = Side.RIGHT
    stance: Stance = Stance.SINGLE_LEG
    eyes: Eyes = Eyes.OPEN
    support: Support = Support.NONE
    footwear: Footwear = Footwear.BAREFOOT
    level: int = 2
    stem_hole: int = 0
    seconds: float = 20.0
    practice: bool = False
    envelope_source: Source = Source.ASSUMED
    calibrated: bool = False
    ring_deg: float = 0.0
    rung: int = 0
