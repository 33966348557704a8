"""The kinds a metric is sorted by: its family, what it fits, when it is valid, what is better.

Metrics declare themselves in these words (`trainer.metrics.registry`), and whoever picks metrics
for a trial, a page or a comparison asks by them.
"""

from enum import Enum, StrEnum


class Family(StrEnum):
    """The families of the documentation."""

    SWAY = "A. Sway"
    BOARD = "B. Board"
    REACHING = "C. Reaching"
    CIRCLES = "D. Circles"
    FOLLOWING = "E. Following"
    SIDE = "F. Standing side"
    THIGH = "F. Thigh"
    PELVIS = "F. Pelvis"
    EYE = "F. The eye"
    LOAD = "L. Load cells"
    TRIAL = "T. Trial"

    @property
    def heading(self) -> str:
        """The family without its letter, as pages head its numbers."""
        return self.value.partition(". ")[2]


class Fits(StrEnum):
    """Which kind of signal a metric makes sense for, in the words of the documentation.

    A trial may be of several kinds. Every trial that was started is a `TRIAL`, on a `FORCE_PLATE`
    or a `BOARD`; load cells add `LOAD_CELLS`, a dome on them `CONTACT`, a target that moves
    `ROUND` or `SINES`, a thigh sensor that was set up `THIGH`, and rules that call targets one by
    one `REACHES`.
    """

    FORCE_PLATE = "force plate"
    BOARD = "board"
    LOAD_CELLS = "trial on load cells"
    CONTACT = "dome on load cells"
    ROUND = "target that goes round"
    SINES = "target on sines"
    THIGH = "thigh sensor"
    PELVIS = "sacrum sensor"
    EYE = "off the board"
    REACHES = "cued reaches"
    TRIAL = "every trial"


USUAL_FITS = {
    Family.SWAY: (Fits.FORCE_PLATE, Fits.BOARD),
    Family.BOARD: (Fits.BOARD,),
    Family.REACHING: (Fits.REACHES,),
    Family.CIRCLES: (Fits.ROUND,),
    Family.FOLLOWING: (Fits.SINES,),
    Family.SIDE: (Fits.BOARD,),
    Family.THIGH: (Fits.THIGH,),
    Family.PELVIS: (Fits.PELVIS,),
    Family.EYE: (Fits.EYE,),
    Family.LOAD: (Fits.LOAD_CELLS,),
    Family.TRIAL: (Fits.TRIAL,),
}


class Validity(Enum):
    """Whether a trial that does not count still has this value."""

    SOUND_TRIALS = "sound trials"
    EVERY_TRIAL = "every trial"


class Better(StrEnum):
    """In which direction a change of a value is an improvement, in a trial that counts.

    `NEITHER` is also what is best at a value between, what only describes, what some activities ask
    for and others call an error (contact with the rim), and what no one may call good by itself:
    thigh, pelvis and the eye's score.
    """

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Posture(Enum):
    """In which posture a value says something about the patient."""

    STANDING = "standing"
    ANY = "any"


STANDING = frozenset({Family.SWAY, Family.SIDE})
"""Families that are about balance as a whole."""
