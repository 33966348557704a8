"""The measured leg close by: where the strap sits on the thigh, and which way its mark points."""

from games.engine.draw.foot import rounded
from games.engine.draw.palette import ABYSS, AMBER, DEEP, INK, MINT, MIST, mixed
from games.engine.draw.sketch import Sketch
from games.screens.figures.person import Poser
from trainer.recording.vocabulary import Side

SKIN = mixed(DEEP, MINT, 0.62)
THIGH = rounded(
    ((-114, -340), (0, -350), (102, -340), (96, -250), (80, -120), (66, -20), (64, 40), (30, 62),
     (-40, 60), (-66, 20), (-82, -80), (-104, -240))
)  # fmt: skip
SHANK = rounded(
    ((-62, 10), (0, 0), (58, 20), (60, 70), (44, 160), (30, 250), (34, 330), (-44, 334), (-54, 260),
     (-82, 170), (-84, 90))
)  # fmt: skip
FOOT = rounded(
    ((-62, 320), (-30, 296), (34, 300), (80, 330), (150, 346), (172, 366), (130, 376), (0, 376),
     (-66, 374))
)  # fmt: skip


def paint_strap(sketch: Sketch, side: Side) -> None:
    """From hip to foot, from the outer side: the box a hand's width above the knee, arrow up."""
    poser = Poser(sketch, side)
    parts = [poser.at(shape) for shape in (FOOT, SHANK, THIGH)]
    for part in parts:
        sketch.shade(part, 10, 0.6)
    for part in parts:
        sketch.fill(part, SKIN)
    sketch.ball(poser.at([(38.0, 22.0)])[0], 25, mixed(SKIN, INK, 0.3))
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


def _pair(point: tuple[int, int]) -> tuple[float, float]:
    return float(point[0]), float(point[1])
