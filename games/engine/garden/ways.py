"""The way to a place in a garden: straight where it is free, else round the ends of the walls."""

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush
from math import atan2, cos, hypot, inf, pi, sin

from games.engine.garden.plan import Place, Plan

Free = Callable[[Place, Place], bool]
ROUND_A_TIP = (-90.0, -45.0, 0.0, 45.0, 90.0)


class Ways:
    """Shortest ways between places, over a few places that the walls leave free."""

    def __init__(self, plan: Plan, free: Free) -> None:
        self._free = free
        tips = [wall[0] for wall in plan.walls] + list(plan.corners)
        around = [place for tip in tips for place in _round(tip, plan.way_deg)]
        places = self._places = [(0.0, 0.0), *around]
        self._seen = [
            [(j, _apart(one, other)) for j, other in enumerate(places) if free(one, other)]
            for one in places
        ]
        self._goal: Place = (0.0, 0.0)
        self._left_deg = [0.0] * len(places)

    def lead_to(self, goal: Place) -> None:
        """From now on the way leads there."""
        self._goal = goal
        self._left_deg = self._from_goal()

    def next(self, at: Place) -> Place | None:
        """Where to roll to from here: the goal, or a place on the way; None if nothing is free."""
        if self._free(at, self._goal):
            return self._goal
        # Of ways that are as long, the one that is farther along: a place leads on from itself.
        found = [
            (round(_apart(at, place) + left, 6), left, place)
            for place, left in zip(self._places, self._left_deg, strict=True)
            if left < inf and self._free(at, place)
        ]
        return min(found)[2] if found else None

    def _from_goal(self) -> list[float]:
        """How far it is from each place to the goal (Dijkstra); infinite where no way leads."""
        left = [inf] * len(self._places)
        queue = [
            (_apart(place, self._goal), i)
            for i, place in enumerate(self._places)
            if self._free(place, self._goal)
        ]
        heapify(queue)
        while queue:
            far, i = heappop(queue)
            if far < left[i]:
                left[i] = far
                for j, apart in self._seen[i]:
                    heappush(queue, (far + apart, j))
        return left


def _round(tip: Place, clearance_deg: float) -> Sequence[Place]:
    """Places round a tip on the side of level."""
    inwards = atan2(-tip[1], -tip[0])
    turns = [inwards + turn * pi / 180 for turn in ROUND_A_TIP]
    return [
        (tip[0] + clearance_deg * cos(turn), tip[1] + clearance_deg * sin(turn)) for turn in turns
    ]


def _apart(first: Place, second: Place) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])
