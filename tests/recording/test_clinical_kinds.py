"""Every kind of entry can be typed, is read as it was typed, and refuses what cannot be."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.recording.typed_entries import AT, a_typed, entry
from trainer.metrics.kinds import Better
from trainer.recording.clinical import ExerciseDone, Withdrawn
from trainer.recording.clinical_form import Combine, Detail, Kind, Position, SideRule
from trainer.recording.clinical_kinds import KINDS, UnknownKind, free_kind, kind_named
from trainer.recording.clinical_table import details_shown, shown, side_by_side, standing, title_of
from trainer.recording.clinical_typed import NotAnEntry, Typed
from trainer.recording.exercises import EXERCISES, UnknownExercise, exercise_named
from trainer.recording.strength import NEWTON_PER
from trainer.recording.vocabulary import Side

EVERY = [*KINDS.values(), free_kind("calf girth", "cm")]
WITH_NUMBERS = [kind for kind in EVERY if kind.scales]


def names(kinds: list[Kind]) -> dict[str, object]:
    return {"argvalues": kinds, "ids": [kind.name for kind in kinds]}


def refused(typed: Typed) -> str:
    """Why it is no entry, which is one line."""
    with pytest.raises(NotAnEntry) as error:
        entry(typed)
    told = str(error.value)
    assert told
    assert "\n" not in told
    return told


@pytest.mark.parametrize("kind", **names(EVERY))
def test_a_kind_is_declared_whole(kind: Kind) -> None:
    assert kind.name == kind.name.lower()
    assert kind.title
    assert kind.taken
    assert kind.source
    assert Better(kind.better)
    assert not (kind.scales and kind.grades)
    assert all(scale.low < scale.high and len(scale.unit) <= 32 for scale in kind.scales)
    assert len({grade.value for grade in kind.grades}) == len(kind.grades)
    assert {force.unit for force in kind.forces} <= set(NEWTON_PER)


@pytest.mark.parametrize("kind", **names(EVERY))
def test_every_kind_can_be_typed_and_is_shown_as_typed(kind: Kind) -> None:
    made = entry(a_typed(kind))
    assert made.kind == kind.name
    assert kind_named(made.kind, made.unit) == kind
    if kind.is_text:
        assert (made.value, details_shown(made)) == (None, "slept badly")
    elif kind.grades:
        assert made.value == kind.grades[-1].value
        assert shown(made) == kind.grades[-1].word
    else:
        assert made.value == kind.scales[0].high
        assert float(shown(made)) == made.value
    assert (made.side is not None) is (kind.side is not SideRule.NONE)
    assert title_of(made)


@pytest.mark.parametrize("kind", **names(EVERY))
def test_a_side_is_asked_for_where_one_belongs_and_refused_where_none_does(kind: Kind) -> None:
    typed = a_typed(kind)
    if kind.side is SideRule.REQUIRED:
        assert "needs a side" in refused(replace(typed, side=None))
    elif kind.side is SideRule.NONE:
        assert "has no side" in refused(replace(typed, side=Side.LEFT))
    else:
        assert entry(replace(typed, side=None)).side is None
    assert "one leg" in refused(replace(typed, side=Side.BOTH))


@pytest.mark.parametrize("kind", **names(WITH_NUMBERS))
def test_a_number_outside_the_limits_is_refused_and_the_limits_are_not(kind: Kind) -> None:
    for scale in kind.scales:
        typed = replace(a_typed(kind), unit=scale.unit)
        for limit, beyond in ((scale.low, -1.0), (scale.high, 1.0)):
            assert entry(replace(typed, values=(repr(limit),))).value == limit
            assert "cannot be" in refused(replace(typed, values=(repr(limit + beyond),)))


@pytest.mark.parametrize("kind", **names(WITH_NUMBERS))
def test_a_decimal_comma_is_a_decimal_point_where_the_scale_has_decimals(kind: Kind) -> None:
    typed = replace(a_typed(kind), values=("1,5",))
    if kind.scales[0].whole:
        assert "whole" in refused(typed)
    else:
        assert entry(typed).value == 1.5


@pytest.mark.parametrize("kind", **names(WITH_NUMBERS))
@pytest.mark.parametrize("text", ["abc", "", "nan", "inf", "1.2.3"])
def test_text_where_a_number_belongs_is_refused(kind: Kind, text: str) -> None:
    assert kind.name in refused(replace(a_typed(kind), values=(text,)))


@pytest.mark.parametrize("kind", **names([kind for kind in EVERY if not kind.is_text]))
def test_one_reading_more_than_a_kind_takes_is_refused(kind: Kind) -> None:
    one = a_typed(kind).values
    typed = replace(a_typed(kind), values=one * kind.combine.most)
    assert len(entry(typed).detail.get("readings", one)) == kind.combine.most
    assert f"not {kind.combine.most + 1}" in refused(replace(typed, values=(*typed.values, *one)))
    assert "no value" in refused(replace(typed, values=()))


@pytest.mark.parametrize("kind", **names([kind for kind in KINDS.values() if not kind.forces]))
def test_a_detail_or_unit_that_does_not_belong_is_refused(kind: Kind) -> None:
    typed = a_typed(kind)
    assert "takes no body weight" in refused(replace(typed, weight_kg=70.0))
    assert "takes no position" in refused(replace(typed, position=Position.PRONE))
    assert "takes no lever arm" in refused(replace(typed, lever_arm_m=0.4))
    if Detail.LABEL not in kind.needs:
        assert "takes no label" in refused(replace(typed, label="stairs"))
    assert refused(replace(typed, unit="furlong"))


def test_what_a_kind_needs_is_asked_for() -> None:
    typed = a_typed(KINDS["strength_abduction"])
    assert "needs a position: side_lying" in refused(replace(typed, position=None))
    task = a_typed(KINDS["patient_specific_task"])
    assert "needs a label" in refused(replace(task, label="  "))
    assert "at most 40" in refused(replace(task, label="x" * 41))
    assert "in one line" in refused(replace(task, label="stairs\x1b[2J"))
    assert "no text" in refused(Typed("note", side=Side.LEFT))


def test_the_unit_of_a_kind_with_several_must_be_said() -> None:
    lunge = Typed("dorsiflexion", ("9,5", "10", "10.5"), Side.LEFT)
    assert refused(lunge).endswith("needs a unit: deg or cm")
    made = entry(replace(lunge, unit="CM"))
    assert (made.value, made.unit, made.detail) == (10.0, "cm", {"readings": [9.5, 10.0, 10.5]})
    assert "is in deg or cm, not 'kg'" in refused(replace(lunge, unit="kg"))


def test_grades_are_typed_by_their_words_or_numbers() -> None:
    def stroke(word: str) -> float | None:
        return entry(Typed("effusion", (word,), Side.LEFT)).value

    assert [stroke(w) for w in ("0", "trace", "Trace", "1", "1+", "2+", "3+")] == [
        *(0, 0.5, 0.5, 1, 1, 2, 3),
    ]
    assert "0, trace, 1+, 2+ or 3+, not '4+'" in refused(Typed("effusion", ("4+",), Side.LEFT))


def test_an_unknown_kind_names_those_that_are_near() -> None:
    with pytest.raises(UnknownKind, match="pain_now or pain_next_morning"):
        kind_named("pain")
    with pytest.raises(UnknownKind, match="did you mean effusion"):
        kind_named("efusion")
    with pytest.raises(UnknownKind, match="baps note kinds"):
        kind_named("xyz")
    assert kind_named("Pain-Now") is KINDS["pain_now"]


def test_a_kind_of_ones_own_has_a_name_and_a_unit() -> None:
    made = entry(Typed("other:Calf  girth", ("36,5",), Side.LEFT, unit="cm"))
    by_label = entry(Typed("other", ("36.5",), Side.LEFT, unit="cm", label="Calf girth"))
    assert made == by_label
    assert (made.kind, made.value, made.unit) == ("other:Calf girth", 36.5, "cm")
    assert "needs a unit" in refused(Typed("other:hops", ("3",)))
    assert "needs a unit" in refused(Typed("other:hops", ("3",), unit="x" * 33))
    assert "name your own" in refused(Typed("other:", ("3",), unit="cm"))
    assert "name your own" in refused(Typed("other:" + "x" * 41, ("3",), unit="cm"))


def test_left_and_right_of_a_day_stand_side_by_side_and_series_apart() -> None:
    def strength(side: Side, value: str, position: Position, days: int = 0):
        typed = Typed("strength_abduction", (value,), side, position=position)
        return replace(entry(typed), measured_at=AT + timedelta(days=days))

    left = strength(Side.LEFT, "1.2", Position.SUPINE)
    right = strength(Side.RIGHT, "1.3", Position.SUPINE)
    lying = strength(Side.RIGHT, "1.5", Position.SIDE_LYING)
    later = strength(Side.LEFT, "1.4", Position.SUPINE, days=7)
    pain = entry(Typed("pain_now", ("3",)))
    rows = side_by_side((later, pain, right, left, lying), datetime.date)
    assert [(row.day.day, row.title, row.left, row.right, row.neither) for row in rows] == [
        (4, "hip abductor strength, side lying (Nm/kg)", (), (lying,), ()),
        (4, "hip abductor strength, supine (Nm/kg)", (left,), (right,), ()),
        (4, "pain now (of 10)", (), (), (pain,)),
        (11, "hip abductor strength, supine (Nm/kg)", (later,), (), ()),
    ]


def test_what_was_withdrawn_no_longer_stands() -> None:
    pain = entry(Typed("pain_now", ("3",)))
    wrong = replace(pain, withdrawn=Withdrawn(AT, "another patient"))
    assert standing((pain, wrong)) == (pain,)


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_is_logged_with_load_sets_repetitions_and_effort(name: str) -> None:
    assert exercise_named(name.upper().replace("_", " ")) == name
    done = ExerciseDone("1", name, AT, Side.BOTH, 3, 12, 2.5, 6.0, "green band")
    (row,) = side_by_side((done,), datetime.date)
    assert (row.day, row.title, row.neither) == (date(2026, 3, 4), EXERCISES[name], (done,))
    assert shown(done) == "3 × 12, 2.5 kg, effort 6"
    assert details_shown(done) == "green band"


def test_an_exercise_of_ones_own_is_named_and_a_mistyped_one_is_refused() -> None:
    assert exercise_named("other: Copenhagen") == "other:Copenhagen"
    with pytest.raises(UnknownExercise, match="did you mean clam"):
        exercise_named("clamp")
    with pytest.raises(UnknownExercise, match="step_down, and other:NAME"):
        exercise_named("xyz")
    with pytest.raises(UnknownExercise, match="1 to 40"):
        exercise_named("other:")


def test_strength_is_the_only_kind_of_the_best_reading() -> None:
    best = {kind.name for kind in KINDS.values() if kind.combine is Combine.BEST}
    assert best == {"strength_abduction", "strength_external_rotation"}
