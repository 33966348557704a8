"""Rolling ball: tip a ball back to the middle of its plate. An example of a body that moves.

The ball is known to the rules alone: the scene draws it from them, and the score is a metric that
asks for the rules.
"""

from math import hypot, radians, sin

import pygame

from games.engine.activity import Activity, Kind
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.mask import disc, halo
from games.engine.draw.palette import AMBER, INK
from games.engine.ground import Ground
from games.engine.rules import Now, Rules
from games.engine.scene import Moment, Stage
from games.engine.scenes.field import FieldScene
from games.engine.setup import Parameters, number
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

ROLLING_M_S2 = 5 / 7 * 9.81
"""A ball that rolls and does not slide gets five sevenths of the pull along the plate."""

PLATE_M, BOUNCE, DRAG_PER_S = 0.5, 0.4, 0.6
PATH_EVERY_S, PATH_KEPT = 0.05, 400


class RollingBall(Rules):
    """A ball on a round plate with a wall, a tenth as steep as the board; in metres."""

    def __init__(self, cup_m: float) -> None:
        self.ap_m = self.ml_m = 0.0
        self.in_cup_s = 0.0
        self.path: list[tuple[float, float]] = []
        self._cup_m = cup_m
        self._ap_m_s = self._ml_m_s = 0.0

    def take(self, now: Now) -> None:
        """The plate pulls, the ball rolls, the wall gives it back."""
        passed_s = now.passed_s
        kept = 1 - DRAG_PER_S * passed_s
        self._ap_m_s = self._ap_m_s * kept + _pull(now.ap_deg) * passed_s
        self._ml_m_s = self._ml_m_s * kept + _pull(now.ml_deg) * passed_s
        self.ap_m += self._ap_m_s * passed_s
        self.ml_m += self._ml_m_s * passed_s
        if hypot(self.ap_m, self.ml_m) > PLATE_M:
            self._bounce()
        if len(self.path) < now.t_s / PATH_EVERY_S:
            self.path.append((self.ap_m, self.ml_m))
        if now.measuring and hypot(self.ap_m, self.ml_m) <= self._cup_m:
            self.in_cup_s += passed_s
            self.shown = self.in_cup_s

    def _bounce(self) -> None:
        away = hypot(self.ap_m, self.ml_m)
        ap, ml = self.ap_m / away, self.ml_m / away
        self.ap_m, self.ml_m = PLATE_M * ap, PLATE_M * ml
        outwards = max(self._ap_m_s * ap + self._ml_m_s * ml, 0.0)
        self._ap_m_s -= (1 + BOUNCE) * outwards * ap
        self._ml_m_s -= (1 + BOUNCE) * outwards * ml


def _pull(tilt_deg: float) -> float:
    return ROLLING_M_S2 * sin(radians(0.1 * tilt_deg))


@own_metric(
    "ball_in_cup_s",
    unit="s",
    better=Better.HIGHER,
    words="time with the ball in the cup",
    plain="How long the ball was in the cup.",
)
def ball_in_cup_s(rules: RollingBall) -> float:
    """Seconds of the measured part in which the ball was in the cup in the middle of its plate."""
    return rules.in_cup_s


class BallScene(FieldScene):
    """The field is the plate: its rim the wall, the ball where the rules have it, and its path."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._px_per_m = self.field.px_per_deg * min(stage.setup.rim.tilt_deg) / PLATE_M
        self._ball = Sprite(_painted(stage.layout.px(34), 0.9))
        self._trace = Sprite(_painted(stage.layout.px(9), 0.35))

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: RollingBall) -> None:
        for ap_m, ml_m in rules.path[-PATH_KEPT:]:
            self._trace.draw_at(onto, self._at(ap_m, ml_m))
        self._ball.draw_at(onto, self._at(rules.ap_m, rules.ml_m))

    def _at(self, ap_m: float, ml_m: float) -> tuple[float, float]:
        x, y = self.field.centre
        return x + ml_m * self._px_per_m, y - ap_m * self._px_per_m


def _painted(radius: float, strength: float) -> Canvas:
    reach = round(1.5 * radius) + 1
    canvas = Canvas((2 * reach + 1,) * 2)
    centre = (reach + 0.5, reach + 0.5)
    canvas.paint(halo(centre, 1.5 * radius, 1.2), AMBER, 0.4 * strength)
    canvas.paint(disc(centre, 0.8 * radius), AMBER, strength)
    canvas.paint(halo((centre[0], centre[1] - 0.2 * radius), 0.5 * radius, 1.0), INK, strength)
    return canvas


def _parameters(ground: Ground) -> dict[str, Json]:
    gate_deg = ground.ring_radius_deg(0.5)
    return {
        "gate_radius_deg": gate_deg,
        "cursor_strength": 1.0,
        "cup_m": round(PLATE_M * (0.5 - 0.3 * ground.difficulty.share), 3),
    }


def _rules(parameters: Parameters, _seed: int) -> RollingBall:
    return RollingBall(number(parameters, "cup_m"))


ACTIVITY = Activity(
    name="rolling-ball",
    title="Rolling ball",
    kind=Kind.TRAINING,
    summary="tip a ball back to the middle of its plate",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Tip the ball back to the middle.",
            Eyes.CLOSED: "Close your eyes and stay level.",
        },
        playing={Eyes.OPEN: "Back to the middle", Eyes.CLOSED: "Stay level"},
        gate={Eyes.OPEN: "Hold it there", Eyes.CLOSED: "Hold it, and close your eyes"},
    ),
    headline=Headline("ball_in_cup_s", "In the cup", "s", lambda seconds: seconds),
    seconds=(20.0,),
    parameters=_parameters,
    rules=_rules,
    scene=BallScene,
    metrics=(ball_in_cup_s,),
)
