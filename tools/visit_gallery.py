"""The pages of a visit that the patient sees, with likely values: for pictures and for tests."""

from collections.abc import Callable, Iterator
from random import Random

import pygame

from games.desk.kit import Kit
from games.desk.legend import Legend
from games.desk.page import Look
from games.desk.sheet import Sheet
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.setup import LIKELY_STATION, Station
from games.screens.figures.body.loop import Loop
from games.screens.station.bench import BenchPage
from games.screens.station.eye_page import EyePage, EyeRow
from games.screens.station.note_page import NotePage
from games.screens.station.pictures import Shown, picture
from games.screens.station.scale import pain_page
from games.screens.station.seconds_page import SecondsPage, Spent
from games.screens.station.shore import Kind, Lantern, Number, Shore, ShorePage
from games.screens.station.step import PlacementPage, StepPage
from tools.gallery import FEET, Draw
from tools.station_gallery import minute
from trainer.plans.patient_words import EARLY, FIRST, NONE_YET
from trainer.recording.vocabulary import Side
from trainer.texts import said

SECOND_S = 5.0
"""When a page is pictured: the moon has breathed in."""

GRADES = {
    "pelvis": ("level", "drops a little", "drops clearly"),
    "knee": ("over the foot", "moves in a little", "moves in clearly"),
    "trunk": ("upright", "leans a little", "leans clearly"),
}
NOTE = (
    "3 Nov 2026, visit 6, left leg involved. Pain 2 of 10 before, 2 after; no swelling. Anchor on "
    "dome 2, eyes open, 20 s: 3 of 3, mean tilt velocity 3.4 °/s (baseline 4.1 to 4.9 °/s). Four "
    "bouts of bullseye, ring 6 of 12. Eye score pelvis 0, knee 1, trunk 0. Next: the same."
)
STEPS = (
    ("pain and swelling", 45, 52), ("shoe off, foot, strap", 60, 71),
    ("anchor, left leg", 105, 98), ("bullseye, right leg", 40, 40), ("rest", 45, 33),
    ("bullseye, left leg", 40, 40), ("rest", 45, 45), ("bullseye, left leg", 40, None),
    ("pain, eye score, next plan", 60, 64),
)  # fmt: skip


def visit_pages(
    layout: Layout, station: Station = LIKELY_STATION
) -> Iterator[tuple[str, Sheet, Look]]:
    """Name, page and how it looks then; each has a kit of its own, which tells what is written."""

    def kit() -> Kit:
        made = Kit(layout, station)
        made.aside = minute
        return made

    yield "bench", BenchPage(kit(), 35.0, "right leg, bullseye"), Look(now_s=SECOND_S)
    over = BenchPage(kit(), 2.0, "right leg, bullseye, third bout of four")
    yield "bench-over", over, Look("go", held=0.6, walking=False, now_s=SECOND_S)
    yield from _steps(kit)
    for visits in (0, 1, 2, 8, 30):
        yield f"shore-{visits}", _shore(kit(), visits), Look()
    note = NotePage(kit(), NOTE, copy=lambda _: True)
    note.take("copy")
    yield "note", note, Look("copy")
    yield "seconds", SecondsPage(kit(), [Spent(*row) for row in STEPS]), Look()


def visit_screens(
    layout: Layout, station: Station = LIKELY_STATION
) -> Iterator[tuple[str, Lettering, Draw]]:
    """Name, lettering and drawing function, for surfaces of the layout's size."""
    for name, page, look in visit_pages(layout, station):
        yield f"visit-{name}", page.kit.lettering, _drawn(page, look)


def _steps(kit: Callable[[], Kit]) -> Iterator[tuple[str, Sheet, Look]]:
    told = {
        Shown.SHOE_OFF: ("Shoe and sock off, left foot", "The other shoe may stay on."),
        Shown.STRAP_ON_THIGH: ("The strap goes round the left thigh", "Its arrow points up."),
        Shown.STRAP_ON_SACRUM: ("The belt goes round the hips", "Its arrow points up."),
        Shown.DOME_ON: ("Put dome 3 on", "The board lies on its face, nobody stands on it."),
        Shown.STEP_ON: ("Step on with the left foot", "Both hands on the rail."),
        Shown.STEP_DOWN: ("Step down", "Hold the rail, the other foot first."),
        Shown.SIT: ("Sit down, left foot on the board", ""),
    }
    for shown, (words, detail) in told.items():
        here = kit()
        page = StepPage(here, words, picture(here.layout, shown, Side.LEFT), detail)
        yield f"step-{shown.name.lower().replace('_', '-')}", page, Look("done", walking=False)
    placed, cells = "The right foot stands as it stood last time", "Heel on M30, second toe on N5."
    yield "step-foot", PlacementPage(kit(), placed, FEET, Side.RIGHT, cells), Look()
    yield "pain", pain_page(kit()), Look("2")
    rows = [EyeRow(name, name.capitalize(), grades) for name, grades in GRADES.items()]
    eye = EyePage(kit(), "Slow squats on the left leg: what was seen?", rows)
    eye.take("pelvis 0")
    eye.take("knee 1")
    yield "eye", eye, Look("trunk 1")


def _shore(kit: Kit, visits: int) -> ShorePage:
    legs = (("left leg", visits, 0.3, 0.42, 3), ("right leg", max(visits - 1, 0), 0.56, 0.1, 4))
    shores = []
    for words, count, low, rise, seed in legs:
        mist = (low, low + 0.16) if visits > 4 else None
        waiting = (Lantern(None, Kind.TO_COME),) * (max(5 - count, 0) if seed == 3 else 0)
        shores.append(Shore(words, (*_lanterns(count, low, rise, seed), *waiting), mist))
    sentences = {0: said(NONE_YET), 1: said(FIRST), 2: said(EARLY)}
    told = "Your left leg is steadier than in the first visits, by more than chance."
    numbers = (Number("left leg", "3.4", "°/s"), Number("right leg", "2.9", "°/s"))
    shown = (*numbers, Number("visits", str(visits))) if visits > 2 else ()
    return ShorePage(kit, shores, sentences.get(visits, told).format(visit=5), shown)


def _lanterns(visits: int, low: float, rise: float, seed: int) -> Iterator[Lantern]:
    draw = Random(seed)
    for visit in range(visits):
        kind = Kind.LEARNING if visit < 1 else Kind.BASELINE if visit < 3 else Kind.COMPARED
        share = low + rise * visit / max(visits, 1) + draw.uniform(-0.05, 0.05)
        yield Lantern(None if visit == 6 else share, kind)


class _Figure:
    """A loop of four seconds."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def draw(self, onto: pygame.Surface, at: tuple[float, float], t_s: float) -> None:
        self._loop.draw(onto, at, t_s / 4.0 % 1.0 if t_s else self._loop.farthest)


def _drawn(page: Sheet, look: Look) -> Draw:
    legend = Legend(page.kit.layout, page.kit.lettering)

    def draw(onto: pygame.Surface) -> None:
        page.draw(onto, look)
        legend.draw(onto, look)

    return draw
