"""One picture of every activity while it is played, and the valley with all games' postcards."""

from collections.abc import Iterator
from functools import partial
from math import hypot

import pygame

from games.engine.activity import Activity, Kind, Surface
from games.engine.draw.layout import Layout
from games.engine.leaning import Reach
from games.engine.night import in_order
from games.engine.scene import Moment, place_of
from games.engine.setup import LIKELY_STATION, TrialSetup
from games.registry import activities
from games.screens.valley.card import Card
from games.screens.valley.postcards import Postcards
from games.screens.valley.screen import Look, ValleyScreen
from tools.gallery import RIM, Draw
from tools.played import PlayedRound, setup_on
from trainer.recording.conditions import Conditions
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Side, Stance

PLAY, VALLEY = "play-{name}", "valley"
RUNG = 4
UNDER_WAY_S = {Kind.TRAINING: 26.0, Kind.ASSESSMENT: 12.0}
"""Running time of a picture; then it waits until the light is in the ring, if it comes soon."""
AT_S = {"steady-stance": 9.0, "quiet-stance": 9.0, "glide": 30.0, "orbit": 34.0}
SOON_S, NEAR = 5.0, 0.5
IN_SECONDS, IN_NUMBER = PastScores((27.2, 34.6, 31.1)), PastScores((6.0, 11.0, 9.0))
NO_PAST = PastScores()
SHOWN_S = 10.0
"""How long the valley has been there."""


def activity_pictures(layout: Layout) -> Iterator[tuple[str, Draw]]:
    """The name of each picture, and what draws it; a place is painted only when it is drawn."""
    for activity in activities().values():
        yield PLAY.format(name=activity.name), partial(_draw_played, activity, layout)
    yield VALLEY, partial(_draw_valley, layout)


def pictured_setup(activity: Activity) -> TrialSetup:
    """The round that is pictured."""
    both = activity.surface is Surface.PLATE
    conditions = Conditions(
        activity.name,
        Side.BOTH if both else Side.RIGHT,
        Stance.TWO_LEG if both else Stance.SINGLE_LEG,
        seconds=activity.seconds[-1],
        rung=RUNG,
    )
    return setup_on(activity, RIM, conditions)


def _draw_played(activity: Activity, layout: Layout, onto: pygame.Surface) -> None:
    setup = pictured_setup(activity)
    played = PlayedRound(activity, setup)
    until_s = AT_S.get(activity.name, UNDER_WAY_S[activity.kind])
    played.play(until_s)
    while not _well_inside(played.onlooker.moment()) and played.trial.running_s < until_s + SOON_S:
        if played.trial.finished:
            break
        played.step()
    past = IN_SECONDS if activity.headline.unit else IN_NUMBER
    scene = activity.scene(activity.stage(setup, layout, past))
    scene.draw(onto, played.onlooker.moment(), played.trial.rules)


def _well_inside(moment: Moment) -> bool:
    """Whether the light is near the middle of its ring."""
    ap_deg, ml_deg, radius_deg = moment.target
    at = moment.cursor
    return at is not None and hypot(at[0] - ap_deg, at[1] - ml_deg) <= NEAR * radius_deg


def _draw_valley(layout: Layout, onto: pygame.Surface) -> None:
    games = in_order([a for a in activities().values() if a.kind is Kind.TRAINING])
    postcards = Postcards(None)
    for activity in games:
        stage = activity.stage(pictured_setup(activity), layout, NO_PAST)
        place = place_of(activity.scene(stage))
        assert place is not None, activity.name
        postcards.make(activity.name, place.place)
    cards = [
        Card(a.name, a.title, a.trains, a.wording.rungs.of(RUNG), today=index < 2)
        for index, a in enumerate(games)
    ]
    valley = ValleyScreen(layout, LIKELY_STATION, cards, postcards, Reach(RIM))
    valley.chosen = len(games) // 2
    valley.draw(onto, Look(), SHOWN_S)
