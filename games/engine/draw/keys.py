"""The keys in the corner: seen for 4 s after somebody touched a key or the mouse, then gone.

They are the therapist's; the picture is the patient's. `games.engine.show` draws them last.
"""

import pygame

from games.engine.draw.chrome import KEYS_Y, MARGIN, ROW, Key, key_areas, write_keys
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.draw.palette import ABYSS

SEEN_NS, FADE_NS = 4_000_000_000, 200_000_000
VEIL, AROUND = 0.82, 14.0


class KeyRows:
    """The keys that work now. They fade in and out, and can be clicked only while they are seen."""

    def __init__(self, layout: Layout, lettering: Lettering) -> None:
        self._layout, self._lettering = layout, lettering
        self.all_areas: list[tuple[str, pygame.Rect]] = []
        """Where each of them is, whether they are seen or not; the last one comes first."""
        self.above = 1920.0 - MARGIN, float(KEYS_Y)
        """Where a line right above them ends."""
        self._picture: pygame.Surface | None = None
        self._at = (0, 0)
        self._touched_ns: int | None = None
        self._since_ns = 0

    def offer(self, *rows: tuple[Key, ...]) -> None:
        """These are the keys from now on; whether they are seen does not change."""
        self.all_areas = key_areas(self._layout, self._lettering, *rows)
        self.above = self.above[0], KEYS_Y - ROW * len(rows) - AROUND
        self._picture = self._painted(rows) if self.all_areas else None

    def touch(self, now_ns: int) -> None:
        """Somebody touched a key or the mouse."""
        if not self.seen(now_ns):
            self._since_ns = now_ns
        self._touched_ns = now_ns

    def seen(self, now_ns: int) -> bool:
        """Whether they are on the picture."""
        return self._touched_ns is not None and now_ns - self._touched_ns < SEEN_NS + FADE_NS

    def areas(self, now_ns: int) -> list[tuple[str, pygame.Rect]]:
        """Where a click means one of them."""
        return self.all_areas if self.seen(now_ns) else []

    def draw(self, onto: pygame.Surface, now_ns: int) -> None:
        """Over everything else."""
        if self._picture is None or self._touched_ns is None or not self.seen(now_ns):
            return
        coming = (now_ns - self._since_ns) / FADE_NS
        going = 1.0 - (now_ns - self._touched_ns - SEEN_NS) / FADE_NS
        self._picture.set_alpha(round(255 * max(min(coming, going, 1.0), 0.0)))
        onto.blit(self._picture, self._at)

    def _painted(self, rows: tuple[tuple[Key, ...], ...]) -> pygame.Surface:
        """The rows on a veil of night, so that they are read over any picture."""
        margin = round(self._layout.px(AROUND))
        whole = pygame.Rect.unionall(self.all_areas[0][1], [area for _, area in self.all_areas])
        whole = whole.inflate(2 * margin, 2 * margin)
        picture = pygame.Surface(whole.size, pygame.SRCALPHA, 32)
        radius = round(self._layout.px(AROUND))
        veil = (*ABYSS, round(255 * VEIL))
        pygame.draw.rect(picture, veil, picture.get_rect(), border_radius=radius)
        self._at = whole.topleft
        write_keys(picture, self._layout, self._lettering, *rows, origin=whole.topleft)
        return picture
