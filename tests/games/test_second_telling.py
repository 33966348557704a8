"""What the second window says: the phase in words, the clock, live figures, and what was noted."""

from dataclasses import replace

import pytest

from games.engine.control import Judge, Score, StopPressed
from games.engine.draw.layout import Layout
from games.engine.second.facts import Beside, Facts
from games.engine.second.telling import Telling
from games.engine.trial import Trial
from games.engine.trial_set import TrialSet
from games.registry import activity_named
from tests.games.playing import setup_of
from tests.games.quick_feed import BODY_N, QuickFeed
from tools.scripted import held
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.eye import Glance, Part
from trainer.recording.samples import FLAG_RAIL_OPEN
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Outcome

SECONDS = 8.0
BEGUN_S, MEASURING_S, OVER_S = 4.0, 9.0, 15.0


class Told:
    """A trial on a scripted board, and what is told of it."""

    def __init__(self, name: str = "bullseye", tilt_deg: float = 1.5, share=None, **stage) -> None:
        activity = activity_named(name)
        setup = setup_of(name, seconds=SECONDS)
        if share is not None:
            setup = replace(setup, body_weight_n=BODY_N, least_load_n=100.0)
        self.feed = QuickFeed(held(tilt_deg, 0.0), 60.0, share, (FLAG_RAIL_OPEN, 50.0, 60.0))
        whole = activity.stage(setup, Layout((640, 360)), PastScores())
        self.stage = replace(whole, **stage)
        self.telling = Telling(self.stage, self.feed)
        self._trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
        self._seq = -1

    def at(self, second: float) -> Facts:
        """Let time pass to there, looking as often as a second window does."""
        self.telling.trial = self._trial
        facts = self.telling.facts()
        while self.feed.now_ns() < second * 1e9:
            self.feed.pump()
            stretch = self.feed.since(self._seq)
            self._seq = int(stretch.samples.seq[-1])
            self._trial.advance(stretch)
            facts = self.telling.facts()
        return facts

    @property
    def trial(self) -> Trial:
        return self._trial


def figures(facts: Facts) -> dict[str, str]:
    return {figure.words: f"{figure.number}{figure.unit}" for figure in facts.figures}


def test_the_phases_in_words_and_the_time_left() -> None:
    told = Told(tilt_deg=0.5)
    before = told.telling.facts()
    assert (before.phase, before.clock, before.clock_words) == ("Instruction", "0:08", "to go")
    assert told.at(BEGUN_S).phase == "Let go"
    during = told.at(MEASURING_S)
    assert during.phase == "Measuring"
    assert 0 < int(during.clock.removeprefix("0:")) < SECONDS
    assert told.at(OVER_S).phase == "Over: completed"


def test_live_figures_of_tilt_ring_board_and_rail() -> None:
    seen = figures(Told().at(OVER_S))
    assert seen["Tilt now"] == "1.5°"
    assert seen["In the ring"] in ("7s", "8s")
    assert (seen["Rim contacts"], seen["Board"], seen["Rail stop"]) == ("0", "answers", "ready")
    assert "Weight on the rail" not in seen, "without cells nobody knows"


def test_the_weight_on_the_rail_is_told_where_cells_know_it() -> None:
    assert figures(Told(share=lambda _t: 0.97).at(MEASURING_S))["Weight on the rail"] == "3%"


def test_an_open_rail_says_what_to_do() -> None:
    told = Told()
    told.feed.status = lambda: replace(QuickFeed.status(told.feed), rail_open=True)
    facts = told.telling.facts()
    assert facts.phase.startswith("Plug the rail's link in")
    assert figures(facts)["Rail stop"] == "pressed"


def test_an_assessment_counts_its_set_and_rests_until_the_last() -> None:
    rests = Told("steady-stance", in_set=TrialSet(1, TRIALS_IN_SET)).at(OVER_S)
    assert (rests.in_set, rests.clock_words) == ("Trial 2 of 3", "rest")
    last = Told("steady-stance", in_set=TrialSet(2, TRIALS_IN_SET)).at(OVER_S)
    assert (last.in_set, last.clock) == ("Trial 3 of 3", "")


@pytest.mark.parametrize("of", [1, TRIALS_IN_SET])
def test_a_training_counts_its_rounds(of: int) -> None:
    assert Told(in_set=TrialSet(0, of)).at(BEGUN_S).in_set == "Round 1"


def test_what_was_noted_stands_there_and_on_its_button() -> None:
    told = Told()
    told.at(MEASURING_S)
    told.trial.control(Judge(Outcome.TOUCH))
    told.trial.control(Score(Glance(Part.PELVIS, gave_way=True)))
    facts = told.at(MEASURING_S + 0.2)
    assert [words.partition(": ")[2] for words in facts.noted] == ["touch", "Pelvis: drops"]
    assert facts.chosen == {"T", "2"}
    told.trial.control(StopPressed())
    paused = told.at(MEASURING_S + 0.4)
    assert paused.noted[-1].endswith("Paused: stopped")
    assert paused.phase == "Paused: stopped"
    told.telling.note("tired")
    assert told.telling.facts().noted[-1] == "“tired”"


def test_what_a_scene_says_to_the_therapist_is_told_while_it_says_so() -> None:
    beside = Beside()
    told = Told(beside=beside)
    beside.line = "Nudge when you like"
    assert told.telling.facts().advice == "Nudge when you like"
    assert told.telling.facts().advice == ""
