"""An evening in the valley: each round comes back to it, until somebody leaves."""

import os
from types import SimpleNamespace

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pytest

from games.engine.activity import Kind
from games.engine.after.over import Ended
from games.engine.draw.layout import Layout
from games.engine.idle import IdleWork
from games.engine.setup import LIKELY_STATION
from games.engine.visit_rounds import NextRound
from games.registry import activities, activity_named
from games.screens.valley.choosing import Chosen
from games.screens.valley.postcards import Postcards
from tools.gallery import RIM
from trainer.recording.body import ThighSetup
from trainer.recording.conditions import NOTHING_CHOSEN, Conditions
from trainer.recording.interfaces import Stimulus
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions import evening
from trainer.sessions.errors import SessionError
from trainer.sessions.evening import Evening, painting
from trainer.sessions.playing import Playing

WINDOW = SimpleNamespace(layout=Layout((640, 360)))
COUNTS = Ended(TrialResult(Outcome.COMPLETED, 23.0, "time_on_target_s"))
STOPPED = Ended(TrialResult(Outcome.STOPPED, 9.0, "time_on_target_s"), why_not="stopped")
LEFT = Ended(None)


class Visited:
    """As much of a visit as the evening asks. `ends` say how each game goes; others are refused."""

    def __init__(
        self, refused: tuple[str, ...] = (), *, plate: bool = False, strap: bool = False
    ) -> None:
        feed = SimpleNamespace(now_ns=lambda: 0)
        worn = SimpleNamespace(thigh=ThighSetup()) if strap else None
        streams = SimpleNamespace(body_setup=worn)
        self.board = SimpleNamespace(is_plate=plate, on_sacrum=False, feed=feed, streams=streams)
        self.station, self.chosen = LIKELY_STATION, NOTHING_CHOSEN
        self.refused = refused
        self.ends: dict[str, Ended] = {}
        self.played: list[str] = []
        self.said: list[str] = []
        self.say = self.said.append

    def play_in_window(self, activity, *_):
        self.played.append(activity.name)
        if activity.name not in self.ends:
            raise SessionError(f"{activity.name} is refused")
        return self.ends[activity.name], None

    def setup(self, activity, conditions, seed):
        if activity.name in self.refused:
            raise SessionError(f"{activity.name} has no target left")
        return activity.setup(conditions, RIM)

    def stands(self, activity, conditions):
        return NextRound(3), False

    def days_played(self):
        return {}


def waits(work):
    return work()


def playing(visit) -> Playing:
    return Playing(visit, WINDOW, Conditions(""), 0, Stimulus())


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch):
    """An evening in which this was chosen and so it ended: the visit, the cards, how it ended.

    A name without an end is refused.
    """

    def spend(chosen: list[Chosen], ends: dict[str, Ended], visit=None, rows=()):
        answers, asked, cards = iter(chosen), iter(rows), []
        visit = visit or Visited()
        visit.ends = ends

        def choose(screen, *_):
            cards.append({card.name: card for card in screen.cards})
            return next(answers)

        monkeypatch.setattr(evening, "choose_in_valley", choose)
        monkeypatch.setattr(evening, "choose_assessment", lambda *_: next(asked))
        closed = Evening(playing(visit), waits, IdleWork(), Postcards(None)).spend()
        return visit, cards, closed

    return spend


def test_after_a_round_the_valley_is_there_again_with_its_lamp_lit(spent) -> None:
    visit, cards, closed = spent([Chosen("glide"), Chosen()], {"glide": COUNTS})
    assert (visit.played, closed) == (["glide"], False)
    assert not any(card.today for card in cards[0].values())
    assert [name for name, card in cards[1].items() if card.today] == ["glide"]
    assert cards[0]["glide"].rung == activity_named("glide").wording.rungs.of(3)


def test_the_valley_keeps_on_how_many_days_each_game_was_played(spent) -> None:
    visit = Visited()
    counts = iter([{"glide": 4}, {"glide": 4, "orbit": 1}])
    visit.days_played = lambda: next(counts)
    _, cards, _ = spent([Chosen("orbit"), Chosen()], {"orbit": COUNTS}, visit)
    assert [(shown["glide"].days, shown["orbit"].days) for shown in cards] == [(4, 0), (4, 1)]


@pytest.mark.parametrize("end", [STOPPED, LEFT])
def test_a_round_that_does_not_count_lights_no_lamp(spent, end: Ended) -> None:
    visit, cards, _ = spent([Chosen("glide"), Chosen()], {"glide": end})
    assert visit.played == ["glide"]
    assert not any(card.today for card in cards[1].values())


def test_a_game_that_is_refused_is_told_and_the_evening_goes_on(spent) -> None:
    chosen = [Chosen("glide"), Chosen("harvest"), Chosen()]
    visit, _, _ = spent(chosen, {"harvest": COUNTS})
    assert visit.played == ["glide", "harvest"]
    assert visit.said == ["glide is refused"]


def test_assessments_come_back_to_the_valley_and_light_no_lamp(spent) -> None:
    chosen = [Chosen(assessments=True), Chosen(assessments=True), Chosen()]
    rows = [("limits", False), ("", False)]
    visit, cards, _ = spent(chosen, {"limits": COUNTS}, rows=rows)
    assert visit.played == ["limits"]
    assert len(cards) == 3
    assert not any(card.today for card in cards[-1].values())


@pytest.mark.parametrize(
    ("chosen", "rows", "played"),
    [
        ([Chosen(closed=True)], [], []),
        ([Chosen(assessments=True)], [("", True)], []),
        ([Chosen("glide")], [], ["glide"]),
    ],
    ids=["in the valley", "in the rows", "in a game"],
)
def test_closing_the_window_ends_the_evening_wherever_it_is_done(
    spent, chosen, rows, played
) -> None:
    visit, _, closed = spent(chosen, {"glide": Ended(COUNTS.result, closed=True)}, rows=rows)
    assert (visit.played, closed) == (played, True)


def test_every_training_has_a_card_and_no_assessment_has_one(spent) -> None:
    trainings = [each for each in activities().values() if each.kind is Kind.TRAINING]
    _, (strapped,), _ = spent([Chosen()], {}, Visited(strap=True))
    assert sorted(strapped) == sorted(each.name for each in trainings)
    assert all(card.trains for card in strapped.values())
    _, (bare,), _ = spent([Chosen()], {})
    assert sorted(bare) == sorted(each.name for each in trainings if not each.by_thigh)


def test_on_a_plate_there_are_only_rows(spent) -> None:
    plate = Visited(plate=True)
    visit, cards, _ = spent([], {"quiet-stance": COUNTS}, plate, [("quiet-stance", True)])
    assert (visit.played, cards) == ([], [])


def test_one_game_that_cannot_be_played_does_not_close_the_valley_but_all_of_them_do(spent) -> None:
    assert len(spent([Chosen()], {}, Visited(refused=("harvest",)))[1]) == 1
    every = tuple(activities())
    with pytest.raises(SessionError, match="no target left"):
        spent([Chosen()], {}, Visited(refused=every))


def test_what_is_painted_meanwhile_is_seen_in_the_valley_and_what_is_refused_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    visit = Visited(refused=("harvest",))
    visit.station = type(LIKELY_STATION)(stills_folder=tmp_path)
    few = [activity_named(name) for name in ("harvest", "bullseye")]
    monkeypatch.setattr(evening, "trainings", lambda _: few)
    idle, postcards, seen = IdleWork(), Postcards(tmp_path), []
    idle.add(painting(playing(visit), postcards))

    def choose(screen, *_):
        seen.append(screen._pictures)
        idle.do_until(lambda: False)
        screen.refresh()
        seen.append(screen._pictures)
        return Chosen()

    monkeypatch.setattr(evening, "choose_in_valley", choose)
    Evening(playing(visit), waits, idle, postcards).spend()
    before, after = seen
    assert before == [None, None]
    assert [picture is None for picture in after] == [True, False]
    assert not Postcards(tmp_path).lacks("bullseye")
