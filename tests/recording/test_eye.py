"""What a therapist says of pelvis, knee and trunk: presses, what stands, what is typed."""

import pytest

from trainer.recording.eye import EyeScore, Glance, Part, glances_from

DROPS, LEVEL = Glance(Part.PELVIS, gave_way=True), Glance(Part.PELVIS, gave_way=False)
UNSAID = Glance(Part.PELVIS, gave_way=None)
IN = Glance(Part.KNEE, gave_way=True)


def test_the_last_press_for_a_part_stands_and_the_other_parts_keep_theirs() -> None:
    assert EyeScore.after([DROPS, IN, LEVEL]).gave_way == {Part.PELVIS: False, Part.KNEE: True}


def test_a_press_can_be_taken_back() -> None:
    assert not EyeScore.after([DROPS, UNSAID])
    assert EyeScore.after([LEVEL])


@pytest.mark.parametrize("glance", [DROPS, LEVEL, UNSAID, IN])
def test_an_event_keeps_a_press(glance: Glance) -> None:
    assert Glance.of(glance.data()) == glance


def test_a_score_is_typed_in_words() -> None:
    assert glances_from("pelvis=drops, knee=OVER_FOOT,") == (DROPS, Glance(Part.KNEE, False))


def test_none_takes_back_what_was_said_of_a_part() -> None:
    assert glances_from("pelvis=none") == (UNSAID,)


@pytest.mark.parametrize("typed", ["none", "pelvis=drops", "pelvis=level,trunk=leans"])
def test_what_stands_is_told_as_it_is_typed(typed: str) -> None:
    score = EyeScore() if typed == "none" else EyeScore.after(glances_from(typed))
    assert score.typed() == typed


@pytest.mark.parametrize("text", ["pelvis", "hip=drops", "knee=drops", "pelvis=1"])
def test_what_is_no_score_is_refused_with_what_can_be_typed(text: str) -> None:
    with pytest.raises(ValueError, match=r"pelvis=level\|drops\|none, knee=over_foot\|in\|none"):
        glances_from(text)
