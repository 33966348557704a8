"""One repetition of an exercise off the board, shown by a person from the side of the standing leg.

`games.engine.scenes.floor` shows it before the start: `Repetition(...).draw(onto, centre, t_s)`.
"""

from math import cos, pi, radians, sin

import pygame

from games.engine.draw.mask import Point
from games.engine.draw.palette import MINT, MIST
from games.engine.draw.sketch import LINE, Drawing, Sketch
from games.screens.figures.person import ARM, FAR, NEAR, Poser
from trainer.motion.exercises import Exercise
from trainer.recording.vocabulary import Side

LASTS_S = 3.0
"""One repetition; its last tenth is standing."""
FRAMES, STANDS_SHARE = 14, 0.1
THIGH, SHANK, TRUNK, HEAD_UP = 152.0, 142.0, 198.0, 112.0
ANKLE, FLOOR_Y, STEP_HIGH = (-40.0, 268.0), 330.0, 58.0
DEEP_DEG = {Exercise.SQUAT: 62.0, Exercise.STEP_DOWN: 52.0, Exercise.PELVIC_DROP: 0.0}
"""How far the thigh bends in the picture."""


class Repetition:
    """Painted once, frame by frame; `scale` is pixels a drawing unit."""

    def __init__(self, exercise: Exercise, scale: float, side: Side) -> None:
        strokes = exercise.pace.strokes
        lowest, highest = 1.0, min(stroke.ends_at for stroke in strokes)
        self._depths = [
            lowest + (highest - lowest) * frame / (FRAMES - 1) for frame in range(FRAMES)
        ]
        self._frames = [_painted(exercise, scale, side, depth) for depth in self._depths]
        self._highest = highest

    def draw(self, onto: pygame.Surface, centre: Point, t_s: float) -> None:
        """The person this long after the picture appeared, again and again."""
        depth = self.depth(t_s)
        nearest = min(range(FRAMES), key=lambda frame: abs(self._depths[frame] - depth))
        self._frames[nearest].draw_bare(onto, centre)

    def depth(self, t_s: float) -> float:
        """How low: from the start to the lowest and back, and up where the exercise lifts."""
        share = (t_s % LASTS_S) / LASTS_S / (1.0 - STANDS_SHARE)
        if share >= 1.0:
            return 0.0
        if self._highest == 0.0:
            return (1.0 - cos(2.0 * pi * share)) / 2.0
        wave = sin(2.0 * pi * share)
        return wave if wave > 0.0 else -self._highest * wave


def _painted(exercise: Exercise, scale: float, side: Side, depth: float) -> Drawing:
    sketch = Sketch(scale)
    poser = Poser(sketch, side)
    on_step = exercise is not Exercise.SQUAT
    _paint_ground(poser, on_step)
    up = STEP_HIGH if on_step else 0.0
    ankle = ANKLE[0], ANKLE[1] - up + (0.0 if on_step else 44.0)
    bend = radians(DEEP_DEG[exercise] * max(depth, 0.0))
    knee = ankle[0] + SHANK * sin(0.55 * bend), ankle[1] - SHANK * cos(0.55 * bend)
    hip = knee[0] - THIGH * sin(bend), knee[1] - THIGH * cos(bend)
    poser.leg(_free_leg(exercise, hip, depth), FAR)
    lean = 0.45 * bend
    shoulder = hip[0] + TRUNK * sin(lean), hip[1] - TRUNK * cos(lean)
    poser.limb((shoulder, hip), NEAR, 104.0)
    poser.leg((hip, knee, ankle, (ankle[0] + 66.0, ankle[1] + 4.0)), MINT)
    (head,) = poser.at([(shoulder[0] + 22.0, shoulder[1] - HEAD_UP)])
    sketch.ball(head, 58, NEAR)
    elbow = shoulder[0] + 40.0, shoulder[1] + 92.0
    poser.limb((shoulder, elbow, (shoulder[0] + 92.0, shoulder[1] + 28.0)), NEAR, ARM)
    return sketch.drawing()


def _free_leg(exercise: Exercise, hip: Point, depth: float) -> tuple[Point, ...]:
    """Hip, knee, ankle and toe of the leg that carries nothing."""
    x, y = hip
    if exercise is Exercise.SQUAT:
        knee = x + 40.0, y + 146.0
        return hip, knee, (knee[0] - 96.0, knee[1] + 92.0), (knee[0] - 70.0, knee[1] + 130.0)
    lower = 26.0 * depth if exercise is Exercise.PELVIC_DROP else 0.0
    knee = x + 58.0, y + 140.0 + lower
    ankle = knee[0] + 26.0, min(knee[1] + 138.0, FLOOR_Y - 22.0)
    return (x, y + lower), knee, ankle, (ankle[0] + 56.0, ankle[1] - 20.0)


def _paint_ground(poser: Poser, on_step: bool) -> None:
    y = FLOOR_Y + 8
    poser.sketch.line(poser.at([(-430.0, y), (430.0, y)]), MIST, LINE, 0.5)
    if on_step:
        top = FLOOR_Y - STEP_HIGH - 26.0
        box = [(-250.0, top), (46.0, top), (46.0, y), (-250.0, y)]
        poser.sketch.fill(poser.at(box), FAR, 0.55)
