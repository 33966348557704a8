"""A training's picture after it was played for a while, small enough to be drawn often."""

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.scene import Onlooker
from games.engine.setup import LIKELY_STATION, Station
from games.registry import activity_named
from tests.games.steered_trial import Steering, follower, steered
from tools.gallery import PAST, RIM
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Side

SIZE = (640, 360)
LAYOUT = Layout(SIZE)
CALM = Station(reduced_motion=True)


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).astype(int)


class Shown:
    """A trial that was steered for a while, and its picture."""

    def __init__(
        self,
        name: str,
        until_s: float,
        steer: Steering | None = None,
        station: Station = LIKELY_STATION,
        **more,
    ) -> None:
        activity = activity_named(name)
        side = more.pop("side", Side.RIGHT)
        conditions = Conditions("", seconds=40.0, rung=4, side=side)
        setup = activity.setup(conditions, RIM, seed=3, station=station, **more)
        self.trial = steered(activity, setup, steer or follower(), until_s)
        self.onlooker = Onlooker(self.trial)
        self.scene = activity.scene(activity.stage(setup, LAYOUT, PAST))

    def picture(self, **changed: object) -> np.ndarray:
        moment = self.onlooker.moment()
        for name, value in changed.items():
            setattr(moment, name, value)
        surface = pygame.Surface(SIZE, 0, 32)
        self.scene.draw(surface, moment, self.trial.rules)
        return pixels(surface)

    def ring_width(self) -> int:
        """How wide the mint ring is drawn: what changes as it is lit."""
        both = [self.picture(lit=lit, cursor=None) for lit in (0.0, 1.0)]
        x, _ = np.nonzero(np.abs(both[0] - both[1]).sum(axis=2) > 25)
        return int(x.max() - x.min())
