"""Makes the pictures of screens that README and docs show: `make pictures`.

`python -m tools.pictures DIR` makes one of every screen there is. It needs no display and gives the
same pictures each time. A screen is a PNG of every pixel; activities, most of them painted places,
are smaller and packed as WebP.
"""

import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import click
import pygame

from games.engine.draw.layout import Layout
from tools.activity_gallery import activity_pictures
from tools.calibration_gallery import calibration_screens
from tools.exercise_gallery import exercise_pages
from tools.figure_gallery import figure_strips
from tools.gallery import Draw, screens
from tools.packed import save_packed, save_small
from tools.second_gallery import second_screens
from tools.station_gallery import station_pages
from tools.visit_gallery import visit_screens

SIZE = (1280, 720)
ROOT = Path(__file__).resolve().parents[1]
SHOWN = ROOT / "docs" / "pictures"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
def main(folder: Path | None) -> None:
    """Write the pictures that README and docs show, or every one there is into FOLDER."""
    wanted = None if folder else linked()
    folder = folder or SHOWN
    folder.mkdir(parents=True, exist_ok=True)
    layout = Layout(SIZE)
    for drawings, ending, save in (
        (_drawings(layout), "png", save_packed),
        (chain(activity_pictures(layout), _visit_pages(layout)), "webp", save_small),
    ):
        for name, draw in drawings:
            if wanted is None or name in wanted:
                surface = pygame.Surface(SIZE, 0, 32)
                draw(surface)
                save(surface, folder / f"{name}.{ending}")


def linked() -> set[str]:
    """The names of the pictures that README and docs show."""
    pages = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return {name for text in texts for name in re.findall(r"pictures/([\w-]+)\.(?:png|webp)", text)}


def _drawings(layout: Layout) -> Iterator[tuple[str, Draw]]:
    for name, _, draw in chain(screens(layout), calibration_screens(layout)):
        yield name, draw
    yield from second_screens(layout)
    yield from figure_strips(layout)
    yield from station_pages(layout)
    yield from exercise_pages(layout)


def _visit_pages(layout: Layout) -> Iterator[tuple[str, Draw]]:
    for name, _, draw in visit_screens(layout):
        yield name, draw


if __name__ == "__main__":
    main()
