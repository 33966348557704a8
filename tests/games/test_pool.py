"""Bullseye's place and what is drawn in it: lamps, lily, steps, care, light and words."""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pygame
import pytest

from games.engine.draw.canvas import Canvas, dithered
from games.engine.draw.care import SPAN_DEG, THICK, THIN, CareRim, width_of
from games.engine.draw.ends import STAY_S, parts_of, words_share
from games.engine.draw.field import FOOT_LENGTH, FieldMap, paint_feet, standing_feet
from games.engine.draw.lamps import CORE as CORE_OF_LAMP
from games.engine.draw.lamps import Lamps, places
from games.engine.draw.layout import MOST_MAGNIFIED, Layout, farthest_read_m
from games.engine.draw.light import CORE, Light
from games.engine.draw.mask import Mask
from games.engine.draw.palette import AMBER, CORAL, INK, MINT, Colour
from games.engine.draw.ring_change import SEEN_S, SHRINKS_S, RingChange
from games.engine.draw.way import DRAWN_S, MELTS_S, DrawnWay
from games.engine.draw.way_back import direction_to_press, help_share
from games.engine.setup import LIKELY_STATION
from games.engine.visit_rounds import PETALS, Rounds
from games.registry import activity_named
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from games.worlds.bullseye import paint_steps, steps_of
from games.worlds.lily import Lily
from tests.games.worlds.contrast import luminance, ratios
from tools.gallery import PLAYED, RIGHT, RIM, Scripted
from tools.packed import save_packed
from tools.scripted import held
from trainer.recording.conditions import HARDEST_RUNG
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Feedback, Outcome, Side

LAYOUT = Layout((960, 540))
FIELD = FieldMap.of(LAYOUT, RIM)


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).astype(int)


@pytest.fixture(scope="module")
def pool() -> pygame.Surface:
    """The still place of rung 4, without foot, lamps and words."""
    canvas = Canvas(LAYOUT.size)
    canvas.glow(FIELD.centre, (900.0, 600.0), (18, 52, 66), (6, 18, 27))
    radii = activity_named("bullseye").setup(RIGHT, RIM).parameters["steps_deg"]
    paint_steps(canvas, LAYOUT, FIELD, RIM, steps_of(radii, 4, FIELD))
    return canvas.surface()


def within_rim(share: float) -> np.ndarray:
    """Which pixels lie within a share of the rim."""
    x, y = np.meshgrid(np.arange(960) + 0.5, np.arange(540) + 0.5, indexing="ij")
    ap, ml = FIELD.tilt((x, y))
    return np.hypot(ap, ml) < share * RIM.limit_deg(ap, ml)


def test_mint_is_seen_on_the_pool_wherever_the_light_may_go(pool) -> None:
    found = ratios(MINT, pixels(pool)[within_rim(0.97)])
    assert np.median(found) >= 3.0
    assert np.quantile(found, 0.1) >= 2.5


def test_the_foot_stands_out_from_the_pool(pool) -> None:
    canvas = Canvas(LAYOUT.size)
    paint_feet(canvas, LAYOUT, FIELD, Side.RIGHT)
    surface = pool.copy()
    surface.blit(canvas.surface(), (0, 0))
    (foot,) = standing_feet(FIELD.centre, LAYOUT.px(FOOT_LENGTH[Side.RIGHT]), Side.RIGHT)
    sole = foot.mask().over(Mask(0, 0, np.zeros(LAYOUT.size, np.float32))) > 0.99
    found = ratios(pixels(surface)[sole], pixels(pool)[sole])
    assert np.median(found) >= 1.8


def test_nothing_that_stands_still_is_mint(pool) -> None:
    stage = PLAYED["bullseye-rung-4"].stage(LAYOUT, LIKELY_STATION)
    red, green, _ = np.moveaxis(pixels(activity_named("bullseye").scene(stage)._still), -1, 0)
    assert MINT[1] - MINT[0] > 100
    assert not ((green - red > 70) & (green > 130)).any()


def test_the_ladder_of_rings_is_stored_and_its_rung_is_the_target() -> None:
    activity = activity_named("bullseye")
    setups = [activity.setup(replace(RIGHT, rung=rung), RIM) for rung in (1, 6, HARDEST_RUNG)]
    for setup in setups:
        ladder = setup.parameters["steps_deg"]
        assert ladder == sorted(ladder, reverse=True)
        assert len(ladder) == HARDEST_RUNG
        assert ladder[setup.conditions.rung - 1] == setup.parameters["gate_radius_deg"]
    steps = steps_of(setups[1].parameters["steps_deg"], 6, FIELD)
    assert steps.next_radius == pytest.approx(steps.radii[6])
    assert steps_of(setups[2].parameters["steps_deg"], HARDEST_RUNG, FIELD).next_radius is None


def test_a_lamp_is_lit_at_each_full_second_while_it_is_played() -> None:
    scripted = Scripted("bullseye", RIGHT, held(0.5, 0.5), until_s=5.0)
    slots = places(LAYOUT, FIELD, RIM, 20)
    for measured_s in (0.0, 0.9, 1.1, 3.2):
        whole = replace(scripted, until_s=5.1 + measured_s)
        stage, onlooker = whole.stage(LAYOUT, LIKELY_STATION), whole.watched()
        surface = pygame.Surface(LAYOUT.size)
        moment = onlooker.moment()
        activity_named("bullseye").scene(stage).draw(surface, moment, onlooker.trial.rules)
        beside = LAYOUT.px(CORE_OF_LAMP) / 2
        lit = [surface.get_at((round(x + beside), round(y)))[:3] for x, y in slots]
        warm = [red > 200 and red > blue + 40 for red, _, blue in lit]
        assert warm == [True] * int(moment.value) + [False] * (20 - int(moment.value))
        assert int(moment.value) == int(measured_s)


def test_the_next_lamp_kindles_as_its_second_runs() -> None:
    lamps = Lamps(LAYOUT, FIELD, RIM, 20)
    (x, y) = places(LAYOUT, FIELD, RIM, 20)[2]
    seen = []
    for under_way in (0.0, 0.5, 0.9):
        surface = pygame.Surface(LAYOUT.size)
        lamps.draw(surface, 2, under_way)
        seen.append(surface.get_at((round(x), round(y))).r)
    assert seen == sorted(seen)
    assert seen[0] == 0 < seen[1] < seen[2] < AMBER[0]


def test_from_afar_only_a_lit_lamp_is_seen() -> None:
    """Weak eyes see the mean of a lamp's square, and of its brightest edge whether it is there."""
    lamps, canvas = Lamps(LAYOUT, FIELD, RIM, 20), Canvas(LAYOUT.size)
    canvas.glow(FIELD.centre, (900.0, 600.0), (18, 52, 66), (18, 52, 66))
    water = luminance((18, 52, 66)) + 0.05
    lamps.paint(canvas)
    surface = canvas.surface()
    lamps.draw(surface, 1, 0.0)
    half = round(LAYOUT.px(CORE_OF_LAMP))
    lit, unlit = (
        luminance(pixels(surface)[x - half : x + half, y - half : y + half]) + 0.05
        for x, y in (map(round, place) for place in places(LAYOUT, FIELD, RIM, 20)[:2])
    )
    assert lit.mean() / water >= 6.0
    assert unlit.max() / water <= 1.8
    assert unlit.mean() / water <= 1.0


def test_lamps_stand_evenly_along_the_rim_from_the_toes_on() -> None:
    slots = np.array(places(LAYOUT, FIELD, RIM, 40))
    apart = np.hypot(*(np.roll(slots, -1, axis=0) - slots).T)
    assert apart.max() / apart.min() < 1.1
    assert slots[0][0] == pytest.approx(FIELD.centre[0], abs=1.0)
    assert slots[0][1] < FIELD.at(max(RIM.tilt_deg), 0.0)[1]
    assert slots[10][0] > FIELD.centre[0]


def test_each_round_that_counts_opens_a_petal_and_five_open_the_lily() -> None:
    lily, light = Lily(LAYOUT, (300.0, 300.0)), []
    for petals in range(PETALS + 1):
        surface = pygame.Surface((600, 540))
        lily.draw(surface, petals)
        light.append(pixels(surface)[..., 0].sum())
    assert light == sorted(light)
    assert len(set(light)) == PETALS + 1
    rounds = Rounds()
    for outcome, seconds, why_not, petals in (
        (Outcome.COMPLETED, 23.0, "", 1),
        (Outcome.COMPLETED, 23.0, "too long on the rim", 1),
        (Outcome.NOT_HELD, 0.0, "never began", 1),
        (Outcome.COMPLETED, 23.0, "", 2),
    ):
        result = TrialResult(outcome, seconds, "time_on_target_s")
        rounds = rounds.after(result, 3, Feedback.LIGHT, why_not)
        assert rounds.petals == petals
    assert Rounds(9, 3).petals == PETALS
    assert rounds.rung == 3
    assert rounds.compared_with(Feedback.FEEL).rung == 0


@pytest.mark.parametrize(
    ("cursor", "press"), [((5, 0), 2), ((-5, 1), 0), ((1, 5), 3), ((0, -5), 1), ((4, 3), 2)]
)
def test_the_word_to_press_is_opposite_to_where_the_light_is(cursor, press: int) -> None:
    assert direction_to_press(cursor, (0.0, 0.0, 3.0)) == press


def test_help_comes_up_outside_the_ring_and_words_go_5_s_after_the_start() -> None:
    assert [help_share(outside_s) for outside_s in (0.0, 0.2, 0.6, 9.0)] == [0.0, 0.0, 1.0, 1.0]
    assert words_share(STAY_S) == 1.0
    assert words_share(STAY_S + 0.6) == 0.0
    assert parts_of("little-toe side") == ["little", "toe", "side"]


@pytest.mark.parametrize(("rung", "stay"), [(1, True), (4, False)])
def test_the_words_stay_on_the_widest_ring_and_leave_the_others(rung: int, stay: bool) -> None:
    scripted = Scripted("bullseye", replace(RIGHT, rung=rung), held(0.5, 0.5), until_s=12.0)
    stage, onlooker = scripted.stage(LAYOUT, LIKELY_STATION), scripted.watched()
    scene = activity_named("bullseye").scene(stage)
    drawn = pygame.Surface(LAYOUT.size)
    scene.draw(drawn, onlooker.moment(), onlooker.trial.rules)
    x, y = FIELD.at(RIM.tilt_deg[0], 0.0)
    area = pygame.Rect(0, 0, 80, 24)
    area.midtop = round(x), round(y + LAYOUT.px(20))
    there, without = (pixels(s.subsurface(area)) for s in (drawn, scene._still))
    assert bool(np.abs(there - without).max() > 60) is stay


def test_care_swells_the_rim_from_3_to_12_over_40_degrees_next_to_the_light() -> None:
    assert (width_of(0.0), width_of(1.0), SPAN_DEG) == (THIN, THICK, 40) == (3.0, 12.0, 40)
    rim = CareRim(LAYOUT, FIELD, RIM)
    area = []
    for share in (0.74, 0.8, 0.95):
        surface = pygame.Surface(LAYOUT.size)
        rim.draw(surface, (0.0, 7.0), share)
        area.append(np.argwhere(pixels(surface)[..., 0] > 128))
    assert len(area[0]) == 0 < len(area[1]) < len(area[2])
    x, y = area[2].mean(axis=0)
    assert (x, y) == pytest.approx(FIELD.at(0.0, float(RIM.limit_deg(0, 1))), abs=8.0)
    reach = FIELD.px_per_deg * float(RIM.limit_deg(0, 1)) * sin(radians(SPAN_DEG / 2))
    assert np.ptp(area[2][:, 1]) / 2 == pytest.approx(reach, rel=0.1)


def test_care_is_seen_against_the_pool_in_its_own_colour(pool) -> None:
    near_rim = within_rim(1.0) & ~within_rim(0.97)
    assert np.median(ratios(CORAL, pixels(pool)[near_rim])) >= 3.0


def drawn_light(strength: float) -> np.ndarray:
    surface = pygame.Surface(LAYOUT.size)
    surface.fill((20, 56, 70))
    Light(LAYOUT, FIELD).draw(surface, (0.0, 0.0), 1.0, strength)
    return pixels(surface)


def test_glow_goes_first_then_the_core_is_a_ring_that_is_seen_and_at_last_nothing_is_left() -> None:
    x, y = (round(at) for at in FIELD.centre)
    beside = round(LAYOUT.px(CORE) * 1.8)
    glow = [drawn_light(strength)[x + beside, y, 1] for strength in (1.0, 0.75, 0.55)]
    assert glow == sorted(glow, reverse=True)
    assert len(set(glow)) == 3
    full, ring, none = drawn_light(0.55), drawn_light(0.2), drawn_light(0.0)
    assert tuple(full[x, y]) == INK
    assert tuple(ring[x, y]) == (20, 56, 70)
    brightest = ring.reshape(-1, 3)[ring.sum(axis=2).argmax()]
    assert float(ratios(brightest, (20, 56, 70))) >= 3.0
    assert (none == np.array((20, 56, 70))).all()


def test_the_old_ring_shrinks_to_the_new_one_in_300_ms_and_is_gone_after_1_2_s() -> None:
    change = RingChange(LAYOUT, FIELD.centre, 100.0, 80.0)
    radii = [change.radius(t_s) for t_s in np.linspace(0, SEEN_S, 60)]
    assert radii == sorted(radii, reverse=True)
    assert change.radius(SEEN_S - SHRINKS_S) == 100.0
    assert change.radius(SEEN_S) == 80.0
    assert (SEEN_S, SHRINKS_S) == (1.2, 0.3)
    calm = RingChange(LAYOUT, FIELD.centre, 100.0, 80.0, calm=True)
    assert calm.radius(SEEN_S) == 100.0
    surface = pygame.Surface(LAYOUT.size)
    change.draw(surface, SEEN_S + 0.01)
    assert not pixels(surface).any()
    change.draw(surface, 0.1)
    assert pixels(surface).any()


def light_of(way: DrawnWay, t_s: float) -> np.ndarray:
    surface = pygame.Surface(LAYOUT.size)
    way.draw(surface, t_s)
    return pixels(surface)


def test_the_lights_way_draws_itself_in_1_5_s_and_any_moment_can_be_asked_for_again() -> None:
    turn = np.linspace(0, 12, 4000)
    way = DrawnWay(LAYOUT, FIELD, 3 * np.sin(turn), 3 * np.cos(0.7 * turn))
    lit = [int((light_of(way, t_s).sum(axis=2) > 60).sum()) for t_s in (0.0, 0.4, 0.9, DRAWN_S)]
    assert lit[0] == 0 < lit[1] < lit[2] < lit[3]
    finished = light_of(way, DRAWN_S + MELTS_S)
    assert np.array_equal(finished, light_of(way, 60.0))
    early = light_of(way, 0.4)
    assert int((early.sum(axis=2) > 60).sum()) == lit[1]


def test_a_way_without_a_sample_is_no_error() -> None:
    none = np.zeros(0)
    assert not light_of(DrawnWay(LAYOUT, FIELD, none, none), 1.0).any()


def test_a_gradient_is_dithered_in_a_pattern_that_repeats() -> None:
    tile = dithered((12, 8))
    assert np.array_equal(tile[:4, :4], tile[4:8, 4:8])
    assert len(np.unique(tile[:4, :4])) == 16
    canvas = Canvas((64, 64))
    canvas.glow((-2000.0, 32.0), (4000.0, 4000.0), (40, 60, 70), (0, 20, 30))
    levels = pixels(canvas.surface())[..., 0]
    blocks = levels.reshape(16, 4, 16, 4).swapaxes(1, 2).reshape(-1, 16)
    mixed_blocks = [len(set(block)) > 1 for block in blocks.tolist()]
    assert np.mean(mixed_blocks) > 0.8, "between two levels it mixes them and shows no band"


def test_a_station_that_is_too_far_off_is_told_how_near_it_must_be() -> None:
    assert farthest_read_m(LIKELY_STATION) is None
    far = replace(LIKELY_STATION, viewing_distance_m=4.0)
    assert farthest_read_m(far) == pytest.approx(2.5 * MOST_MAGNIFIED)
    larger = replace(far, screen_height_mm=500.0)
    assert farthest_read_m(larger) is None


def colour_at(surface: pygame.Surface, turn_deg: float, radius: float) -> Colour:
    x = FIELD.centre[0] + radius * sin(radians(turn_deg))
    y = FIELD.centre[1] - radius * cos(radians(turn_deg))
    red, green, blue, _ = surface.get_at((round(x), round(y)))
    return red, green, blue


def test_the_next_step_shows_below_the_ring(pool) -> None:
    radii = activity_named("bullseye").setup(RIGHT, RIM).parameters["steps_deg"]
    below = steps_of(radii, 4, FIELD).next_radius
    assert below is not None
    on = np.mean([sum(colour_at(pool, turn, below)) for turn in range(0, 360, 5)])
    off = np.mean([sum(colour_at(pool, turn, below - 8)) for turn in range(0, 360, 5)])
    assert on > 1.15 * off


def test_a_picture_for_the_docs_keeps_every_pixel_and_packs_better_than_a_filtered_one(
    pool, tmp_path
) -> None:
    save_packed(pool, tmp_path / "packed.png")
    pygame.image.save(pool, tmp_path / "filtered.png")
    again = pygame.image.load(tmp_path / "packed.png")
    assert np.array_equal(pixels(again), pixels(pool))
    packed, filtered = (
        (tmp_path / f"{name}.png").stat().st_size for name in ("packed", "filtered")
    )
    assert packed < 0.9 * filtered


def test_the_place_is_painted_once_for_a_ring_and_nothing_is_ever_drawn_onto_it() -> None:
    scripted = PLAYED["bullseye-rung-4"]
    stage, onlooker = scripted.stage(LAYOUT, LIKELY_STATION), scripted.watched()
    first, second = (activity_named("bullseye").scene(stage) for _ in range(2))
    assert first.place is second.place
    before = pixels(first.place)
    surface = pygame.Surface(LAYOUT.size)
    first.draw(surface, onlooker.moment(), onlooker.trial.rules)
    done = TrialResult(Outcome.COMPLETED, 23.0, "time_on_target_s")
    ResultScreen(stage, done, Numbers(14.0), onlooker.path(), place=first).draw(surface, 9.0)
    assert np.array_equal(pixels(first.place), before)
    other = replace(scripted, conditions=RIGHT).stage(LAYOUT, LIKELY_STATION)
    assert not np.array_equal(pixels(activity_named("bullseye").scene(other).place), before)
