"""`baps play` without an activity: the valley, where the patient chooses, and the grey rows.

What is played comes back here, until somebody leaves. What forbids a round is told there.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from games.engine.activity import Activity, Kind, Surface
from games.engine.idle import IdleWork
from games.engine.leaning import Reach
from games.engine.meanwhile import Meanwhile
from games.engine.night import in_order
from games.engine.rung_words import STEPS
from games.engine.scene import place_of
from games.engine.window import Window
from games.engine.words import conditions_line, provenance_line
from games.registry import activities
from games.screens.grey_rows import GreyRows, Row, choose_assessment
from games.screens.valley.card import Card
from games.screens.valley.choosing import Chosen, choose_in_valley
from games.screens.valley.places import way
from games.screens.valley.postcards import Postcards
from games.screens.valley.screen import ValleyScreen
from games.worlds.valley import still_layer
from trainer.cli.play import Request, tour
from trainer.recording.trial import PastScores
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import thigh_worn
from trainer.sessions.visit import Visit

if TYPE_CHECKING:
    from games.engine.after.over import Ended
    from games.engine.setup import TrialSetup
    from trainer.recording.interfaces import Steering

Play = Callable[[Activity], "Ended"]


def offered(visit: Visit) -> list[Activity]:
    """What this board measures, and what is done on the floor beside it, if its straps are on."""
    board, found = visit.board, tour(visit)
    if board.is_plate or board.on_sacrum:
        return found
    strapped = thigh_worn(board)
    floor = [each for each in activities().values() if each.surface is Surface.FLOOR]
    return [*found, *(each for each in floor if strapped or not each.by_thigh)]


def trainings(visit: Visit) -> list[Activity]:
    """What has a postcard on this board, from dusk to sunrise."""
    return in_order(each for each in offered(visit) if each.kind is Kind.TRAINING)


def painting(
    visit: Visit, request: Request, window: Window, postcards: Postcards
) -> Iterator[Callable[[], object]]:
    """What can be painted before anybody asks for it: the valley, then the place of each training
    as this patient will play it, and its postcard.
    """
    yield partial(still_layer, window.layout, way()[0], visit.station.stills_folder)
    for activity in trainings(visit):
        yield partial(_paint, activity, visit, request, window, postcards)


def _paint(
    activity: Activity, visit: Visit, request: Request, window: Window, postcards: Postcards
) -> None:
    # What forbids the round is said when it begins.
    with suppress(SessionError):
        setup = visit.setup(activity, request.conditions, request.seed)
        scene = activity.scene(activity.stage(setup, window.layout, PastScores()))
        played_in = place_of(scene)
        if played_in is not None and postcards.lacks(activity.name):
            postcards.make(activity.name, played_in.place)


class Evening:
    """One visit from the valley: choose, play, come back. `idle` may make more `postcards`."""

    def __init__(
        self,
        visit: Visit,
        request: Request,
        window: Window,
        waiter: Meanwhile,
        idle: IdleWork,
        postcards: Postcards,
    ) -> None:
        self._visit, self._request, self._window = visit, request, window
        self._waiter, self._idle, self._postcards = waiter, idle, postcards
        self._games = trainings(visit)
        self._tests = [each for each in offered(visit) if each.kind is Kind.ASSESSMENT]
        self._today: set[str] = set()
        self._days: Mapping[str, int] = {}

    def spend(self, play: Play, steering: "Steering | None") -> None:
        """Until somebody leaves."""
        screen, setup = self._waiter.run(self._ready) if self._games else (None, None)
        while True:
            chosen = Chosen(assessments=True)
            if screen is not None and setup is not None:
                chosen = choose_in_valley(
                    screen, self._window, self._visit.board.feed, setup.rim, steering, self._idle
                )
            closed = chosen.closed
            if chosen.assessments:
                name, closed = self._ask_for_assessment()
                chosen = Chosen(name)
                if screen is not None and not name and not closed:
                    continue
            if chosen.leaves or closed or self._play(chosen.name, play, screen):
                self._idle.finish_one()
                return

    def _play(self, name: str, play: Play, screen: ValleyScreen | None) -> bool:
        """Play what was chosen; True if the window was closed."""
        activity = next(each for each in (*self._games, *self._tests) if each.name == name)
        try:
            ended = play(activity)
        except SessionError as error:
            if screen is None:
                raise
            self._waiter.say(str(error))
            screen.note(str(error))
            return False
        if ended.result is not None and ended.result.duration_s and not ended.why_not:
            self._today.add(name)
        if screen is not None:
            self._days = self._visit.days_played()
            cards = [
                self._card(each) if each.name == name else card
                for each, card in zip(self._games, screen.cards, strict=True)
            ]
            screen.tell(cards, self._visit.board.feed.now_ns() / 1e9)
        return ended.closed

    def _ready(self) -> "tuple[ValleyScreen, TrialSetup]":
        """The valley as it is now; `SessionError` if none of its games can be played."""
        setup, station = self._first_setup(), self._visit.station
        self._days = self._visit.days_played()
        reach = Reach(setup.rim, setup.range, self._visit.chosen.no_go)
        screen = ValleyScreen(
            self._window.layout,
            station,
            [self._card(each) for each in self._games],
            self._postcards,
            reach,
            _aside(setup),
        )
        return screen, setup

    def _first_setup(self) -> "TrialSetup":
        """Of the first game that can be played: rim, range and leg are the same in all of them.

        On the floor there is no rim to lean within.
        """
        refused: SessionError | None = None
        for activity in sorted(self._games, key=lambda each: each.surface is Surface.FLOOR):
            try:
                return self._visit.setup(activity, self._request.conditions, self._request.seed)
            except SessionError as error:
                refused = refused or error
        assert refused is not None
        raise refused

    def _card(self, activity: Activity) -> Card:
        following, today = self._visit.stands(activity, self._request.conditions)
        return Card(
            activity.name,
            activity.title,
            activity.trains or activity.summary,
            activity.wording.rungs.of(following.rung) if following.rung else "",
            today or activity.name in self._today,
            self._days.get(activity.name, 0),
        )

    def _ask_for_assessment(self) -> tuple[str, bool]:
        rows = [Row(each.name, each.title, each.summary) for each in self._tests]
        screen = GreyRows(self._window.layout, self._visit.station, rows)
        return choose_assessment(screen, self._window, self._visit.board.feed)


def _aside(setup: "TrialSetup") -> str:
    """Which leg on which dome, and where the data are from."""
    # Each game has a rung of its own.
    conditions = conditions_line(replace(setup.conditions, rung=0), STEPS)
    return " · ".join(each for each in (conditions, provenance_line(setup)) if each)
