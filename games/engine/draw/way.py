"""The light's whole way through a trial, painted as light; and how it draws itself on a result."""

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite, dithered
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, halo, softened
from games.engine.draw.palette import INK, MINT, SKY, mixed
from trainer.recording.columns import FloatArray

REACH = 480.0
FINEST_PX = 1.35
FULL_LIGHT = 255.0
DRAWN_S, MELTS_S = 1.5, 0.4
POINTS, COLOURS = 1000, 12
TIP, STROKE = 26.0, 7.0


class DrawnWay:
    """The way from its start to its end in 1.5 s, and from then on the finished picture.

    Each point is drawn once onto a layer of its own, so a frame costs a few small blits. Asked for
    an earlier moment it begins anew.
    """

    def __init__(
        self, layout: Layout, field: FieldMap, ap_deg: FloatArray, ml_deg: FloatArray
    ) -> None:
        picture, self._at = way_picture(layout, field, ap_deg, ml_deg)
        self._whole = _veil(picture)
        self._layer = pygame.Surface(self._whole.get_size(), 0, 32)
        shares = np.linspace(0, 1, COLOURS).tolist()
        self._strokes = [_stroke(layout, share) for share in shares]
        self._tip = _tip(layout)
        picked = np.linspace(0, max(len(ap_deg) - 1, 0), min(POINTS, len(ap_deg))).astype(np.intp)
        x = field.centre[0] + ml_deg[picked] * field.px_per_deg - self._at[0]
        y = field.centre[1] - ap_deg[picked] * field.px_per_deg - self._at[1]
        self._points = list(zip(x.tolist(), y.tolist(), strict=True))
        self._drawn, self._bright = 0, 1.0

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """As far as it is after so long; the strokes melt into the finished picture at the end."""
        melted = min(max((t_s - DRAWN_S) / MELTS_S, 0.0), 1.0)
        if melted < 1.0:
            self._draw_until(min(max(t_s / DRAWN_S, 0.0), 1.0), 1.0 - melted)
            onto.blit(self._layer, self._at, special_flags=pygame.BLEND_RGB_ADD)
            if 0 < self._drawn < len(self._points):
                x, y = self._points[self._drawn - 1]
                self._tip.draw_at(onto, (x + self._at[0], y + self._at[1]))
        if melted > 0.0:
            self._whole.set_alpha(round(255 * melted))
            onto.blit(self._whole, self._at)

    def _draw_until(self, share: float, bright: float) -> None:
        """Draw what is missing of a share of the way, and dim all of it."""
        until = round(share * len(self._points))
        if until < self._drawn or bright > self._bright:
            self._layer.fill(0)
            self._drawn, self._bright = 0, 1.0
        for index in range(self._drawn, until):
            stroke = self._strokes[index * COLOURS // len(self._points)]
            x, y = self._points[index]
            half = stroke.get_width() // 2
            at = round(x) - half, round(y) - half
            self._layer.blit(stroke, at, special_flags=pygame.BLEND_RGB_ADD)
        self._drawn = until
        if bright < self._bright:
            level = round(255 * bright / self._bright)
            self._layer.fill((level,) * 3, special_flags=pygame.BLEND_RGB_MULT)
            self._bright = bright


def paint_path(
    canvas: Canvas, layout: Layout, field: FieldMap, ap_deg: FloatArray, ml_deg: FloatArray
) -> None:
    """Add the path's light to a covered canvas: from blue at the start to green at the end."""
    picture, at = way_picture(layout, field, ap_deg, ml_deg)
    canvas.light_picture(picture, at)


def way_picture(
    layout: Layout, field: FieldMap, ap_deg: FloatArray, ml_deg: FloatArray
) -> tuple[Picture, tuple[int, int]]:
    """The light of the whole way, (width, height, 3), and where its top left corner belongs."""
    reach = round(layout.px(REACH))
    left, top = round(field.centre[0]) - reach, round(field.centre[1]) - reach
    picture = np.zeros((2 * reach, 2 * reach, 3), np.float32)
    if not len(ap_deg):
        return picture, (left, top)
    x = field.centre[0] + ml_deg * field.px_per_deg - left
    y = field.centre[1] - ap_deg * field.px_per_deg - top
    age = np.linspace(0, 1, len(x))
    for weights, colour in (((1 - age) ** 2, SKY), (age**2, MINT)):
        density = _density(x, y, weights, 2 * reach)
        fine = softened(density, FINEST_PX * layout.scale)
        soft = softened(density, 9 * layout.scale)
        wide = softened(density, 34 * layout.scale)
        light = 1.1 * _toned(fine, 1.3) + 0.42 * _toned(soft, 1.1) + 0.34 * _toned(wide, 1.0)
        picture += light[..., None] * np.array(colour, np.float32)
        picture += (0.42 * _toned(fine, 0.3))[..., None] * np.array(INK, np.float32)
    bright = FULL_LIGHT * (1 - np.exp(-picture / FULL_LIGHT))
    return bright * _fading(2 * reach)[..., None], (left, top)


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


def _veil(picture: Picture) -> pygame.Surface:
    """The light as a surface with alpha, which can fade as a whole."""
    size = picture.shape[0], picture.shape[1]
    cover = picture.max(axis=2) / np.float32(FULL_LIGHT)
    surface = pygame.Surface(size, pygame.SRCALPHA, 32)
    colour = picture / np.maximum(cover, np.float32(1e-3))[..., None]
    pygame.surfarray.blit_array(surface, np.clip(colour, 0, 255).astype(np.uint8))
    alpha = np.clip(cover * 255 + dithered(size) + np.float32(0.5), 0, 255)
    pygame.surfarray.pixels_alpha(surface)[:] = alpha.astype(np.uint8)
    return surface


def _stroke(layout: Layout, share: float) -> pygame.Surface:
    """A point of the way in the colour of its age; it is added to what is there."""
    radius = max(layout.px(STROKE), 3.0)
    half = round(radius)
    along = np.arange(-half, half + 1) / radius
    light = np.clip(1 - np.hypot(along[:, None], along[None, :]), 0, 1) ** 1.6
    colour = np.array(mixed(SKY, MINT, share), np.float32)
    surface = pygame.Surface(light.shape, 0, 32)
    pygame.surfarray.blit_array(surface, (0.4 * light[..., None] * colour).astype(np.uint8))
    return surface


def _tip(layout: Layout) -> Sprite:
    """The light at the end of what is drawn so far."""
    reach = round(layout.px(TIP))
    canvas = Canvas((2 * reach + 1,) * 2)
    canvas.paint(halo((reach + 0.5, reach + 0.5), reach, 1.4), INK, 0.9)
    return Sprite(canvas)
