"""The way the light went in a whole trial, as a picture of light: each trial leaves its own."""

import numpy as np
import numpy.typing as npt

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import softened
from games.engine.draw.palette import INK, MINT, SKY
from trainer.recording.samples import FloatArray

FINEST_PX = 1.35
FULL_LIGHT = 255.0
Picture = npt.NDArray[np.float32]


def paint_path(
    canvas: Canvas, layout: Layout, field: FieldMap, ap_deg: FloatArray, ml_deg: FloatArray
) -> None:
    """Add the path's light to a covered canvas: from blue at the start to green at the end."""
    if not len(ap_deg):
        return
    reach = round(layout.px(440))
    left, top = round(field.centre[0]) - reach, round(field.centre[1]) - reach
    x = field.centre[0] + ml_deg * field.px_per_deg - left
    y = field.centre[1] - ap_deg * field.px_per_deg - top
    age = np.linspace(0, 1, len(x))
    picture = np.zeros((2 * reach, 2 * reach, 3), np.float32)
    for weights, colour in (((1 - age) ** 2, SKY), (age**2, MINT)):
        density = _density(x, y, weights, 2 * reach)
        fine = softened(density, FINEST_PX * layout.scale)
        soft = softened(density, 9 * layout.scale)
        wide = softened(density, 34 * layout.scale)
        light = 1.1 * _toned(fine, 1.3) + 0.42 * _toned(soft, 1.1) + 0.34 * _toned(wide, 1.0)
        picture += light[..., None] * np.array(colour, np.float32)
        picture += (0.42 * _toned(fine, 0.3))[..., None] * np.array(INK, np.float32)
    bright = FULL_LIGHT * (1 - np.exp(-picture / FULL_LIGHT))
    canvas.light_picture(bright * _fading(2 * reach)[..., None], (left, top))


def _density(x: FloatArray, y: FloatArray, weights: FloatArray, size: int) -> Picture:
    kept = (x >= 0) & (x < size) & (y >= 0) & (y < size)
    cells = x[kept].astype(np.int64) * size + y[kept].astype(np.int64)
    counts = np.bincount(cells, weights[kept], size * size)
    return counts.reshape(size, size).astype(np.float32)


def _toned(density: Picture, gain: float) -> Picture:
    bright = float(np.quantile(density[density > 1e-4 * density.max()], 0.9)) or 1.0
    toned = 1 - np.exp(-gain * density / bright)
    return np.asarray(0.62 * toned, dtype=np.float32)


def _fading(size: int) -> Picture:
    along = np.abs(np.linspace(-1, 1, size, dtype=np.float32))
    away = np.hypot(along[:, None], along[None, :])
    return np.clip((1 - away) / 0.15, 0, 1)
