"""What a whole round in the window sounds like, from the instruction to the result."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from games.engine.activity import Kind
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.sound.instruments import Instrument
from games.engine.sound.listener import (
    GUIDE_EVERY_S,
    GUIDE_SELDOM_S,
    SWELLS_S,
    WEIGHT_EVERY_S,
)
from games.engine.sound.speaker import NOTES_AT_ONCE
from games.engine.sound.tuning import Cue, reward_step
from games.engine.window import Window
from games.registry import activities, activity_named
from tests.games.playing import kept_on, setup_of
from tests.games.sound.hearing import Heard
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import Motion, sway
from trainer.recording.interfaces import Steering
from trainer.recording.vocabulary import Eyes, Feedback


@dataclass
class HeardWithTuning(Heard):
    """Also notes the instruments."""

    tuned: list[Instrument] = field(default_factory=list)

    def tune(self, instrument: Instrument) -> None:
        self.tuned.append(instrument)


def heard_in(
    window: Window, activity: str, motion: Motion, **conditions: object
) -> HeardWithTuning:
    heard = window.sound = HeardWithTuning()
    setup = setup_of(activity, seconds=4.0, **conditions)
    feed = TypingFeed(motion, {1.0: ENTER, 13.0: ESCAPE})
    kept = kept_on(feed, setup)
    round_ = Round(activity_named(activity), setup, feed, kept, steering=Steering())
    play_in_window(round_, window)
    return heard


def test_a_round_of_training_by_light(window: Window) -> None:
    heard = heard_in(window, "bullseye", sway(1.0))
    assert heard.tuned == [Instrument.KALIMBA]
    assert heard.cues == [Cue.LET_GO, Cue.ENDED]
    rewards = [step for step, _ in heard.notes[:4]]
    assert rewards == [reward_step(second) for second in (1, 2, 3, 4)]
    assert heard.pads[-1] == 0.0
    assert max(heard.pads) > 0.3


def test_a_round_by_ear_leads_back_from_both_sides(window: Window) -> None:
    heard = heard_in(window, "bullseye", sway(7.0), eyes=Eyes.CLOSED, feedback=Feedback.EAR)
    sides = [side for _, side in heard.notes]
    assert min(sides) < -0.3
    assert max(sides) > 0.3


def test_an_assessment_ends_in_its_chord_and_earns_nothing(window: Window) -> None:
    heard = heard_in(window, "steady-stance", sway(1.0))
    assert heard.tuned == [Instrument.QUIET]
    assert heard.cues[:2] == [Cue.LET_GO, Cue.ENDED]
    assert heard.notes == []


def test_no_two_places_share_an_instrument_and_the_assessments_have_theirs() -> None:
    used: dict[Instrument, list[str]] = {}
    for activity in activities().values():
        if activity.kind is Kind.TRAINING:
            used.setdefault(activity.heard_with, []).append(activity.name)
        else:
            assert activity.heard_with is Instrument.QUIET
    assert [names for names in used.values() if len(names) > 1] == []
    assert Instrument.QUIET not in used


def test_the_page_names_every_instrument_and_the_times_between_notes() -> None:
    page = (Path(__file__).parents[3] / "docs" / "sound.md").read_text(encoding="utf-8")
    assert [each for each in Instrument if each.value not in page] == []
    assert f"every {GUIDE_EVERY_S} s" in page
    assert f"every {GUIDE_SELDOM_S} s" in page
    assert f"swells for {SWELLS_S:g} s" in page
    assert f"two notes down, every {WEIGHT_EVERY_S:g} s" in page
    assert f"{1 + NOTES_AT_ONCE} channels" in page


def test_the_bell_of_an_activity_that_has_one_rings_in_its_round(window: Window) -> None:
    heard = window.sound = HeardWithTuning()
    activity = replace(
        activity_named("bullseye"), instrument=Instrument.CELESTA, bell_at=lambda seconds: 2
    )
    setup = setup_of("bullseye", seconds=4.0)
    feed = TypingFeed(sway(1.0), {1.0: ENTER, 13.0: ESCAPE})
    play_in_window(Round(activity, setup, feed, kept_on(feed, setup)), window)
    assert heard.cues == [Cue.LET_GO, Cue.BELL, Cue.ENDED]
