"""The measured leg close by: where the strap sits on the thigh, and which way its mark points."""

from games.engine.draw.palette import ABYSS, AMBER, DEEP, INK, MINT, MIST, mixed
from games.engine.draw.sketch import Sketch
from games.screens.figures.person import Poser
from trainer.recording.vocabulary import Side

SKIN = mixed(DEEP, MINT, 0.62)


def paint_strap(sketch: Sketch, side: Side) -> None:
    """From hip to foot, from the outer side: the box a hand's width above the knee, arrow up."""
    poser = Poser(sketch, side)
    thigh = [(-112, -380), (96, -380), (84, -230), (64, -60), (50, 20), (-58, 24), (-84, -80)]
    shank = [(-58, 10), (52, 6), (58, 60), (34, 220), (26, 300), (-40, 300), (-62, 200), (-72, 90)]
    foot = [(-58, 296), (28, 290), (70, 318), (150, 344), (160, 372), (-58, 372)]
    for shape in (thigh, shank, foot):
        sketch.shade(poser.at([*map(_pair, shape)]), 10, 0.6)
    for shape in (foot, shank, thigh):
        sketch.fill(poser.at([*map(_pair, shape)]), SKIN)
    knee = poser.at([(34.0, 18.0)])[0]
    sketch.ball(knee, 26, mixed(SKIN, INK, 0.25))
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
