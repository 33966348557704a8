"""Whether somebody stands on the board, by tilt, load cells and mat; and whether they have left."""

from games.engine.contacts import ON_MAT_US, Contacts
from games.engine.phase import Pause
from games.engine.terms import Terms
from games.engine.watches import PresenceLook
from trainer.motion.presence import EMPTY_AFTER_S

LeftBoard = tuple[Pause, float]
"""Why somebody is off the board, and for how many seconds that had lasted when it was sure."""


class Standing:
    """Whether somebody stands there, sample by sample.

    `loaded` is what the load cells say; True without cells on a dome. `left` is set once somebody
    has stepped off.
    """

    def __init__(self, terms: Terms, contacts: Contacts) -> None:
        self._terms, self._contacts = terms, contacts
        self._presence = PresenceLook()
        self._came = False
        self.loaded = not terms.on_plate
        self.left: LeftBoard | None = None

    @property
    def due_us(self) -> float:
        """The time from which a sample is to be shown to `look`."""
        return self._presence.due_us

    @property
    def empty(self) -> bool:
        """Whether the board has lain too still for 2 s for anybody to be on it."""
        return self._presence.empty and self._terms.tilt_shows_presence

    @property
    def nobody_came(self) -> bool:
        """Whether nobody was seen on board or plate before the start; False once it has begun."""
        return not self._came

    @property
    def foot_on_mat(self) -> bool:
        """Whether a foot stands on the mat beside the board, which keeps the gate closed."""
        return self._contacts.foot_on_mat and not self._terms.seated

    @property
    def may_hold(self) -> bool:
        """Whether holding the gate's ring counts: all the weight is on the board."""
        return self.loaded and not self.foot_on_mat

    def look(self, at_us: int, tilt: tuple[float, float], rate: tuple[float, float]) -> None:
        """See a sample: tilt and rate as (ap, ml) in degrees and degrees a second."""
        self._presence.look(at_us, *tilt, *rate)
        if self.empty and not self._terms.seated:
            self.left = Pause.EMPTY, EMPTY_AFTER_S

    def feel_mat(self) -> None:
        """See the mat's contact of a sample."""
        if self._contacts.foot_down and not self._terms.seated:
            self.left = Pause.FOOT_DOWN, ON_MAT_US / 1e6

    def somebody_waits(self) -> bool:
        """Whether somebody is seen at the gate now; it is remembered that they came."""
        somebody = self._presence.somebody or not self._terms.tilt_shows_presence
        self._came = self._came or (self.loaded if self._terms.on_plate else somebody)
        return somebody

    def forget_motion(self) -> None:
        """Nobody knows where the board was meanwhile."""
        self._presence.reset()
