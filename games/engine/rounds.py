"""Going round to a metronome: the way of a bead both ways round, and the beats it goes by.

The assessments that go round make their parameters and rules from it. All of it follows from the
trial's length and the rim, so that two visits ask for exactly the same.

One trial goes both ways, half and half with a rest at level between: a patient's two ways differ by
less than two trials do, and both together are one number. Inside first comes first at every visit,
so that what being second costs is always the same.
"""

from bisect import bisect_right
from collections.abc import Callable
from math import cos, radians, sin

from games.engine.ground import Ground, NoTargetLeft
from games.engine.rules import Now, Rules
from games.engine.setup import Parameters, number
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.envelope import Envelope
from trainer.recording.going import goings_of
from trainer.recording.json_form import Json
from trainer.recording.target import Knot, Step, TargetPath, target_of
from trainer.recording.vocabulary import Side

BEATS_A_ROUND = 4
SETS_OUT_S, OUT_S = 0.8, 2.5
"""In the lead-in the bead leaves level, and is out before the measured part."""
REST_SHARE = 1 / 9
"""The part of the measured time between the two ways; each of them has half of what is left."""
HOME_BY, OUT_FROM, OUT_BY = 0.25, 0.5, 0.875
"""Shares of the rest: back at level, setting out again, out."""
GATE_SHARE = 0.4
PIECE_DEG = 15.0
"""Along a rim the bead goes from direction to direction in such pieces."""

ROUND = "round_s"

AwayAt = Callable[[float], float]
"""How far the bead is from level in a direction, both in degrees."""


def round_ring(radius_deg: float) -> AwayAt:
    """The same in every direction."""
    return lambda _direction_deg: radius_deg


def along(rim: Envelope) -> AwayAt:
    """On the rim."""

    def away_deg(direction_deg: float) -> float:
        turn = radians(direction_deg)
        return round(float(rim.limit_deg(cos(turn), sin(turn))), 3)

    return away_deg


def round_parameters(
    ground: Ground, round_s: float, away_at: AwayAt, within_share: float
) -> dict[str, Json]:
    """What a trial that goes round both ways is stored with; `NoTargetLeft` with a no-go sector,
    for it goes through every direction there is.
    """
    if ground.no_go:
        raise NoTargetLeft
    conditions, within_deg = ground.conditions, ground.rim_ring_radius_deg(within_share)
    path = both_ways(conditions.side, conditions.seconds, round_s, away_at, within_deg)
    return {
        "gate_radius_deg": ground.rim_ring_radius_deg(GATE_SHARE),
        "target": path.parameter(),
        ROUND: round_s,
    }


def both_ways(
    side: Side, seconds: float, round_s: float, away_at: AwayAt, within_deg: float
) -> TargetPath:
    """The bead's path in a measured part of so many seconds; a round takes `round_s`.

    It begins and ends each way at the toes, if a way has whole rounds. Within `within_deg` of the
    bead is with the bead.
    """
    rest_s = REST_SHARE * seconds
    way_s = (seconds - rest_s) / 2
    farthest_deg = first_way(side) * 360.0 * way_s / round_s
    turns_s = round(LEAD_IN_S + way_s, 6)
    again_s = round(turns_s + rest_s, 6)
    knots = [
        Knot(SETS_OUT_S, 0.0, 0.0),
        Knot(OUT_S, away_at(0.0), 0.0),
        *_going(LEAD_IN_S, 0.0, turns_s, farthest_deg, away_at),
        Knot(turns_s + HOME_BY * rest_s, 0.0, farthest_deg),
        Knot(turns_s + OUT_FROM * rest_s, 0.0, farthest_deg),
        Knot(turns_s + OUT_BY * rest_s, away_at(farthest_deg), farthest_deg),
        *_going(again_s, farthest_deg, again_s + way_s, 0.0, away_at),
    ]
    return TargetPath((Step(0.0, 0.0, 0.0, within_deg),), knots=tuple(knots))


def first_way(side: Side) -> int:
    """1 if inside first is clockwise as the patient sees it, else -1; on two legs it is clockwise.

    Clockwise goes from the toes over the right edge.
    """
    return -1 if side is Side.RIGHT else 1


def _going(
    from_s: float, from_deg: float, until_s: float, until_deg: float, away_at: AwayAt
) -> list[Knot]:
    """From one direction to another in even pieces of about `PIECE_DEG`."""
    pieces = max(round(abs(until_deg - from_deg) / PIECE_DEG), 1)
    shares = [piece / pieces for piece in range(pieces + 1)]
    return [
        Knot(
            round(from_s + share * (until_s - from_s), 6),
            away_at(from_deg + share * (until_deg - from_deg)),
            round(from_deg + share * (until_deg - from_deg), 6),
        )
        for share in shares
    ]


def beats_at_s(path: TargetPath, round_s: float) -> list[float]:
    """When the metronome ticks: as each way begins, and every quarter of a round in it."""
    beat_s = round_s / BEATS_A_ROUND
    return [
        going.from_s + beat * beat_s
        for going in goings_of(path)
        for beat in range(int((going.until_s - going.from_s) / beat_s + 1e-6) + 1)
    ]


class Metronome(Rules):
    """Ticks for the bead; nothing is counted, and nothing answers to the board."""

    def __init__(self, beats_at_s: list[float]) -> None:
        self._beats_at_s = beats_at_s

    @classmethod
    def of(cls, parameters: Parameters, _seed: int) -> "Metronome":
        """That of a stored trial; ValueError if it has no path."""
        path = target_of(parameters)
        if path is None:
            raise ValueError("the trial's parameter target is missing")
        return cls(beats_at_s(path, number(parameters, ROUND)))

    def take(self, now: Now) -> None:
        """The beats up to now."""
        self.beats = bisect_right(self._beats_at_s, now.t_s)
        self.shown += now.passed_s if now.measuring else 0.0
