"""The next round from the board: what says yes, what says nothing, and who has gone."""

from games.engine.once_more import OnceMore
from tools.scripted import Motion, at_rest, held, scripted_samples, sway, then

RADIUS_DEG = 4.0
BLOCK_S = 0.1
OUT_AND_IN = then(held(7.0, 0.0), 3.0, held(1.0, 1.0))


def said(motion: Motion, seconds: float, from_s: float = 0.0, **more: bool) -> list[OnceMore]:
    """A listener that has heard so many seconds."""
    once_more = OnceMore(RADIUS_DEG, from_s, **more)
    for block in range(round(seconds / BLOCK_S)):
        once_more.take(scripted_samples(motion, BLOCK_S, block * BLOCK_S))
    return [once_more]


def wanted(motion: Motion, seconds: float, from_s: float = 0.0) -> bool:
    return said(motion, seconds, from_s)[0].wanted


def test_two_seconds_in_the_ring_after_coming_into_it_begin_the_next_round() -> None:
    assert not wanted(OUT_AND_IN, 5.0)
    assert wanted(OUT_AND_IN, 5.6)


def test_who_still_stands_in_the_ring_has_said_nothing_and_is_told_to_leave_it_first() -> None:
    (listener,) = said(sway(1.5), 60.0)
    assert not listener.wanted
    assert listener.must_leave
    (listener,) = said(OUT_AND_IN, 4.0)
    assert not listener.must_leave


def test_holding_does_not_count_before_the_ring_is_there() -> None:
    assert not wanted(OUT_AND_IN, 8.0, from_s=6.5)
    assert wanted(OUT_AND_IN, 8.7, from_s=6.5)


def test_leaving_the_ring_begins_the_two_seconds_anew() -> None:
    wobbling = then(then(OUT_AND_IN, 4.6, held(7.0, 0.0)), 5.4, held(1.0, 1.0))
    assert not wanted(wobbling, 7.0)
    assert wanted(wobbling, 8.2)


def test_an_empty_board_that_lies_level_begins_nothing() -> None:
    assert not wanted(then(held(7.0, 0.0), 3.0, at_rest(0.0, 0.0)), 30.0)


def test_who_was_there_and_has_been_off_the_board_for_5_s_has_gone() -> None:
    off = then(sway(1.5), 3.0, at_rest(0.0, 9.0))
    assert not said(off, 8.2)[0].gone
    assert said(off, 9.0)[0].gone


def test_where_nobody_was_and_where_somebody_sits_or_rests_nobody_goes() -> None:
    assert not said(at_rest(0.0, 9.0), 30.0)[0].gone
    assert not said(then(sway(1.5), 3.0, at_rest(0.0, 9.0)), 30.0, may_go=False)[0].gone


def test_a_gap_in_the_samples_begins_the_two_seconds_anew() -> None:
    once_more = OnceMore(RADIUS_DEG, 0.0)
    for from_s, seconds in ((0.0, 4.9), (5.9, 1.5)):
        once_more.take(scripted_samples(OUT_AND_IN, seconds, from_s))
    assert not once_more.wanted
    once_more.take(scripted_samples(OUT_AND_IN, 0.7, 7.4))
    assert once_more.wanted
