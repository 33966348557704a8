"""Which sound follows from what happens."""

from math import cos, hypot, radians, sin, sqrt

import pytest

from games.engine.activity import Kind
from games.engine.phase import Phase
from games.engine.scene import Moment
from games.engine.sound.listener import (
    AWAY_AT_LEAST_S,
    GUIDE_EVERY_S,
    MOVE_AFTER_S,
    SWELLS_S,
    WEIGHT_AFTER_S,
    WEIGHT_EVERY_S,
    WITH_LIGHT,
    Listener,
)
from games.engine.sound.tuning import SCALE_HZ, TICK_STEP, Cue, reward_step
from games.engine.words import Hindrance
from tests.games.playing import setup_of
from tests.games.sound.hearing import RIM_DEG, Heard, moment
from trainer.recording.vocabulary import Eyes, Feedback, Stance, Support

COURSE = (Phase.READY, Phase.LEAD_IN, Phase.MEASURING, Phase.PAUSED, Phase.MEASURING)
FRAME_S = 1 / 60
EAR = {"eyes": Eyes.CLOSED, "feedback": Feedback.EAR}
FEEL = {"feedback": Feedback.FEEL}


def listening(kind: Kind = Kind.TRAINING, **conditions: object) -> tuple[Listener, Heard]:
    heard = Heard()
    return Listener(heard, setup_of("bullseye", **conditions), kind), heard


def hear(listener: Listener, shown: Moment, seconds: float, from_s: float = 0.0) -> float:
    """Show the same moment for some seconds; when that was over."""
    frames = round(seconds / FRAME_S)
    for frame in range(frames):
        listener.hear(shown, from_s + frame * FRAME_S)
    return from_s + frames * FRAME_S


@pytest.mark.parametrize(
    ("conditions", "begins"),
    [
        ({}, Cue.LET_GO),
        ({"support": Support.FINGERTIP}, Cue.LET_GO),
        ({"support": Support.RAIL}, Cue.STARTED),
        ({"stance": Stance.SEATED}, Cue.STARTED),
    ],
)
def test_a_tone_says_let_go_to_everybody_who_does(conditions, begins) -> None:
    listener, heard = listening(**conditions)
    for at_s, phase in enumerate(COURSE):
        listener.hear(moment(phase), float(at_s))
    listener.hear(moment(Phase.FINISHED, remaining_s=0.0), 9.0)
    assert heard.cues == [begins, Cue.PAUSED, begins, Cue.ENDED]


def test_a_trial_that_ends_early_says_hold_the_rail_and_closes_with_no_chord() -> None:
    listener, heard = listening()
    for at_s, phase in enumerate((Phase.MEASURING, Phase.FINISHED)):
        listener.hear(moment(phase), float(at_s))
    assert heard.cues == [Cue.LET_GO, Cue.PAUSED]
    listener, heard = listening()
    for at_s, phase in enumerate((Phase.MEASURING, Phase.PAUSED, Phase.FINISHED)):
        listener.hear(moment(phase), float(at_s))
    assert heard.cues == [Cue.LET_GO, Cue.PAUSED], "it was said once"


def test_the_pad_ends_with_the_trial_though_nobody_asks_again() -> None:
    listener, heard = listening()
    now_s = hear(listener, moment(), 3.0)
    listener.hear(moment(Phase.FINISHED, remaining_s=0.0, earned=3), now_s)
    assert heard.pads[-1] == 0.0
    assert [step for step, _ in heard.notes] == [reward_step(3)], "the last second counts, too"


def test_in_the_ring_a_pad_swells_and_no_note_sounds() -> None:
    listener, heard = listening(**EAR)
    hear(listener, moment(), SWELLS_S + 1.0)
    assert heard.notes == []
    assert heard.pads == sorted(heard.pads)
    assert heard.pads[-1] == pytest.approx(1.0)
    half_a_second = heard.pads[: round(0.5 / FRAME_S)]
    assert 0.4 < half_a_second[-1] < 0.6, "it is heard at once, and grows for long"


def test_out_of_the_ring_the_pad_goes_within_half_a_second_and_notes_come() -> None:
    listener, heard = listening(**EAR)
    now_s = hear(listener, moment(), 8.0)
    hear(listener, moment(ap=6.0), 0.5, now_s)
    assert heard.pads[-1] == 0.0
    assert heard.notes


def test_with_the_eyes_open_the_pad_is_softer_and_notes_are_fewer() -> None:
    listener, heard = listening()
    now_s = hear(listener, moment(), 10.0)
    assert max(heard.pads) == pytest.approx(WITH_LIGHT)
    now_s = hear(listener, moment(ml=6.0), AWAY_AT_LEAST_S - 0.1, now_s)
    assert heard.notes == [], "a moment outside needs no note"
    hear(listener, moment(ml=6.0), 7.0, now_s)
    with_light = len(heard.notes)
    listener, by_ear = listening(**EAR)
    hear(listener, moment(ml=6.0), 7.0)
    assert len(by_ear.notes) == round(7.0 / GUIDE_EVERY_S) == 2 * with_light


def first_notes(**where: float) -> list[tuple[int, float]]:
    listener, heard = listening(**EAR)
    hear(listener, moment(**where), 0.9 * GUIDE_EVERY_S)
    return heard.notes


def test_the_nearer_the_ring_the_higher_the_note() -> None:
    steps = [first_notes(ml=away)[0][0] for away in (9.9, 8.0, 6.5, 5.0, 3.1)]
    assert steps == sorted(set(steps)), "each is higher than the one before"


def test_the_side_of_the_light_is_the_side_of_the_note() -> None:
    assert first_notes(ml=6.0) == [(first_notes(ml=-6.0)[0][0], 1.0)]
    assert first_notes(ml=-6.0)[0][1] == -1.0
    assert first_notes(ap=6.0)[0][1] == pytest.approx(0.0)


def test_a_second_note_rises_with_the_toes_down_and_falls_with_the_heel_down() -> None:
    (first, _), (second, _) = first_notes(ap=6.0)
    assert SCALE_HZ[second] > SCALE_HZ[first]
    (first, _), (second, _) = first_notes(ap=-6.0)
    assert SCALE_HZ[second] < SCALE_HZ[first]
    assert len(first_notes(ml=6.0)) == 1, "to the side alone nothing follows"


@pytest.mark.parametrize("ap", [-3.1, 3.1, -9.9, 9.9, 40.0])
def test_the_second_note_comes_a_moment_later_and_is_always_on_the_scale(ap: float) -> None:
    listener, heard = listening(**EAR)
    hear(listener, moment(ap=ap), MOVE_AFTER_S - FRAME_S)
    assert len(heard.notes) == 1
    hear(listener, moment(ap=ap), 3 * FRAME_S, MOVE_AFTER_S)
    assert len(heard.notes) == 2
    assert 0 <= heard.notes[1][0] < len(SCALE_HZ)


def test_directions_are_told_from_a_ring_that_is_elsewhere() -> None:
    listener, heard = listening(**EAR)
    shown = moment(ap=0.0, ml=0.0, target=(0.0, 6.0, 2.0), lit=0.0)
    shown.away_share = 0.6
    hear(listener, shown, 0.2)
    assert heard.notes[0][1] == -1.0, "the light is to the left of the ring"


def test_rewards_play_their_figure_one_note_each() -> None:
    listener, heard = listening()
    for earned in range(11):
        hear(listener, moment(earned=earned), 1.0, float(earned))
    assert [step for step, _ in heard.notes] == [reward_step(n) for n in range(1, 11)]


def test_a_round_by_feel_tells_nothing_of_the_light_nor_of_its_rewards() -> None:
    listener, heard = listening(**FEEL)
    hear(listener, moment(ml=6.0), 3.0)
    hear(listener, moment(), 3.0, 3.0)
    hear(listener, moment(earned=1), 1.0, 6.0)
    listener.hear(moment(Phase.FINISHED, remaining_s=0.0, earned=2), 7.0)
    assert heard.notes == []
    assert max(heard.pads, default=0.0) == 0.0
    assert heard.cues == [Cue.LET_GO, Cue.ENDED]


@pytest.mark.parametrize("eyes", list(Eyes))
def test_an_assessment_tells_nothing_once_it_runs(eyes: Eyes) -> None:
    listener, heard = listening(Kind.ASSESSMENT, eyes=eyes)
    now_s = hear(listener, moment(Phase.READY), 1.0)
    assert heard.pads[-1] > 0, "at the gate the ring is heard"
    now_s = hear(listener, moment(Phase.LEAD_IN), 1.0, now_s)
    assert heard.pads[-1] == 0.0
    before = len(heard.pads)
    hear(listener, moment(ml=7.0, earned=3), 5.0, now_s)
    assert heard.notes == []
    assert len(heard.pads) == before


def test_with_eyes_closed_notes_lead_to_the_gate_and_with_open_eyes_they_do_not() -> None:
    for kind in Kind:
        listener, heard = listening(kind, **EAR)
        hear(listener, moment(Phase.READY, ml=6.0), 2.0)
        assert heard.notes
        listener, heard = listening(kind)
        hear(listener, moment(Phase.READY, ml=6.0), 2.0)
        assert heard.notes == []


def test_nothing_leads_somebody_who_is_not_on_the_board_or_must_hold_the_rail() -> None:
    listener, heard = listening(**EAR)
    now_s = hear(listener, moment(Phase.READY, ml=6.0, hindrance=Hindrance.NOBODY), 2.0)
    hear(listener, moment(Phase.PAUSED, ml=6.0, waits_for_continue=True), 2.0, now_s)
    assert heard.notes == []
    assert max(heard.pads, default=0.0) == 0.0


@pytest.mark.parametrize("conditions", [{}, EAR, FEEL])
def test_a_tone_tells_which_way_the_weight_is_wrong_and_nothing_else_sounds(conditions) -> None:
    listener, heard = listening(stance=Stance.PARTIAL, **conditions)
    listener.hear(moment(), 0.0)
    begun = len(heard.cues)
    now_s = hear(listener, moment(weight_side=1, lit=0.0), WEIGHT_AFTER_S - 0.1, FRAME_S)
    assert len(heard.cues) == begun, "a moment is no fault"
    now_s = hear(listener, moment(weight_side=1, lit=0.0), WEIGHT_EVERY_S, now_s)
    now_s = hear(listener, moment(weight_side=-1, lit=0.0), WEIGHT_AFTER_S + 0.1, now_s)
    hear(listener, moment(), 5.0, now_s)
    assert heard.cues[begun:] == [Cue.TOO_HEAVY, Cue.TOO_LIGHT]
    assert heard.notes == []


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("conditions", [{}, EAR])
def test_each_beat_of_a_metronome_ticks_once_and_nothing_else_does(kind, conditions) -> None:
    listener, heard = listening(kind, **conditions)
    for beats in (0, 0, 1, 1, 1, 2, 5):
        listener.hear(moment(beats=beats, cursor=None), 0.0)
    assert heard.notes == [(TICK_STEP, 0.0)] * 3


STEP_DEG = 1.4
"""How far somebody corrects after one note."""


@pytest.mark.parametrize("start_deg", [0, 25, 70, 115, 160, 205, 250, 295, 340])
@pytest.mark.parametrize("ring", [(0.0, 0.0, 3.0), (2.0, -3.0, 2.5)])
def test_who_only_hears_finds_the_ring(start_deg: int, ring: tuple[float, float, float]) -> None:
    """Somebody who answers each note by leaning away from where it says the light is."""
    listener, heard = listening(**EAR)
    ap = ring[0] + 7.0 * cos(radians(start_deg))
    ml = ring[1] + 7.0 * sin(radians(start_deg))
    now_s = 0.0
    for _ in range(12):
        away_deg = hypot(ap - ring[0], ml - ring[1])
        shown = moment(ap=ap, ml=ml, target=ring, lit=float(away_deg <= ring[2]))
        shown.away_share = away_deg / RIM_DEG
        heard.notes.clear()
        now_s = hear(listener, shown, GUIDE_EVERY_S, now_s)
        if heard.pads and heard.pads[-1] > 0.3:
            return
        (first, side), *more = heard.notes
        ml -= STEP_DEG * side
        if more:
            to_toes = more[0][0] > first
            ap -= STEP_DEG * (1.0 if to_toes else -1.0) * sqrt(1.0 - side * side)
    pytest.fail("the ring was not found in twelve notes")


def test_the_gate_that_rings_the_bell_does_so_once_and_the_others_only_their_note() -> None:
    heard = Heard()
    listener = Listener(heard, setup_of("slalom"), Kind.TRAINING, bell_at=3)
    rung = []
    for gate in range(6):
        listener.hear(moment(earned=gate), float(gate))
        rung.append(heard.cues.count(Cue.BELL))
    assert rung == [0, 0, 0, 1, 1, 1]
    assert len(heard.notes) == 5


def test_in_a_round_by_feel_no_bell_tells_how_it_goes() -> None:
    heard = Heard()
    listener = Listener(heard, setup_of("slalom", **FEEL), Kind.TRAINING, bell_at=3)
    for gate in range(6):
        listener.hear(moment(earned=gate), float(gate))
    assert Cue.BELL not in heard.cues
