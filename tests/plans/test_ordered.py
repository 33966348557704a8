"""An order of partial weight says how much, and what a board can tell of that."""

from dataclasses import replace

import pytest

from tests.plans.visiting import BEGIN
from trainer.plans.facts import UNKNOWN_BOARD, BoardFacts
from trainer.plans.ordered import lacks_figure, order_line, order_remark, order_words, part_of
from trainer.plans.screening import against_stance
from trainer.recording.background import Background, WeightBearing
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.vocabulary import Stance

OPEN = Background(BEGIN, weight_bearing=WeightBearing.PARTIAL)
THIRTY = replace(OPEN, weight_bearing_pct=30.0)
WEIGHED, TILTS = BoardFacts(weighs=True), BoardFacts(weighs=False)
PARTLY = BoardItem("bullseye", Legs.INVOLVED, stance=Stance.PARTIAL)


def test_kilograms_become_no_more_of_the_weight_than_was_ordered() -> None:
    assert [part_of(20, 70), part_of(70, 70), part_of(21, 70)] == [28.0, 100.0, 30.0]
    with pytest.raises(ValueError, match="80 kg are more than the patient weighs"):
        part_of(80, 70)


@pytest.mark.parametrize("order", list(WeightBearing))
def test_only_partial_weight_without_a_figure_lacks_one(order: WeightBearing) -> None:
    known = Background(BEGIN, weight_bearing=order)
    assert lacks_figure(known) is (order is WeightBearing.PARTIAL)
    assert ("how much was not said" in order_words(known)) is lacks_figure(known)
    assert not lacks_figure(replace(known, weight_bearing_pct=30.0))


@pytest.mark.parametrize(
    ("known", "board", "words"),
    [
        (None, TILTS, ""),
        (Background(BEGIN), WEIGHED, ""),
        (OPEN, TILTS, "partial weight bearing, how much was not said"),
        (THIRTY, UNKNOWN_BOARD, "partial weight bearing, 30 % of the body weight"),
    ],
    ids=["nothing", "full", "no figure", "no board"],
)
def test_nothing_is_claimed_where_there_is_nothing_to_show(known, board, words: str) -> None:
    assert order_line(known, board) == words


def test_load_cells_alone_show_how_much_the_leg_carries() -> None:
    assert order_line(THIRTY, WEIGHED).endswith(
        "30 % of the body weight: the load cells here can show it"
    )
    assert "this board cannot show it" in order_line(THIRTY, TILTS)


@pytest.mark.parametrize(
    ("known", "item", "part"),
    [
        (THIRTY, replace(PARTLY, weight_pct=50.0), "allows 30 % of the body weight, and 50 %"),
        (THIRTY, replace(PARTLY, weight_pct=30.0), ""),
        (THIRTY, PARTLY, "nothing watches what the order allows"),
        (OPEN, PARTLY, ""),
        (None, PARTLY, ""),
        (THIRTY, BoardItem("bullseye", Legs.INVOLVED), ""),
        (THIRTY, ExerciseItem("clam"), ""),
    ],
    ids=["more", "as much", "unwatched", "no figure", "no order", "another stance", "exercise"],
)
def test_an_item_that_asks_for_more_or_for_nothing_is_remarked(known, item, part: str) -> None:
    remark = order_remark(known, item)
    assert part in remark
    assert bool(remark) is bool(part)


def test_more_than_was_ordered_stands_against_the_stance() -> None:
    (why,) = against_stance(None, THIRTY, Stance.PARTIAL, 50.0)
    assert "allows 30 %" in why
    assert against_stance(None, THIRTY, Stance.PARTIAL, 30.0) == ()
