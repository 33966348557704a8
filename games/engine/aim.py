"""Where a trial's patient is asked to be at a sample, and whether their light is there."""

from math import atan2, degrees, hypot

from games.engine.rules import Now, Rules
from games.engine.setup import SMALLEST_RING_DEG
from games.engine.terms import Terms
from games.engine.thigh_light import ThighLight
from trainer.recording.sector import Sector
from trainer.recording.target import Ring, TargetPath

FREE_DEG = SMALLEST_RING_DEG
"""So near to level every direction is free: standing people move."""


class Aim:
    """The ring to be in while a trial runs: the rules' own, the target's, or else the gate's.

    `thigh` is the light of a thigh; None where the board moves the light.
    """

    def __init__(self, terms: Terms, rules: Rules) -> None:
        self._rules = rules
        self._gate = gate = terms.gate
        self.thigh = ThighLight(terms.thigh_of) if terms.thigh_of is not None else None
        # Without a target the patient is still asked to stay in the gate's ring.
        self._path = terms.target or TargetPath.still(gate[2], gate[0], gate[1])
        self._still = None if self._path.moves else self._path.now(0.0)
        self._no_go = NoGo(terms.no_go) if terms.no_go else None
        self._weight_n = terms.weight_n

    def ring(self, t_s: float) -> Ring:
        """The ring at a running time."""
        return self._rules.aim or self._still or self._path.now(t_s)

    def look(self, at_us: int, passed_us: int, now: Now) -> bool:
        """Fill in the target and whether this sample is in it; the sample's tilt is filled in."""
        now.target = ring = self.ring(now.t_s)
        if self.thigh is not None:
            # A board's sectors and load say nothing of a thigh.
            self.thigh.take(at_us, passed_us, now)
            now.inside = self.thigh.inside(ring)
            return now.inside
        near = hypot(now.ap_deg - ring[0], now.ml_deg - ring[1]) <= ring[2]
        now.allowed = allowed = self._allows(now)
        now.inside = inside = near and allowed
        return inside

    def at_gate(self, ap_deg: float, ml_deg: float) -> bool:
        """Whether the light is in the gate's ring while the board is tilted like this."""
        gate, thigh = self._gate, self.thigh
        if thigh is not None:
            return thigh.never_seen or thigh.inside(gate)
        return hypot(ap_deg - gate[0], ml_deg - gate[1]) <= gate[2]

    def _allows(self, now: Now) -> bool:
        if self._no_go is not None and self._no_go.holds(now.ap_deg, now.ml_deg):
            return False
        return self.weight_side(now.load_n) == 0

    def weight_side(self, load_n: float) -> int:
        """-1 with too little on the board, 1 with too much, 0 where nothing else is asked for."""
        if self._weight_n is None:
            return 0
        least_n, most_n = self._weight_n
        # An unknown load is too little: the cells must see the weight.
        return 1 if load_n > most_n else 0 if load_n >= least_n else -1


class NoGo:
    """No-go sectors, asked for one tilt at a time."""

    def __init__(self, sectors: tuple[Sector, ...]) -> None:
        self._sectors = sectors

    def holds(self, ap_deg: float, ml_deg: float) -> bool:
        """Whether a tilt is away from level in one of the sectors."""
        if hypot(ap_deg, ml_deg) <= FREE_DEG:
            return False
        direction = degrees(atan2(ml_deg, ap_deg)) % 360.0
        return any(sector.holds(direction) for sector in self._sectors)
