"""The event button: short and long presses."""

from games.desk.presses import Press, Presses


def followed(script: list[tuple[float, bool]]) -> list[Press]:
    presses = Presses()
    presses.take(False, 0.0)
    return [presses.take(down, at_s) for at_s, down in script]


def test_a_short_press_counts_when_it_ends() -> None:
    assert followed([(1.0, True), (1.2, True), (1.3, False)]) == [
        Press.NONE,
        Press.NONE,
        Press.SHORT,
    ]


def test_a_press_of_a_second_counts_while_it_is_down_and_only_once() -> None:
    found = followed([(1.0, True), (2.0, True), (2.1, True), (3.5, True), (3.6, False)])
    assert found == [Press.NONE, Press.HELD, Press.NONE, Press.NONE, Press.NONE]


def test_what_is_down_at_the_beginning_says_nothing() -> None:
    presses = Presses()
    assert [
        presses.take(down, at_s) for at_s, down in [(0.0, True), (5.0, True), (5.1, False)]
    ] == [Press.NONE] * 3
    presses.take(True, 6.0)
    assert presses.take(False, 6.1) is Press.SHORT


def test_the_ring_fills_while_it_is_held_and_empties_when_it_is_let_go() -> None:
    presses = Presses()
    presses.take(False, 0.0)
    presses.take(True, 1.0)
    presses.take(True, 1.5)
    assert presses.held == 0.5
    presses.take(False, 1.6)
    assert presses.held == 0.0
