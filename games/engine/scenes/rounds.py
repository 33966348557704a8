"""Going round in the grey hour: a ring or the rim in ink, and a bead that shows pace and way.

Where the board is nobody sees. Small dots ahead of the bead tell which way it goes; the sentence
says it in the patient's words.
"""

from math import cos, sin
from typing import Any, ClassVar

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import paint_feet
from games.engine.draw.mask import Mask, Point, line, polygon
from games.engine.draw.palette import INK
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import GreyScene, ink_disc, paint_rim
from trainer.recording.going import goings_of, passed_at_deg
from trainer.recording.target import target_of
from trainer.recording.vocabulary import Eyes, Side

BEAD_PX = 27
DOTS_PX, DOTS_AHEAD_PX = (14, 11, 8), (55, 92, 123)
WAY_LINE_PX, RIM_LINE_PX, WAY_STRENGTH = 7, 10, 0.75
MARK_FROM_PX, MARK_PX, MARKS_DEG = 14, 20, (0.0, 90.0, 180.0, 270.0)
OUT_SHARE = 0.98
ALL_ROUND_DEG = np.arange(0.0, 361.0, 1.0)
WAY_WORDS = {
    Side.RIGHT: {-1: "With the bead, big-toe side first", 1: "Now little-toe side first"},
    Side.LEFT: {1: "With the bead, big-toe side first", -1: "Now little-toe side first"},
    Side.BOTH: {1: "With the bead, to the right first", -1: "Now to the left first"},
}
"""The way round that begins over this edge; the way that comes second is said to be new."""
LEVEL_WORDS = "Back to the middle"


class RingScene(GreyScene):
    """The ring the bead goes round on, inside the rim that must not be touched."""

    ON_FIELD: ClassVar[bool] = True

    def __init__(self, stage: Stage) -> None:
        path = target_of(stage.setup.parameters)
        if path is None:
            raise ValueError("there is nothing to go round with: the trial has no target")
        self._path, self._goings = path, goings_of(path)
        self._passed_deg = passed_at_deg(path, ALL_ROUND_DEG)
        layout = stage.layout
        self._bead = ink_disc(layout.px(BEAD_PX))
        self._dots = [ink_disc(max(layout.px(size), 1.5)) for size in DOTS_PX]
        super().__init__(stage)

    def paint_forms(self, canvas: Canvas) -> None:
        """Rim, foot and the bead's way, which nobody sees who has closed the eyes."""
        stage = self.stage
        if stage.setup.conditions.eyes is Eyes.OPEN:
            paint_feet(canvas, stage.layout, self.field, stage.setup.conditions.side)
            self.paint_way(canvas)

    def paint_way(self, canvas: Canvas) -> None:
        """The rim that must not be touched, and the ring."""
        paint_rim(canvas, self.stage.layout, self.field, self.stage.setup.rim)
        self.paint_band(canvas, WAY_LINE_PX)

    def paint_band(self, canvas: Canvas, width: float) -> None:
        """The bead's way as a line so wide, with a mark outside it for each beat."""
        half = max(self.stage.layout.px(width), 1.5) / 2
        outer, inner = (
            polygon([self._at(float(deg), off) for deg in ALL_ROUND_DEG[:-1:2]])
            for off in (half, -half)
        )
        band = Mask(outer.left, outer.top, outer.cover * (1.0 - inner.over(outer)))
        canvas.paint(band, INK, WAY_STRENGTH)
        for direction_deg in MARKS_DEG:
            canvas.paint(self._mark(direction_deg), INK, WAY_STRENGTH)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """The bead where it is now, and the dots ahead of it."""
        if self.stage.setup.conditions.eyes is Eyes.CLOSED:
            return
        self._bead.draw_at(onto, self.field.at(*moment.target[:2]))
        away_deg, direction_deg = (float(each) for each in self._path.round_at(moment.t_s))
        if away_deg < OUT_SHARE * self._passed_at(direction_deg):
            return
        px_per_deg = self._way(moment.t_s) * np.radians(away_deg * self.field.px_per_deg)
        for dot, ahead_px in zip(self._dots, DOTS_AHEAD_PX, strict=True):
            ahead_deg = self.stage.layout.px(ahead_px) / px_per_deg
            dot.draw_at(onto, self._at(direction_deg + float(ahead_deg)))

    def sentence(self, moment: Moment, rules: Any) -> str:
        """Which way round it goes, or that it is time to rest."""
        conditions = self.stage.setup.conditions
        if self._rests(moment.t_s):
            return LEVEL_WORDS
        if conditions.eyes is Eyes.CLOSED:
            return super().sentence(moment, rules)
        return WAY_WORDS[conditions.side][self._way(moment.t_s)]

    def _way(self, t_s: float) -> int:
        """The way that goes on at this time, or else the next one, or at the end the last."""
        ways = (going.way for going in self._goings if t_s < going.until_s)
        return next(ways, self._goings[-1].way)

    def _rests(self, t_s: float) -> bool:
        """Whether the bead is on its way home, or waits there."""
        first, second = self._goings
        return first.until_s <= t_s < (first.until_s + second.from_s) / 2

    def _passed_at(self, direction_deg: float) -> float:
        """How far out the way lies in a direction, in degrees."""
        return float(np.interp(direction_deg % 360.0, ALL_ROUND_DEG, self._passed_deg))

    def _at(self, direction_deg: float, off_px: float = 0.0) -> Point:
        """Where the way lies in a direction, so many pixels farther out."""
        turn = float(np.radians(direction_deg))
        px = self._passed_at(direction_deg) * self.field.px_per_deg + off_px
        x, y = self.field.centre
        return x + px * sin(turn), y - px * cos(turn)

    def _mark(self, direction_deg: float) -> Mask:
        """A short line outside the way."""
        px = self.stage.layout.px
        begin = self._at(direction_deg, px(MARK_FROM_PX))
        end = self._at(direction_deg, px(MARK_FROM_PX + MARK_PX))
        return line(begin, end, px(WAY_LINE_PX))


class RimScene(RingScene):
    """The rim itself is the way."""

    def paint_way(self, canvas: Canvas) -> None:
        """The rim."""
        self.paint_band(canvas, RIM_LINE_PX)
