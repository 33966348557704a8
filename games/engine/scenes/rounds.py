"""Going round in the grey hour: a ring or the rim in ink, and a bead that shows pace and way.

Where the board is nobody sees. Small dots ahead of the bead tell which way it goes; the sentence
says it in the patient's words.
"""

from typing import Any, ClassVar

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import paint_feet
from games.engine.draw.mask import Mask, Point, around, line, outline
from games.engine.draw.palette import INK
from games.engine.scene import Moment, Stage
from games.engine.scenes.grey import GreyScene, ink_disc, paint_rim
from trainer.recording.going import goings_of, passed_at_deg
from trainer.recording.target import target_of
from trainer.recording.vocabulary import Eyes, Side

BEAD_PX, AHEAD_PX = 27, (11, 8, 5)
AHEAD_DEG = (17.0, 27.0, 36.0)
WAY_LINE_PX, RIM_LINE_PX = 7, 9
MARK_PX, MARKS_DEG = 30, (0.0, 90.0, 180.0, 270.0)
OUT_SHARE = 0.98
WAY_DIRECTIONS_DEG = np.arange(0.0, 360.0, 2.0)
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
        layout = stage.layout
        self._bead = ink_disc(layout.px(BEAD_PX))
        self._ahead = [ink_disc(max(layout.px(size), 1.5)) for size in AHEAD_PX]
        super().__init__(stage)

    def paint_forms(self, canvas: Canvas) -> None:
        """Rim, foot and the bead's way, which nobody sees who has closed the eyes."""
        stage = self.stage
        if stage.setup.conditions.eyes is Eyes.OPEN:
            paint_feet(canvas, stage.layout, self.field, stage.setup.conditions.side)
            self.paint_way(canvas)

    def paint_way(self, canvas: Canvas) -> None:
        """The ring, with a mark across it for each beat."""
        layout = self.stage.layout
        paint_rim(canvas, layout, self.field, self.stage.setup.rim)
        canvas.paint(outline(self.way_points(), layout.px(WAY_LINE_PX)), INK, 0.75)
        for direction_deg in MARKS_DEG:
            canvas.paint(self._mark(direction_deg), INK, 0.75)

    def way_points(self) -> list[Point]:
        """The bead's way all round, on the screen."""
        return [self._at(float(direction_deg)) for direction_deg in WAY_DIRECTIONS_DEG]

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """The bead where it is now, and the dots ahead of it."""
        if self.stage.setup.conditions.eyes is Eyes.CLOSED:
            return
        self._bead.draw_at(onto, self.field.at(*moment.target[:2]))
        _, direction_deg = self._path.round_at(moment.t_s)
        if self._is_out(moment.t_s):
            for dot, ahead_deg in zip(self._ahead, AHEAD_DEG, strict=True):
                ahead = float(direction_deg) + self._way(moment.t_s) * ahead_deg
                dot.draw_at(onto, self._at(ahead))

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

    def _is_out(self, t_s: float) -> bool:
        """Whether the bead is where it goes round."""
        away_deg, direction_deg = self._path.round_at(t_s)
        return bool(away_deg > OUT_SHARE * passed_at_deg(self._path, direction_deg))

    def _at(self, direction_deg: float) -> Point:
        turn, away_deg = np.radians(direction_deg), passed_at_deg(self._path, direction_deg)
        return self.field.at(float(away_deg * np.cos(turn)), float(away_deg * np.sin(turn)))

    def _mark(self, direction_deg: float) -> Mask:
        """A short line across the way."""
        x, y = self._at(direction_deg)
        half = self.stage.layout.px(MARK_PX) / 2
        out = around((0.0, 0.0), half, direction_deg)
        return line(
            (x - out[0], y - out[1]), (x + out[0], y + out[1]), self.stage.layout.px(WAY_LINE_PX)
        )


class RimScene(RingScene):
    """The rim itself is the way."""

    def paint_way(self, canvas: Canvas) -> None:
        """The rim, with a mark across it for each beat."""
        layout = self.stage.layout
        canvas.paint(outline(self.way_points(), layout.px(RIM_LINE_PX)), INK, 0.75)
        for direction_deg in MARKS_DEG:
            canvas.paint(self._mark(direction_deg), INK, 0.75)
