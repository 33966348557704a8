"""The snow slope: gates that come by, windows that stay lit, and what must be seen on it."""

from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.engine.banks import Banks
from games.engine.draw.field import FieldMap
from games.engine.draw.mask import polygon
from games.engine.scenes.slalom import SMALLEST
from games.engine.setup import LIKELY_STATION, Station
from games.registry import activity_named
from games.training.slalom import Slalom
from games.worlds.gates import later_poles, next_poles
from games.worlds.kit.glow import Sizes
from games.worlds.slalom import still_layer
from games.worlds.village import WINDOW, standing, window_places
from games.worlds.windows import Windows
from tests.games.shown import CALM, LAYOUT, SIZE, Shown, pixels
from tests.games.steered_trial import still_at
from tests.games.test_felt import after, picture
from tests.games.worlds.seen import (
    LOPSIDED,
    TARGETS_SHARE,
    assert_mint_is_seen,
    assert_words_are_seen,
)
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Feedback

BELL_AT = 11


def slope(lights: float) -> pygame.Surface:
    surface = still_layer(LAYOUT, None).copy()
    Windows(LAYOUT, BELL_AT).draw(surface, lights)
    return surface


@pytest.mark.parametrize("rim", [RIM, LOPSIDED], ids=["round", "lopsided"])
@pytest.mark.parametrize("lights", [0, BELL_AT, 20])
def test_mint_and_words_are_seen_on_the_slope(lights: int, rim: Rim) -> None:
    field, still = FieldMap.of(LAYOUT, rim), slope(lights)
    assert_mint_is_seen(still, polygon(field.outline(rim, TARGETS_SHARE)))
    assert_words_are_seen(still)


@pytest.mark.parametrize("rung", [1, 6, 12])
def test_no_ring_to_be_in_hides_the_village(rung: int) -> None:
    parameters = activity_named("slalom").setup(Conditions("", rung=rung), RIM).parameters
    banks, field = Banks.of(parameters), FieldMap.of(LAYOUT, RIM)
    radius = banks.radius_deg * field.px_per_deg
    tops = [field.at(*place)[1] - radius for place in (*banks.first, *banks.second)]
    assert min(tops) > max(LAYOUT.at(house.x, house.y)[1] for house in standing())


def minty(sizes: Sizes) -> list[int]:
    """In each size, how many pixels are mint."""
    found = []
    for surface in sizes._surfaces:
        seen = pixels(surface) * (pygame.surfarray.array_alpha(surface) > 200)[..., None]
        red, green, _ = np.moveaxis(seen, -1, 0)
        found.append(int(((green - red > 70) & (green > 130)).sum()))
    return found


def test_the_flags_of_the_next_gate_alone_are_mint_however_far_away_it_is() -> None:
    radius = 60.0
    assert min(minty(next_poles(LAYOUT, radius, SMALLEST))) > 40
    assert set(minty(later_poles(LAYOUT, radius))) == {0}


def amber(surface: pygame.Surface) -> int:
    """How many pixels are as warm as an earned light."""
    red, green, blue = np.moveaxis(pixels(surface), -1, 0)
    return int(((red > 200) & (green > 120) & (red > blue + 60)).sum())


def test_each_gate_lights_one_more_window_and_the_dark_village_has_none() -> None:
    found = [amber(slope(lights)) for lights in range(21)]
    assert found[0] == 0
    assert all(later > one for one, later in pairwise(found))


def test_there_is_a_window_of_its_own_for_every_gate_of_a_minute() -> None:
    windows = Windows(LAYOUT, BELL_AT)
    places = {windows.place(number) for number in range(20)}
    assert len(places) == 20
    assert len(set(window_places())) == len(window_places()) >= 20


def test_no_window_is_hidden_by_a_house_before_it() -> None:
    houses, (wide, high) = standing(), WINDOW
    for index, house in enumerate(houses):
        before = [polygon(other.outline()) for other in houses[index + 1 :]]
        for x, y in house.window_places():
            corners = [(x - wide / 2, y - high / 2), (x + wide / 2, y - high / 2)]
            corners += [(x + wide / 2, y + high / 2), (x - wide / 2, y + high / 2)]
            window = polygon(corners)
            assert all(window.within(other).cover.max() < 0.6 for other in before), house


def test_the_last_light_of_the_village_is_the_bell_and_it_swings_and_comes_to_rest() -> None:
    windows, still = Windows(LAYOUT, BELL_AT), still_layer(LAYOUT, None)
    tower = windows.place(BELL_AT - 1)
    assert tower not in {windows.place(number) for number in range(BELL_AT - 1)}

    def drawn(lights: float, rung_for_s: float | None) -> np.ndarray:
        surface = still.copy()
        windows.draw(surface, lights, rung_for_s)
        return pixels(surface)

    at_rest = drawn(BELL_AT, None)
    assert not np.array_equal(at_rest, drawn(BELL_AT, 0.3))
    assert np.array_equal(at_rest, drawn(BELL_AT, 30.0))
    assert np.array_equal(drawn(BELL_AT - 1, None), drawn(BELL_AT - 1, 0.3))


def widths(station: Station) -> tuple[int, int]:
    """The next gate's ring a second after the previous one came by, and just before it comes."""
    rules = Shown("slalom", 12.0, still_at(0.0, 0.0), station)
    assert isinstance(rules.trial.rules, Slalom)
    first, second = (gate.arrives_s for gate in rules.trial.rules.gates[:2])
    offset_s = 12.0 - rules.trial.running_s
    return (
        Shown("slalom", first + offset_s + 1.0, still_at(0.0, 0.0), station).ring_width(),
        Shown("slalom", second + offset_s - 0.1, still_at(0.0, 0.0), station).ring_width(),
    )


def test_a_gate_grows_as_it_comes_nearer() -> None:
    far, near = widths(LIKELY_STATION)
    assert far < 0.8 * near


def test_with_reduced_motion_nothing_comes_nearer() -> None:
    far, near = widths(CALM)
    assert far == near


def test_with_reduced_motion_only_the_light_moves_between_two_gates() -> None:
    rules = Shown("slalom", 12.0, still_at(0.0, 0.0), CALM).trial
    assert isinstance(rules.rules, Slalom)
    arrived_s = rules.rules.gates[rules.rules.next - 1].arrives_s + 12.0 - rules.running_s
    one, later = (
        Shown("slalom", arrived_s + since_s, still_at(0.0, 0.0), CALM).picture(cursor=None)
        for since_s in (1.2, 2.4)
    )
    field = slice(0, round(LAYOUT.column))
    assert np.abs(one[field] - later[field]).max() == 0


def test_mint_rises_in_the_poles_while_the_light_waits_between_them() -> None:
    shown = Shown("slalom", 20.0)
    rules = shown.trial.rules
    assert isinstance(rules, Slalom)
    drawn = []
    for share in (0.0, 0.5, 1.0):
        rules._came_in, rules._inside_s = True, share * rules._stay_s
        drawn.append(shown.picture(cursor=None))
    feet = [np.nonzero(np.abs(later - drawn[0]).sum(axis=2) > 25)[1] for later in drawn[1:]]
    assert feet[0].max() == feet[1].max()
    assert feet[1].min() < feet[0].min() - 5


def test_a_round_by_feel_shows_nothing_of_how_it_goes() -> None:
    setup, trial = after("slalom", Feedback.FEEL)
    rules = trial.rules
    assert isinstance(rules, Slalom)
    earning = picture(setup, trial)
    for gate in rules.gates[: rules.next]:
        gate.passed = False
    rules._inside_s, rules.earned, rules.shown = 0.0, 0, 0.0
    assert np.array_equal(earning, picture(setup, trial))


def lit_village(until_s: float, station: Station) -> tuple[int, int]:
    """How much of the village is lit, and how many gates were passed."""
    shown = Shown("slalom", until_s, station=station)
    moment, surface = shown.onlooker.moment(), pygame.Surface(SIZE, 0, 32)
    moment.cursor = None
    shown.scene.draw_under(surface, moment, shown.trial.rules)  # type: ignore[attr-defined]
    return amber(surface), shown.trial.rules.earned


def test_the_village_is_lit_by_the_gates_that_were_passed() -> None:
    lit = [lit_village(until_s, LIKELY_STATION) for until_s in (5.0, 16.0, 40.0)]
    assert lit[0] == (0, 0)
    assert 0 < lit[1][0] < lit[2][0]
    assert 0 < lit[1][1] < lit[2][1]


def test_with_reduced_motion_a_window_is_lit_without_waiting_for_sparks() -> None:
    passed = Shown("slalom", 12.0).trial
    assert isinstance(passed.rules, Slalom)
    assert passed.rules.gates[0].passed
    soon_s = passed.rules.gates[0].arrives_s + 12.0 - passed.running_s + 0.6
    assert lit_village(soon_s, CALM)[0] > 0
    assert lit_village(soon_s, LIKELY_STATION)[0] == 0


def test_the_result_shows_the_village_lit_by_what_was_earned() -> None:
    scene = Shown("slalom", 3.0).scene
    lit = []
    for earned in (0, 3, BELL_AT):
        surface = scene.place.copy()  # type: ignore[attr-defined]
        scene.bloom(surface, earned, 1.0, None)  # type: ignore[attr-defined]
        lit.append(amber(surface))
    assert lit[0] == 0 < lit[1] < lit[2]
