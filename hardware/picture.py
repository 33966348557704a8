"""Trims a rendered scene to its content and scales it down, which smooths its edges.

Called by `make -C hardware pictures`, because OpenSCAD draws without anti-aliasing.
"""

import sys
from pathlib import Path

from PIL import Image, ImageChops

WIDTH_PX = 1200
MARGIN = 0.03


def finished(scene: Image.Image) -> Image.Image:
    """The scene on its own background, WIDTH_PX wide, with an even margin."""
    paper = Image.new("RGB", scene.size, scene.getpixel((0, 0)))
    left, top, right, bottom = ImageChops.difference(scene, paper).getbbox() or (0, 0, *scene.size)
    margin = round(MARGIN * (right - left))
    page = Image.new(
        "RGB", (right - left + 2 * margin, bottom - top + 2 * margin), paper.getpixel((0, 0))
    )
    page.paste(scene.crop((left, top, right, bottom)), (margin, margin))
    height = round(WIDTH_PX * page.height / page.width)
    return page.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)


def main() -> None:
    """`picture.py RENDERED FINISHED`."""
    rendered, done = map(Path, sys.argv[1:])
    with Image.open(rendered) as scene:
        finished(scene.convert("RGB")).quantize(256).save(done, optimize=True)


if __name__ == "__main__":
    main()
