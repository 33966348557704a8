"""What surrounds every picture: background, title, conditions, and where the data is from; and the
keys, which `games.engine.draw.keys` shows when somebody touches one.
"""

from collections.abc import Iterator

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import DESIGN, Layout
from games.engine.draw.lettering import ASIDE, ASIDE_BOLD, NOTE, Lettering, Style
from games.engine.draw.palette import ABYSS, DEEP, INK, MIST, WATER, mixed
from games.engine.scene import Stage
from games.engine.setup import TrialSetup
from games.engine.words import PRACTICE, conditions_line, provenance_line
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions

Key = tuple[str, str]
RIM_KEY: Key = ("R", "rim")
JUDGING_KEYS: tuple[Key, ...] = (("T", "touch"), ("F", "foot down"), RIM_KEY, ("P", "pain"))
PAIN: Key = JUDGING_KEYS[-1]
DETAILS, BACK = ("D", "details"), ("D", "back")
TAKE_BACK: tuple[Key, ...] = (("C", "take it back"),)
PLAYING_KEYS: tuple[Key, ...] = (("Space", "stop"), ("Enter", "or the button: go on"))
LEAVING_KEYS: tuple[Key, ...] = (("M", "mute"), ("Esc", "leave"))
"""In a row of their own, for one of four would reach under the patient's sentence."""

MARGIN = 56
THERAPIST_Y, ASIDES_APART, KEYS_Y = 1044, 40, 982
KEY_GAP, KEY_APART, KEY_BELOW, ROW = 9, 26, 12, 40
QUIET = mixed(MIST, DEEP, 0.25)


def judging_keys(conditions: Conditions) -> tuple[Key, ...]:
    """How a person may judge a trial; on a plate or the floor nothing has a rim."""
    if conditions.level in (NO_DOME, FLOOR):
        return tuple(key for key in JUDGING_KEYS if key != RIM_KEY)
    return JUDGING_KEYS


def keys_of(setup: TrialSetup) -> tuple[tuple[Key, ...], ...]:
    """The rows of keys beside a running trial: for judging and playing, or those of its setup."""
    return setup.keys or (judging_keys(setup.conditions), PLAYING_KEYS, LEAVING_KEYS)


def background(layout: Layout, brightness: float = 1.0) -> Canvas:
    """Deep water, lighter around the field."""
    canvas = Canvas(layout.size, grain=layout.grain)
    inner = mixed(ABYSS, WATER, 0.85 * brightness)
    outer = mixed(ABYSS, DEEP, 0.45 * brightness)
    reach = layout.px(1120), layout.px(880)
    canvas.glow(layout.field_centre, reach, inner, outer)
    return canvas


def write_chrome(onto: pygame.Surface, stage: Stage) -> None:
    """Title and conditions at the top, the data's source at the bottom; all for the therapist."""
    if stage.beside is not None:
        return
    layout, lettering, setup = stage.layout, stage.lettering, stage.setup
    at = layout.at(MARGIN, 74)
    after = lettering.write(onto, stage.title, ASIDE_BOLD, at, MIST)
    line = conditions_line(setup.conditions, stage.wording.rungs)
    after = lettering.write(onto, line, ASIDE, (after + layout.px(20), at[1]), QUIET)
    if setup.conditions.practice:
        at = (after + layout.px(20), at[1])
        lettering.write(onto, PRACTICE, ASIDE_BOLD, at, INK)
    at = layout.at(1920 - MARGIN, THERAPIST_Y)
    lettering.write(onto, provenance_line(setup), ASIDE, at, QUIET, align=1)


def write_for_therapist(
    onto: pygame.Surface, stage: Stage, words: str, style: Style = NOTE, room: float = DESIGN[0]
) -> float:
    """What the therapist should know or do, at the lower left, beside the line that names the
    data's source; the y of the line above it. `room` is the most it may be wide, at 1080 lines.
    """
    layout, lettering = stage.layout, stage.lettering
    x, last_y = layout.at(MARGIN, THERAPIST_Y)
    if stage.beside is not None:
        return last_y
    beside_source_px = layout.px(1920 - 2 * MARGIN - ASIDES_APART) - lettering.width(
        provenance_line(stage.setup), ASIDE
    )
    lines = lettering.wrapped(words, style, min(beside_source_px, layout.px(room)))
    above_y = last_y - len(lines) * lettering.pitch_px(style)
    for row, text in enumerate(lines, start=1):
        lettering.write(onto, text, style, (x, above_y + row * lettering.pitch_px(style)), MIST)
    return above_y


def write_keys(
    onto: pygame.Surface,
    layout: Layout,
    lettering: Lettering,
    *rows: tuple[Key, ...],
    origin: tuple[int, int] = (0, 0),
) -> None:
    """Keys for the therapist, in the corner, one row above the other.

    `origin` is where the surface's top left corner belongs on the screen.
    """
    for (name, words), area in _placed(layout, lettering, rows):
        left, baseline = area.left - origin[0], area.bottom - layout.px(KEY_BELOW) - origin[1]
        right = lettering.write(onto, name, ASIDE_BOLD, (left, baseline), MIST)
        lettering.write(onto, words, ASIDE, (right + layout.px(KEY_GAP), baseline), QUIET)


def key_areas(
    layout: Layout, lettering: Lettering, *rows: tuple[Key, ...]
) -> list[tuple[str, pygame.Rect]]:
    """Where a click means one of these keys."""
    return [(name, area) for (name, _), area in _placed(layout, lettering, rows)]


def _placed(
    layout: Layout, lettering: Lettering, rows: tuple[tuple[Key, ...], ...]
) -> Iterator[tuple[Key, pygame.Rect]]:
    for row, keys in enumerate(reversed(rows)):
        x, y = layout.at(1920 - MARGIN, KEYS_Y - ROW * row)
        for name, words in reversed(keys):
            text = lettering.width(name, ASIDE_BOLD) + lettering.width(words, ASIDE)
            wide = text + layout.px(KEY_GAP)
            x -= wide
            top = y - layout.px(ROW - KEY_BELOW)
            yield (
                (name, words),
                pygame.Rect(round(x), round(top), round(wide), round(layout.px(ROW))),
            )
            x -= layout.px(KEY_APART)
