"""Fish from above, painted once, stretched out; `games.worlds.bending` makes them swim."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pygame

from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import covered
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import blend, smoothstep

FINE = 3
"""Fish are painted so much larger than they are shown, so that a bent edge stays smooth."""

HALF_HEIGHT = 0.40
"""A sprite's half height, as a share of the fish's length: its fins and its swing fit into it."""

WIDEST, WIDEST_AT, NARROW, ENDS_AT = 0.124, 0.31, 0.031, 0.95
"""Half the body's width and where it is so wide; half the width where the tail begins; shares."""

PATCHES = (
    *((0.165, 0.012, 0.042, 0.040), (0.370, 0.014, 0.105, 0.092), (0.445, -0.046, 0.060, 0.050)),
    *((0.690, 0.006, 0.072, 0.058),),
)
"""Along and across to the middle of a patch, and its half axes; shares of the length."""


@dataclass(frozen=True)
class Look:
    """What a fish looks like: the lit back, the shaded flank, fins, and the patches on its back."""

    back: Colour
    flank: Colour
    fin: Colour
    patch: Colour
    patches: float = 0.0
    fin_strength: float = 0.62
    fin_size: float = 1.0


@dataclass(frozen=True)
class _Sheet:
    """Where each pixel of a stretched fish lies: `along` from nose to tail, `across`; shares."""

    along: Picture
    across: Picture
    length: float

    @classmethod
    def of(cls, length: float) -> "_Sheet":
        half = round(HALF_HEIGHT * length)
        x = (np.arange(round(length) + 4, dtype=np.float32) - 1.5) / np.float32(length)
        y = (np.arange(2 * half + 1, dtype=np.float32) - half) / np.float32(length)
        along, across = np.meshgrid(x, y, indexing="ij")
        return cls(along, across, length)


class _Layers:
    """Colour and coverage of a sprite, layer over layer."""

    def __init__(self, size: tuple[int, int], ground: Colour) -> None:
        # Where nothing is painted there is the ground's colour without coverage: a turned sprite
        # mixes neighbours, and black would darken every edge.
        self.colour = np.empty((*size, 3), np.float32)
        self.colour[:] = ground
        self.cover = np.zeros(size, np.float32)

    def lay(self, cover: npt.ArrayLike, colours: Picture | Colour) -> None:
        cover = np.asarray(cover, np.float32)
        whole = cover + self.cover * (1 - cover)
        share = np.where(whole > 0, cover / np.maximum(whole, 1e-6), 0.0)[..., None]
        self.colour += share * (np.asarray(colours, np.float32) - self.colour)
        self.cover = whole

    def surface(self) -> pygame.Surface:
        surface = pygame.Surface(self.cover.shape, pygame.SRCALPHA, 32)
        pygame.surfarray.blit_array(surface, np.clip(self.colour, 0, 255).astype(np.uint8))
        cover = np.rint(np.clip(self.cover, 0, 1) * 255).astype(np.uint8)
        pygame.surfarray.pixels_alpha(surface)[:] = cover
        return surface


def stretched(length: float, look: Look) -> pygame.Surface:
    """A fish with its nose to the left, `FINE` times as large as its `length` on the screen."""
    sheet = _Sheet.of(FINE * length)
    layers = _Layers(sheet.along.shape, look.flank)
    for fin in _fins(sheet, look.fin_size):
        colours = blend(look.fin, look.back, np.float32(0.35) * fin.rays)
        layers.lay(look.fin_strength * fin.cover * (0.55 + 0.45 * fin.rays), colours)
    flank = _half_width(sheet.along) - np.abs(sheet.across)
    body = covered(np.minimum(flank, ENDS_AT - sheet.along) * np.float32(sheet.length))
    layers.lay(body, _skin(sheet, look))
    _lay_details(layers, sheet, look, body)
    return layers.surface()


@dataclass(frozen=True)
class _Fin:
    """Coverage of one fin and the rays in it, 0 to 1."""

    cover: Picture
    rays: Picture


def _fins(sheet: _Sheet, size: float) -> list[_Fin]:
    pairs = ((0.245, 0.095, 0.205, 0.090, 54.0), (0.54, 0.080, 0.105, 0.042, 36.0))
    fins = [_tail(sheet)]
    for root, out, length, width, lean_deg in pairs:
        for side in (-1.0, 1.0):
            at = root, side * out
            fins.append(_paddle(sheet, at, size * length, size * width, side * lean_deg))
    return fins


def _paddle(
    sheet: _Sheet, root: tuple[float, float], length: float, width: float, lean_deg: float
) -> _Fin:
    """A fin at the flank: a fan that leans back."""
    lean = np.radians(lean_deg)
    dx, dy = sheet.along - np.float32(root[0]), sheet.across - np.float32(root[1])
    out = (dx * np.cos(lean) + dy * np.sin(lean)) / np.float32(length)
    aside = (dy * np.cos(lean) - dx * np.sin(lean)) / np.float32(width)
    share = np.clip(out, 0, 1)
    wide = np.sin(np.pi * np.clip(0.10 + 0.86 * share**0.8, 0, 1)) ** 0.75
    inside = np.minimum(wide - np.abs(aside), 4 * np.minimum(out + 0.1, 1.02 - out))
    rays = 0.5 + 0.5 * np.cos(aside / np.maximum(0.25 + 0.75 * share, 0.2) * 22)
    fade = smoothstep(1.25, 0.35, out.astype(np.float32))
    return _Fin(covered(inside * np.float32(width * sheet.length)) * fade, rays)


def _tail(sheet: _Sheet) -> _Fin:
    """Two lobes behind the body, with a notch between them."""
    share = (sheet.along - 0.80) / np.float32(0.20)
    wide = 0.030 + 0.140 * np.clip(share, 0, 1) ** 1.25
    aside = sheet.across / wide
    end = 0.58 + 0.42 * np.abs(np.clip(aside, -1, 1)) ** 0.9
    inside = np.minimum((wide - np.abs(sheet.across)) * 6, np.minimum(share + 0.1, end - share))
    rays = 0.5 + 0.5 * np.cos(aside * 26)
    fade = smoothstep(1.3, 0.25, share.astype(np.float32))
    return _Fin(covered(inside * np.float32(0.16 * sheet.length)) * fade, rays)


def _half_width(along: Picture) -> Picture:
    """A blunt nose, then a long taper to the tail."""
    head = np.clip(along / np.float32(WIDEST_AT), 0, 1)
    before = WIDEST * (1 - (1 - head) ** 2.1) ** 0.62
    behind = np.clip((along - WIDEST_AT) / np.float32(0.88 - WIDEST_AT), 0, 1)
    after = NARROW + (WIDEST - NARROW) * (1 - behind**1.7) ** 1.15
    return np.asarray(np.where(along < WIDEST_AT, before, after), np.float32)


def _skin(sheet: _Sheet, look: Look) -> Picture:
    """Round from flank to flank, brightest along the back; scales and patches on it."""
    half = np.maximum(_half_width(sheet.along), 1e-3)
    out = np.clip(sheet.across / half, -1, 1)
    round_light = np.sqrt(1 - 0.96 * out**2)
    colours = blend(look.flank, look.back, np.asarray(round_light**1.4, np.float32))
    if look.patches:
        shown = look.patches * _patches(sheet) * (0.45 + 0.55 * round_light)
        colours = blend(colours, look.patch, shown.astype(np.float32))
    on_back = smoothstep(0.18, 0.27, sheet.along) * smoothstep(0.86, 0.70, sheet.along)
    shine = np.exp(-(((sheet.across + 0.030) / 0.020) ** 2)) * smoothstep(0.05, 0.25, sheet.along)
    light = 1 - 0.13 * _scales(sheet) * on_back * round_light + 0.10 * shine * on_back
    return np.asarray(colours * light[..., None], np.float32)


def _scales(sheet: _Sheet) -> Picture:
    """The dark edges of scales that overlap like tiles, 0 to 1."""
    size = np.float32(0.034)
    row = np.floor(sheet.along / size)
    beside = (sheet.across / size + 0.5 * (row % 2)) % 1 - 0.5
    within = sheet.along / size - row
    edge = within - 0.15 - 1.9 * beside**2
    return np.asarray(np.exp(-((edge / 0.16) ** 2)), np.float32)


def _patches(sheet: _Sheet) -> Picture:
    """A few soft patches along the back, with uneven edges."""
    cells = (0.11 * sheet.length,) * 2
    uneven = noise(sheet.along.shape, cells, seed=4, octaves=4, gain=0.55) - 0.5
    found = np.zeros_like(sheet.along)
    for along, across, long, wide in PATCHES:
        away = np.hypot((sheet.along - along) / long, (sheet.across - across) / wide)
        found = np.maximum(found, smoothstep(1.08, 0.92, away + 1.3 * uneven))
    return np.asarray(found, np.float32)


def _lay_details(layers: _Layers, sheet: _Sheet, look: Look, body: Picture) -> None:
    """The fin on the back, gills and eyes."""
    ridge = smoothstep(0.34, 0.42, sheet.along) * smoothstep(0.70, 0.62, sheet.along)
    line = np.clip(1.6 - np.abs(sheet.across) * sheet.length / (0.006 * sheet.length), 0, 1)
    layers.lay(0.5 * ridge * line * body, look.fin)
    edge = np.clip(1.5 - np.abs(sheet.across - 0.011) * sheet.length / (0.005 * sheet.length), 0, 1)
    layers.lay(0.30 * ridge * edge * body, look.flank)
    gill = np.abs(sheet.along - (0.185 - 1.9 * sheet.across**2)) * sheet.length
    seen = smoothstep(0.035, 0.07, np.abs(sheet.across))
    layers.lay(0.34 * np.clip(1.4 - gill / (0.006 * sheet.length), 0, 1) * seen * body, look.flank)
    for side in (-1.0, 1.0):
        away = np.hypot(sheet.along - 0.082, sheet.across - side * 0.072) * sheet.length
        layers.lay(0.85 * covered(0.0105 * sheet.length - away), (22, 30, 34))
