"""A person with the rail at the side of the other leg, seen from the side of the measured leg; and
that leg with its strap.

Drawn for the right leg: the person looks to the right, so the near leg is the right one. The left
leg is the mirror image.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from games.engine.draw.foot import rounded
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, AMBER, DEEP, INK, MINT, MIST, mixed
from games.engine.draw.sketch import LINE, Sketch
from trainer.recording.vocabulary import Side

NEAR, FAR, RAIL = mixed(MIST, INK, 0.55), mixed(DEEP, MIST, 0.62), mixed(DEEP, MIST, 0.85)
FLOOR_Y, HIP, SHOULDER, HEAD = 330.0, (-40.0, 20.0), (-34.0, -178.0), (-22.0, -290.0)
THIGH, SHANK, ARM = 74.0, 56.0, 42.0
STANDING: tuple[Point, ...] = ((-40.0, 20.0), (-34.0, 172.0), (-44.0, 312.0), (22.0, 316.0))
"""Hip, knee, ankle and toe of a straight leg."""

RAIL_Y, RAIL_ENDS_X, BEHIND = -40.0, (-330.0, 330.0), 26.0
"""The rail runs along the far side of the person; its posts stand `BEHIND` higher on the floor."""
SIZE, SHIFT = 0.94, (0.0, -20.0)
"""The person is drawn at this scale and offset, so that everything fits with its arrows."""
LEG_COLOUR = mixed(DEEP, MINT, 0.62)
THIGH_SHAPE = rounded(
    ((-114, -340), (0, -350), (102, -340), (96, -250), (80, -120), (66, -20), (64, 40), (30, 62),
     (-40, 60), (-66, 20), (-82, -80), (-104, -240))
)  # fmt: skip
SHANK_SHAPE = rounded(
    ((-62, 10), (0, 0), (58, 20), (60, 70), (44, 160), (30, 250), (34, 330), (-44, 334), (-54, 260),
     (-82, 170), (-84, 90))
)  # fmt: skip
FOOT_SHAPE = rounded(
    ((-62, 320), (-30, 296), (34, 300), (80, 330), (150, 346), (172, 366), (130, 376), (0, 376),
     (-66, 374))
)  # fmt: skip


@dataclass(frozen=True)
class Poser:
    """Paints with x mirrored for the left leg."""

    sketch: Sketch
    side: Side

    def at(self, points: tuple[Point, ...] | list[Point]) -> list[Point]:
        """Where points are drawn."""
        way = -1.0 if self.side is Side.LEFT else 1.0
        return [(way * SIZE * x + SHIFT[0], SIZE * y + SHIFT[1]) for x, y in points]

    def leg(self, points: tuple[Point, ...], colour: tuple[int, int, int]) -> None:
        """Thigh, shank and foot."""
        hip, knee, ankle, toe = self.at(points)
        parts = (([hip, knee], THIGH), ([knee, ankle], SHANK), ([ankle, toe], 36.0))
        for part, width in parts:
            self.sketch.line(part, ABYSS, width + 14, 0.9)
        for part, width in parts:
            self.sketch.line(part, colour, width)

    def limb(self, points: tuple[Point, ...], colour: tuple[int, int, int], width: float) -> None:
        """An arm or the trunk."""
        self.sketch.line(self.at(points), ABYSS, width + 14, 0.9)
        self.sketch.line(self.at(points), colour, width)

    def strap(self, hip: Point, knee: Point) -> None:
        """The sensor on its strap, just above the knee on the outer side of the thigh."""
        (hx, hy), (kx, ky) = self.at([hip, knee])
        x, y = hx + 0.66 * (kx - hx), hy + 0.66 * (ky - hy)
        length = ((kx - hx) ** 2 + (ky - hy) ** 2) ** 0.5
        across = (ky - hy) / length * 40, (hx - kx) / length * 40
        band = [(x - across[0], y - across[1]), (x + across[0], y + across[1])]
        self.sketch.line(band, ABYSS, 40)
        self.sketch.line(band, AMBER, 26)
        self.sketch.ball((x, y), 25, ABYSS)
        self.sketch.ball((x, y), 19, INK)


def paint_still(sketch: Sketch, side: Side) -> None:
    """On both feet, arms down, without a movement."""
    poser = Poser(sketch, side)
    _paint_floor(poser)
    _paint_rail(poser)
    poser.leg(_moved(STANDING, 26.0, -8.0), FAR)
    poser.limb((SHOULDER, HIP), NEAR, 104.0)
    poser.leg(STANDING, MINT)
    poser.strap(STANDING[0], STANDING[1])
    _paint_head(poser)
    poser.limb(((-40.0, -160.0), (-58.0, -62.0), (-30.0, 28.0)), NEAR, ARM)
    _paint_pause(poser, (-300.0, -140.0))


def paint_swing(sketch: Sketch, side: Side) -> None:
    """A straight leg swings forth and back, the far hand on the rail; nothing is in its way."""
    poser = Poser(sketch, side)
    _paint_floor(poser)
    _paint_rail(poser)
    _paint_hand_on_rail(poser)
    poser.leg(_moved(STANDING, 18.0, -6.0), FAR)
    behind = ((-40.0, 20.0), (-106.0, 156.0), (-176.0, 284.0), (-122.0, 318.0))
    ahead = ((-40.0, 20.0), (36.0, 152.0), (102.0, 276.0), (164.0, 240.0))
    _paint_ghost(poser, behind)
    poser.limb((SHOULDER, HIP), NEAR, 104.0)
    poser.leg(ahead, MINT)
    poser.strap(ahead[0], ahead[1])
    _paint_kneecap(poser, ahead[1])
    _paint_head(poser)
    bow = [(-40 + 372 * sin(radians(a)), 20 + 372 * cos(radians(a))) for a in range(-34, 44, 3)]
    sketch.arrows([poser.at(bow[13:]), poser.at(bow[13::-1])], INK, 20)


def paint_on_leg(sketch: Sketch, side: Side) -> None:
    """All weight on the measured leg, the other foot lifted, fingertips on the rail."""
    poser = Poser(sketch, side)
    _paint_floor(poser)
    _paint_rail(poser)
    _paint_hand_on_rail(poser)
    lifted = ((-40.0, 20.0), (62.0, 126.0), (-6.0, 236.0), (56.0, 252.0))
    poser.leg(lifted, FAR)
    poser.limb((SHOULDER, HIP), NEAR, 104.0)
    poser.leg(STANDING, MINT)
    poser.strap(STANDING[0], STANDING[1])
    _paint_head(poser)
    sketch.arrow(poser.at([(150.0, 306.0), (150.0, 178.0)]), INK, 20)


def paint_strap(sketch: Sketch, side: Side) -> None:
    """The leg from its outer side: the box a hand's width above the knee, its arrow up."""
    poser = Poser(sketch, side)
    parts = [poser.at(shape) for shape in (FOOT_SHAPE, SHANK_SHAPE, THIGH_SHAPE)]
    for part in parts:
        sketch.shade(part, 10, 0.6)
    for part in parts:
        sketch.fill(part, LEG_COLOUR)
    sketch.ball(poser.at([(38.0, 22.0)])[0], 25, mixed(LEG_COLOUR, INK, 0.3))
    band = [(-94.0, -196.0), (84.0, -196.0), (72.0, -112.0), (-88.0, -112.0)]
    sketch.fill(poser.at(band), AMBER)
    box = [(-56.0, -222.0), (44.0, -222.0), (44.0, -86.0), (-56.0, -86.0)]
    sketch.glow(poser.at(box), INK, 0.25)
    sketch.fill(poser.at(box), INK)
    sketch.edge(poser.at(box), ABYSS, 0.9, 6)
    up = [(-6, -206), (30, -160), (8, -160), (8, -104), (-20, -104), (-20, -160), (-42, -160)]
    sketch.fill(poser.at([*map(_pair, up)]), DEEP)
    sketch.arrow(poser.at([(340.0, -154.0), (110.0, -154.0)]), INK, 24)
    span = poser.at([(-150.0, -86.0), (-150.0, 10.0)])
    for end in span:
        sketch.line([(end[0] - 16, end[1]), (end[0] + 16, end[1])], MIST, 6)
    sketch.line(span, MIST, 6)


def paint_sacrum(sketch: Sketch, side: Side) -> None:
    """On both feet, the sensor on its belt at the back, in line with the hips."""
    poser = Poser(sketch, side)
    _paint_floor(poser)
    poser.leg(_moved(STANDING, 26.0, -8.0), FAR)
    poser.limb((SHOULDER, HIP), NEAR, 104.0)
    poser.leg(STANDING, MINT)
    sketch.line(poser.at([(-86.0, -36.0), (14.0, -40.0)]), AMBER, 26)
    box = [(-118.0, -72.0), (-86.0, -72.0), (-86.0, -2.0), (-118.0, -2.0)]
    sketch.fill(poser.at(box), INK)
    sketch.edge(poser.at(box), ABYSS, 0.9, 6)
    _paint_head(poser)
    sketch.arrow(poser.at([(-340.0, -38.0), (-146.0, -38.0)]), INK, 24)
    sketch.arrow(poser.at([(-250.0, 150.0), (-250.0, 40.0)]), MIST, 14)
    _paint_pause(poser, (250.0, -140.0))


def _paint_head(poser: Poser) -> None:
    (at,) = poser.at([HEAD])
    poser.sketch.ball(at, 66, ABYSS, 0.9)
    poser.sketch.ball(at, 58, NEAR)
    nose = poser.at([(30.0, -292.0), (44.0, -282.0)])
    poser.sketch.line(nose, NEAR, 20)


def _paint_floor(poser: Poser) -> None:
    y = FLOOR_Y + 8
    poser.sketch.line(poser.at([(-430.0, y), (430.0, y)]), MIST, LINE, 0.5)


def _paint_rail(poser: Poser) -> None:
    for x in RAIL_ENDS_X:
        posts = poser.at([(x, RAIL_Y), (x, FLOOR_Y - BEHIND)])
        poser.sketch.line(posts, RAIL, 18, 0.9)
    bar = poser.at([(RAIL_ENDS_X[0] - 40, RAIL_Y), (RAIL_ENDS_X[1] + 40, RAIL_Y)])
    poser.sketch.line(bar, RAIL, 24)


def _paint_hand_on_rail(poser: Poser) -> None:
    """The far arm, which the trunk hides in part."""
    poser.limb(((-20.0, -158.0), (54.0, -104.0), (104.0, RAIL_Y - 18.0)), FAR, ARM)


def _paint_kneecap(poser: Poser, knee: Point) -> None:
    """Where the kneecap looks: to the front."""
    (at,) = poser.at([(knee[0] + 30.0, knee[1] - 8.0)])
    poser.sketch.ball(at, 18, INK)


def _paint_ghost(poser: Poser, points: tuple[Point, ...]) -> None:
    sketch = poser.sketch
    placed = poser.at(points)
    for part, width in ((placed[:2], THIGH), (placed[1:3], SHANK), (placed[2:], 36.0)):
        sketch.line(part, mixed(DEEP, MINT, 0.32), width)


def _paint_pause(poser: Poser, at: Point) -> None:
    (centre,) = poser.at([at])
    sketch = poser.sketch
    sketch.ball(centre, 84, INK, 0.14)
    for side in (-1, 1):
        x = centre[0] + 27 * side
        sketch.line([(x, centre[1] - 34), (x, centre[1] + 34)], INK, 26)


def _moved(points: tuple[Point, ...], right: float, down: float) -> tuple[Point, ...]:
    return tuple((x + right, y + down) for x, y in points)


def _pair(point: tuple[int, int]) -> tuple[float, float]:
    return float(point[0]), float(point[1])
