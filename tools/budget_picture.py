"""Draws the latency budget from what `make bench` measured: `make figures`.

Reads `build/bench.json`, writes `docs/pictures/latency-budget.png`. A bar is the way of a sample
from the board's motion to the light that shows it, one for each way in which bytes reach the
computer. The screen's own delay is hatched, for it is not measured here.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from games.engine.draw.palette import ABYSS, CORAL, DEEP, INK, MINT, MIST, SKY, Colour, mixed
from tools.sheet import FIGURE, FINE, LINE, NAME, SMALL, TITLE, Sheet
from trainer.sessions.latency import FILTER, FRAME, HOST, LINK, SAMPLE_AGE

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "build" / "bench.json"
SHOWN = ROOT / "docs" / "pictures" / "latency-budget.png"
NOT_THERE = f"{MEASURED.relative_to(ROOT)} holds no latency budget: run make bench"

OURS = "Uno R3, 4 ms bursts"
"""The case that the rows are named for; the others stand in them as peers."""
EXPLAINED = {
    "native USB port": ("Native USB", "every sample at once"),
    OURS: ("Uno R3", "in bursts of 4 ms"),
    "adapter with a 16 ms timer": ("Slow adapter", "in bursts of 16 ms"),
}
COLOURS: dict[str, Colour] = {
    FILTER: mixed(MIST, DEEP, 0.45),
    SAMPLE_AGE: MIST,
    LINK: CORAL,
    HOST: INK,
    FRAME: mixed(SKY, DEEP, 0.15),
}
WORDS = {
    FILTER: "sensor filter",
    SAMPLE_AGE: "sample age",
    LINK: "link",
    HOST: "computer",
    FRAME: "frame",
}

SIZE = (1800, 960)
LEFT, BAR_LEFT, BAR_RIGHT = 70, 450, 1490
FIRST_BAR_Y, APART_Y, THICK, LIGHT_Y = 310, 186, 78, 112
CLOSING = "With prediction the light is drawn where the board will be when it is seen."
SCREEN_MS = 5.0
"""How long the hatched part is drawn; its own length nobody knows."""
AROUND = 10
"""Pixels beside a figure; a part that is shorter than both goes without."""


@dataclass(frozen=True)
class Case:
    """One bar: the medians of its stages in their order, the whole at p99, what is left."""

    name: str
    stages_ms: dict[str, float]
    p99_ms: float
    left_ms: float | None

    @property
    def total_ms(self) -> float:
        """The end of its bar."""
        return sum(self.stages_ms.values())


def cases_of(rows: list[dict[str, Any]]) -> list[Case]:
    """The cases in `build/bench.json`; empty without a budget in it."""

    def values(name: str) -> dict[str, float]:
        found = [row for row in rows if row["name"] == name]
        ours = {OURS: float(found[0]["value"])} if found else {}
        return ours | {row["peer"]: float(row["peer_value"]) for row in found}

    stages = {stage: values(row_name(stage)) for stage in COLOURS}
    p99, left = values("budget_total_ms_p99"), values("budget_left_ms")
    return [
        Case(name, {s: by_case[name] for s, by_case in stages.items()}, p99[name], left.get(name))
        for name in EXPLAINED
        if name in p99
    ]


def row_name(stage: str) -> str:
    """What a stage's row is called in the bench."""
    return f"budget_{stage.replace(' ', '_')}_ms"


class BudgetPicture(Sheet):
    """Paints the cases one under the other, on one scale."""

    def __init__(self, cases: list[Case]) -> None:
        super().__init__(SIZE)
        self._cases = cases
        self._full_ms = max(case.total_ms for case in cases) + SCREEN_MS

    def painted(self) -> pygame.Surface:
        """The picture."""
        self.write(TITLE, "From the board's motion to its light", LEFT, 96, INK)
        self._legend()
        self._axis()
        for index, case in enumerate(self._cases):
            self._bar(case, FIRST_BAR_Y + index * APART_Y)
        self._closing()
        return self.finished()

    def _legend(self) -> None:
        x, y = float(LEFT), 186
        for stage, colour in COLOURS.items():
            self.box((x, y - 27, 30, 30), colour)
            x = self.write(SMALL, WORDS[stage], x + 44, y, MIST) + 44
        self._hatched((x, y - 27, 46, 30))
        self.write(SMALL, "your screen, not measured here", x + 60, y, MIST)

    def _axis(self) -> None:
        step = 5 if self._full_ms > 12 else 2
        for ms in range(0, int(self._full_ms) + 1, step):
            x = self._x(ms)
            self.box((x - 1, FIRST_BAR_Y - 34, 2, 18), LINE)
            self.write(SMALL, f"{ms} ms" if ms else "0", x, FIRST_BAR_Y - 48, MIST, align=0.5)

    def _bar(self, case: Case, y: float) -> None:
        name, aside = EXPLAINED[case.name]
        self.write(NAME, name, LEFT, y + 36, INK)
        self.write(SMALL, aside, LEFT, y + 76, MIST)
        at_ms = 0.0
        for stage, long_ms in case.stages_ms.items():
            # A sliver stays visible.
            wide = max(self._x(at_ms + long_ms) - self._x(at_ms), 5.0)
            self.box((self._x(at_ms), y, wide - 2, THICK), COLOURS[stage])
            figure = f"{long_ms:.1f}"
            if self.width(FIGURE, figure) + AROUND <= wide:
                middle = self._x(at_ms + long_ms / 2)
                colour = INK if stage == FILTER else ABYSS
                self.write(FIGURE, figure, middle, y + 52, colour, align=0.5)
            at_ms += long_ms
        self._hatched((self._x(at_ms), y, self._x(at_ms + SCREEN_MS) - self._x(at_ms), THICK))
        end = self._x(at_ms + SCREEN_MS) + 24
        self.write(FIGURE, f"{case.total_ms:.1f} ms", end, y + 34, INK)
        self.write(SMALL, f"{case.p99_ms:.1f} at p99", end, y + 74, MIST)
        if case.left_ms is not None:
            self._left(case.left_ms, y + LIGHT_Y)

    def _left(self, left_ms: float, y: float) -> None:
        """Where the patient sees the light, in its own colour."""
        x = self._x(left_ms)
        self._light(x, y)
        words = f"{left_ms:+.1f} ms with prediction".replace("-", "−")
        self.write(SMALL, words, x + 34, y + 12, MINT)

    def _closing(self) -> None:
        y = FIRST_BAR_Y + APART_Y * len(self._cases) + 32
        self.write(SMALL, CLOSING, LEFT, y, MIST)

    def _x(self, ms: float) -> float:
        return BAR_LEFT + (BAR_RIGHT - BAR_LEFT) * ms / self._full_ms

    def _light(self, x: float, y: float) -> None:
        """The patient's light: a core with a dark edge and a ring."""
        at = round(x * FINE), round(y * FINE)
        for radius, colour in ((19, ABYSS), (16, MINT), (11, ABYSS), (8, INK)):
            pygame.draw.circle(self.surface, colour, at, radius * FINE)

    def _hatched(self, area: tuple[float, float, float, float]) -> None:
        rect = self.fine(area)
        colour, before = mixed(MIST, DEEP, 0.4), self.surface.get_clip()
        self.surface.set_clip(rect)
        for x in range(rect.left - rect.height, rect.right, 14 * FINE):
            start, end = (x, rect.bottom), (x + rect.height, rect.top)
            pygame.draw.line(self.surface, colour, start, end, 3 * FINE)
        self.surface.set_clip(before)
        pygame.draw.rect(self.surface, colour, rect, 2 * FINE, border_radius=3 * FINE)


def main() -> None:
    """Draw the picture anew."""
    rows = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else []
    cases = cases_of(rows)
    if not cases:
        sys.exit(NOT_THERE)
    pygame.font.init()
    pygame.image.save(BudgetPicture(cases).painted(), SHOWN)


if __name__ == "__main__":
    main()
