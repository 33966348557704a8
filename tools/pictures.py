"""Makes a picture of every screen from scripted trials: `python -m tools.pictures DIR`.

Needs no display and gives the same pictures each time; `make pictures` calls it for the README.
"""

import os
import sys
from itertools import chain
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from games.engine.draw.layout import Layout
from tools.calibration_gallery import calibration_screens
from tools.gallery import screens

SIZE = (1280, 720)


def main(folder: Path) -> None:
    """Write all pictures, replacing those of the same names."""
    folder.mkdir(parents=True, exist_ok=True)
    layout = Layout(SIZE, grain=0.0)
    for name, _, draw in chain(screens(layout), calibration_screens(layout)):
        surface = pygame.Surface(SIZE, 0, 32)
        draw(surface)
        pygame.image.save(surface, folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
