"""The picture of a plug that goes into a computer: what to do when no board is found."""

from math import cos, pi

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, disc, halo, line, polygon, union
from games.engine.draw.palette import ABYSS, DEEP, INK, MIST, WATER, mixed

MIDDLE_Y = 372
PORT_X = 1130
"""Where the computer's side begins; the plug comes from the left."""
OUT_PX, GAP_PX = 250, 44
"""How far the plug is out at first; how far it still is where nothing moves."""
COMES_S, STAYS_S, GOES_S = 1.8, 1.2, 0.8
BODY, BODY_LIT = mixed(WATER, MIST, 0.42), mixed(WATER, MIST, 0.72)
SLAB, SLAB_LIT = mixed(DEEP, MIST, 0.22), mixed(DEEP, MIST, 0.5)
METAL, METAL_LIT = mixed(MIST, INK, 0.15), mixed(MIST, INK, 0.75)


class Plug:
    """A plug that goes in, lights the computer's lamp, comes out, and goes in again."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._computer = self._painted_computer()
        self._plug = self._painted_plug()
        self._lamp = self._painted_lamp()

    def draw(self, onto: pygame.Surface, t_s: float, *, still: bool) -> None:
        """The picture at a time; without motion the plug is just before the port."""
        onto.blit(self._computer.surface, self._computer.origin)
        out_px = GAP_PX if still else OUT_PX * _out(t_s)
        x, y = self._plug.origin
        # The port is cut open, so that one sees the plug go in.
        onto.blit(self._plug.surface, (round(x - self._layout.px(out_px)), y))
        if not still and out_px == 0.0:
            onto.blit(self._lamp, self._lamp_at, special_flags=pygame.BLEND_RGB_ADD)

    @property
    def _lamp_at(self) -> tuple[int, int]:
        x, y = self._layout.at(PORT_X + 190, MIDDLE_Y)
        half = self._lamp.get_width() / 2
        return round(x - half), round(y - half)

    def _painted_computer(self) -> Sprite:
        """The side of a laptop with its port, out of the picture on the right."""
        px, at = self._layout.px, self._layout.at
        slab = self._block(PORT_X, 1960, -104, 104, 34)
        canvas = Canvas.around(slab)
        canvas.paint(slab, SLAB)
        canvas.paint(self._block(PORT_X + 14, 1960, -104, -84, 9), SLAB_LIT, 0.75)
        canvas.paint(self._block(PORT_X + 14, 1960, 76, 104, 9), ABYSS, 0.45)
        canvas.paint(self._block(PORT_X - 2, PORT_X + 92, -52, 52, 10), ABYSS, 0.95)
        canvas.paint(self._block(PORT_X + 14, PORT_X + 92, -12, 12, 4), METAL, 0.5)
        canvas.paint(disc(at(PORT_X + 190, MIDDLE_Y), px(13)), ABYSS, 0.8)
        canvas.paint(disc(at(PORT_X + 190, MIDDLE_Y), px(9)), MIST, 0.3)
        return Sprite(canvas)

    def _painted_plug(self) -> Sprite:
        """As it is when it is in: metal in the port, body before it, cable to the left edge."""
        px, at = self._layout.px, self._layout.at
        cable = line(at(-900, MIDDLE_Y), at(PORT_X - 330, MIDDLE_Y), px(26))
        shine = line(at(-900, MIDDLE_Y - 7), at(PORT_X - 330, MIDDLE_Y - 7), px(5))
        body = self._block(PORT_X - 270, PORT_X - 4, -66, 66, 26)
        collar = self._block(PORT_X - 344, PORT_X - 250, -36, 36, 16)
        metal = self._block(PORT_X - 30, PORT_X + 76, -42, 42, 5)
        canvas = Canvas.around(union(union(cable, body), metal))
        canvas.paint(cable, SLAB)
        canvas.paint(shine, SLAB_LIT, 0.8)
        canvas.paint(collar, mixed(SLAB, BODY, 0.5))
        canvas.paint(metal, METAL)
        canvas.paint(self._block(PORT_X - 30, PORT_X + 76, -42, -30, 4), METAL_LIT)
        for y in (-20, 8):
            canvas.paint(self._block(PORT_X + 26, PORT_X + 50, y, y + 14, 2), ABYSS, 0.75)
        canvas.paint(body, BODY)
        canvas.paint(self._block(PORT_X - 258, PORT_X - 16, -66, -46, 9), BODY_LIT, 0.85)
        canvas.paint(self._block(PORT_X - 258, PORT_X - 16, 40, 66, 11), ABYSS, 0.28)
        for x in (-206, -176, -146):
            canvas.paint(self._block(PORT_X + x, PORT_X + x + 9, -30, 30, 4), ABYSS, 0.3)
        return Sprite(canvas)

    def _painted_lamp(self) -> pygame.Surface:
        """The computer's lamp, lit: to be added."""
        radius = self._layout.px(90)
        side = 2 * round(radius)
        centre = side / 2, side / 2
        canvas = Canvas((side, side), grain=0.0)
        canvas.glow((0.0, 0.0), (1.0, 1.0), (0, 0, 0), (0, 0, 0))
        canvas.light(halo(centre, radius, 2.4), INK, 0.45)
        canvas.light(disc(centre, self._layout.px(9)), INK, 0.8)
        return canvas.surface()

    def _block(self, left: float, right: float, top: float, bottom: float, round_px: float) -> Mask:
        """A box with round corners; heights are from the middle of the plug."""
        at, px = self._layout.at, self._layout.px
        corners: list[Point] = [
            (left + round_px, top + round_px),
            (right - round_px, top + round_px),
            (right - round_px, bottom - round_px),
            (left + round_px, bottom - round_px),
        ]
        placed = [at(x, MIDDLE_Y + y) for x, y in corners]
        mask = polygon(placed)
        for start, end in zip(placed, [*placed[1:], placed[0]], strict=True):
            mask = union(mask, line(start, end, 2 * px(round_px)))
        return mask


def _out(t_s: float) -> float:
    """How far the plug is out, 1 to 0: it comes, stays in, and goes again."""
    at_s = t_s % (COMES_S + STAYS_S + GOES_S)
    if at_s < COMES_S:
        return 0.5 + 0.5 * cos(pi * at_s / COMES_S)
    if at_s < COMES_S + STAYS_S:
        return 0.0
    return 0.5 - 0.5 * cos(pi * (at_s - COMES_S - STAYS_S) / GOES_S)
