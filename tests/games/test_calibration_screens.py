"""Calibrations in the window: every figure is drawn, guides are followed, Esc changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import READ_AT_DISTANCE_PX
from games.engine.draw.view import View, hull, ring, tilted
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.screens.calibration import CalibrationScreen
from games.screens.figures import PAINTERS, drawing_of
from games.screens.figures.board import DECK_MM, DOME_MM, resting, rim_point
from games.screens.finished import AGAIN, FinishedScreen
from games.screens.guided import LEFT_EARLY, guide_in_window
from games.screens.menu import MenuScreen, choose_in_window
from games.screens.placement import DeckPlan
from games.screens.reach import ReachPicture
from tests.games.button_feed import held_from
from tests.unseen_window import unseen
from tools.calibration_gallery import RESULTS, ROWS, calibration_screens
from tools.calibration_moments import MOMENTS
from trainer.recording.conditions import FootPlacement, cell_centre_mm
from trainer.recording.guidance import Answer, Figure, Finished, Guidance, Guide, Reach
from trainer.recording.vocabulary import Side

DONE = Finished("Front", passed=True, lines=(("tilt", "17.2°"),), advice="Now the rim")
ENTER, ESCAPE, REDO = pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_r
SCALE = 0.2


@pytest.fixture
def window() -> Iterator[Window]:
    with unseen() as opened:
        pygame.event.clear()
        yield opened


def press(code: int) -> None:
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code))


def guide_of(moments: list[Guidance], presses: dict[int, int], ended: list[str]) -> Guide:
    """Yields moments, presses a key before some; the key at the end is for the result."""
    try:
        for index, moment in enumerate(moments):
            if index in presses:
                press(presses[index])
            yield moment
        if len(moments) in presses:
            press(presses[len(moments)])
        ended.append("done")
        return DONE
    finally:
        ended.append("closed")


def moments(count: int = 4) -> list[Guidance]:
    return [
        Guidance("Front", 1, 2, Figure.TOES_DOWN, "Hold the toe edge down", step / count)
        for step in range(count)
    ]


def picture(figure: Figure, side: Side) -> np.ndarray:
    surface = pygame.Surface((220, 180), 0, 32)
    drawing_of(figure, SCALE, side).draw_bare(surface, (110.0, 90.0))
    return pygame.surfarray.array3d(surface).astype(int)


def test_every_figure_has_a_drawing_of_its_own() -> None:
    assert set(PAINTERS) == set(Figure)
    drawn = {figure: picture(figure, Side.RIGHT).tobytes() for figure in Figure}
    assert len(set(drawn.values())) == len(Figure)


def test_a_leg_is_seen_to_swing_unless_movement_is_unwanted() -> None:
    layout = Layout((640, 360))
    swing = MOMENTS["thigh-swing"].guidance
    seen = {}
    for calm in (False, True):
        screen = CalibrationScreen(layout, replace(LIKELY_STATION, reduced_motion=calm))
        pictures = []
        for t_s in (0.0, 0.75, 1.5):
            surface = pygame.Surface(layout.size, 0, 32)
            screen.draw(surface, swing, t_s)
            pictures.append(pygame.surfarray.array3d(surface).tobytes())
        seen[calm] = len(set(pictures))
    assert seen == {False: 3, True: 1}


def test_every_screen_draws_and_what_is_read_from_the_board_is_large_enough() -> None:
    layout = Layout((960, 540))
    surface = pygame.Surface(layout.size, 0, 32)
    shown = set()
    for name, lettering, draw in calibration_screens(layout):
        draw(surface)
        shown.add(name)
        styles = {style for _, style in lettering.written if style.from_board}
        assert styles, name
        for style in styles:
            assert lettering.cap_px(style) >= READ_AT_DISTANCE_PX * layout.scale, (name, style)
        assert pygame.surfarray.array3d(surface).std() > 2, name
    assert {moment.guidance.figure for moment in MOMENTS.values()} == set(Figure)
    assert len(shown) >= len(MOMENTS) + len(RESULTS)


@pytest.mark.parametrize("size", [(1920, 1080), (800, 500)], ids=["1080 lines", "an odd window"])
def test_screens_fit_other_windows(size: tuple[int, int]) -> None:
    layout = Layout(size)
    surface = pygame.Surface(size, 0, 32)
    few = {"calibrate-menu", "calibrate-rim-left-round", "calibrate-result-failed"}
    for name, _, draw in calibration_screens(layout):
        if name in few:
            draw(surface)
            assert pygame.surfarray.array3d(surface).std() > 2, name


@pytest.mark.parametrize("figure", [Figure.STRAP_ON_THIGH, Figure.SWING_LEG, Figure.STAND_ON_LEG])
def test_the_left_leg_s_picture_mirrors_the_right_one_s_under_the_same_light(
    figure: Figure,
) -> None:
    left, right = (picture(figure, side).max(axis=2) > 25 for side in (Side.LEFT, Side.RIGHT))
    assert (left != right[::-1]).sum() < 0.2 * (left != right).sum()


def test_the_board_on_its_rim_touches_the_floor_where_it_is_tilted_to_and_nowhere_else() -> None:
    for towards in (0.0, 90.0, 200.0):
        turn = resting(towards)
        heights = [rim_point(turn, at)[2] for at in range(0, 360, 10)]
        assert min(heights) == pytest.approx(0.0, abs=0.1)
        assert range(0, 360, 10)[int(np.argmin(heights))] == pytest.approx(towards, abs=5.0)


def test_toes_lie_up_the_screen_from_behind_and_to_the_right_from_the_right_side() -> None:
    toes, right = (0.0, 100.0, 0.0), (100.0, 0.0, 0.0)
    behind, beside = View(0.0, 30.0, 1.0), View(90.0, 30.0, 1.0)
    assert behind.at(toes) == pytest.approx((0.0, -50.0))
    assert behind.at(right) == pytest.approx((100.0, 0.0))
    assert beside.at(toes) == pytest.approx((100.0, 0.0))
    assert beside.at(right)[1] > 0


def test_tilting_lowers_the_named_edge() -> None:
    for towards in (0.0, 90.0, 180.0, 270.0):
        down = tilted(10.0, towards, 0.0)(ring(DECK_MM, DOME_MM, towards, towards)[0])
        up = tilted(10.0, towards, 0.0)(ring(DECK_MM, DOME_MM, towards + 180, towards + 180)[0])
        assert down[2] < DOME_MM - 20.0 < DOME_MM + 20.0 < up[2]


def test_a_hull_keeps_the_outermost_points() -> None:
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert sorted(hull([*square, (1.0, 1.0), (1.0, 0.0), (0.5, 1.2)])) == sorted(square)


def test_directions_that_were_reached_are_filled_in_and_the_others_stay_dotted() -> None:
    layout = Layout((640, 360))
    directions = tuple(float(at) for at in range(0, 360, 10))
    to_the_right = tuple(12.0 if 45 <= at <= 135 else 0.0 for at in directions)
    before, after = (
        _reach_picture(layout, Reach(directions, tilts, (0.0, 0.0)))
        for tilts in (tuple(0.0 for _ in directions), to_the_right)
    )
    changed = np.nonzero(np.abs(after - before).sum(axis=2) > 60)
    across = changed[0].mean() - layout.at(540, 548)[0]
    upright = changed[1].mean() - layout.at(540, 548)[1]
    assert across > 20
    assert abs(upright) < 0.2 * across


def _reach_picture(layout: Layout, reach: Reach) -> np.ndarray:
    surface = pygame.Surface(layout.size, 0, 32)
    full = Reach((0.0,), (12.0,), (0.0, 0.0))
    drawn = ReachPicture(layout, layout.lettering(LIKELY_STATION), layout.at(540, 548))
    drawn.draw(surface, full)
    surface.fill("black")
    drawn.draw(surface, reach)
    return pygame.surfarray.array3d(surface).astype(int)


def test_a_guide_is_followed_to_its_result(window: Window) -> None:
    ended: list[str] = []
    guide = guide_of(moments(), {4: ENTER}, ended)
    assert guide_in_window(guide, window) is DONE
    assert ended == ["done", "closed"]


def test_escape_closes_the_guide_and_nothing_passed(window: Window) -> None:
    ended: list[str] = []
    guide = guide_of(moments(), {2: ESCAPE}, ended)
    assert guide_in_window(guide, window) == Finished("Front", passed=False, advice=LEFT_EARLY)
    assert ended == ["closed"]


def test_a_guide_gets_the_answers_it_takes_and_no_others(window: Window) -> None:
    got: list[Answer | None] = []

    def guide() -> Guide:
        for press, answers in (
            (pygame.K_p, ()),
            (pygame.K_p, (Answer.PAIN,)),
            (ENTER, (Answer.PAIN,)),
            (ENTER, (Answer.KEEP, Answer.PAIN)),
        ):
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=press))
            got.append((yield Guidance("Range", 1, 1, Figure.WAIT, "tilt", answers=answers)))
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=ENTER))
        return DONE

    assert guide_in_window(guide(), window) is DONE
    assert got == [None, Answer.PAIN, None, Answer.KEEP]


def test_the_result_offers_to_do_it_again_where_a_fresh_guide_can_be_made(window: Window) -> None:
    ended: list[str] = []
    first = guide_of(moments(), {4: REDO}, ended)
    guide_in_window(first, window, again=lambda: guide_of(moments(2), {2: ENTER}, ended))
    assert ended == ["done", "closed", "done", "closed"]


class ButtonInTime:
    """Time that passes whenever the button is looked at, which is pressed as a row says."""

    def __init__(self, pressed: dict[float, str]) -> None:
        self._down, self.now_s = held_from(pressed), 0.0

    def clock(self) -> float:
        return self.now_s

    def is_down(self) -> bool:
        self.now_s += 1 / 60
        assert self.now_s < 60.0, "no way on by the button"
        return any(from_s <= self.now_s < until_s for from_s, until_s in self._down)


def by_button(window: Window, button: ButtonInTime, again: Callable[[], Guide]) -> Finished:
    return guide_in_window(again(), window, again=again, clock=button.clock, is_down=button.is_down)


def guide_until(answers: tuple[Answer, ...], got: list[Answer]) -> Guide:
    """Waits for one of these answers."""
    while (answer := (yield Guidance("Range", 1, 1, Figure.WAIT, "", answers=answers))) is None:
        pass
    got.append(answer)
    return DONE


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        (". .", [Answer.KEEP]),
        ("-- .", [Answer.PAIN]),
        (". -.- -- .", [Answer.KEEP, Answer.PAIN]),
    ],
    ids=["keep", "pain", "again"],
)
def test_a_guide_is_followed_by_the_event_button_alone(
    window: Window, row: str, answers: list[Answer]
) -> None:
    got: list[Answer] = []
    button = ButtonInTime({1.0: row.replace(" ", "")})
    both = (Answer.KEEP, Answer.PAIN)
    assert by_button(window, button, lambda: guide_until(both, got)) is DONE
    assert got == answers


def test_a_guide_is_left_by_the_event_button(window: Window) -> None:
    button = ButtonInTime({1.0: "--"})
    left = by_button(window, button, lambda: guide_until((), []))
    assert left.advice == LEFT_EARLY


def test_lines_are_marked_where_it_is_known_which_of_them_failed() -> None:
    layout = Layout((640, 360))
    lines = (("turned", "179°"), ("gravity", "1.3 g"))
    pictures = []
    for failed in ((), ("gravity",), ("turned",)):
        finished = Finished("Level", passed=False, lines=lines, failed=failed)
        surface = pygame.Surface(layout.size, 0, 32)
        screen = FinishedScreen(layout, LIKELY_STATION, finished, (AGAIN,))
        screen.turn_over()
        screen.draw(surface)
        pictures.append(pygame.surfarray.array3d(surface).tobytes())
    assert len(set(pictures)) == 3


@pytest.mark.parametrize(
    ("pressed", "chosen"),
    [
        ([pygame.K_RETURN], "level"),
        ([pygame.K_DOWN, pygame.K_DOWN, pygame.K_SPACE], "rim"),
        ([pygame.K_UP, pygame.K_RETURN], "range"),
        ([pygame.K_DOWN, pygame.K_ESCAPE], None),
    ],
)
def test_a_calibration_is_chosen_by_keys(
    window: Window, pressed: list[int], chosen: str | None
) -> None:
    for code in pressed:
        press(code)
    assert choose_in_window(ROWS, window) == chosen


def test_a_calibration_is_chosen_by_a_click_anywhere_on_its_row(window: Window) -> None:
    screen = MenuScreen(window.layout, LIKELY_STATION, ROWS)
    for index, row in enumerate(ROWS):
        x, y = window.layout.at(1020.0 + 120.0 * index, 180.0 + 110.0 * (index + 0.5))
        assert screen.row_at((x, y)) == index
        at = round(x), round(y)
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
        assert choose_in_window(ROWS, window) == row.name
    assert screen.row_at(window.layout.at(300.0, 400.0)) is None
    assert screen.row_at(window.layout.at(1400.0, 100.0)) is None


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_foot_is_drawn_with_heel_and_second_toe_in_their_cells(side: Side) -> None:
    plan = DeckPlan(Layout((1920, 1080)))
    feet = FootPlacement("K29", "P6")
    foot = plan.foot(feet, side)
    points = [point for part in foot.outlines() for point in part]
    for cell, end in ((feet.heel_cell, foot.outlines()[0]), (feet.toe_cell, foot.outlines()[2])):
        x, y = plan.at(*cell_centre_mm(cell))
        nearest = min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in end)
        assert nearest < plan.px(5.0), cell
    second_toe, big_toe = (np.mean(foot.outlines()[part], axis=0)[0] for part in (2, 1))
    assert (big_toe > second_toe) == (side is Side.LEFT)
    assert len(points) > 100
