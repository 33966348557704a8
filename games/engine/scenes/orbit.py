"""Orbit's picture: the comet leads round under the star well, and trails stay behind the stars."""

from math import radians

import pygame

from games.engine.circuit import Circuit
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.mask import Point, disc, stroke
from games.engine.draw.palette import INK, MINT
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.place import PlaceScene
from games.engine.visit_rounds import PETALS
from games.training.orbit import OTHER_WAY, Orbit
from games.worlds.clearing import Clearing
from games.worlds.comet import AHEAD, CALM, TAIL, Comet
from games.worlds.constellation import Constellation
from games.worlds.kit.rings import mint_ring, on_canvas
from games.worlds.orbit import still_layer
from games.worlds.trails import Trails
from trainer.recording.sector import sectors_of
from trainer.recording.vocabulary import Eyes

GROWS_S = 1.1
"""So long a reward's trails take to be drawn."""

MOTES_APART, BEADS_APART = 9.0, 36.0
WAY_LINE, WAY_STRENGTH, MARK, MARK_STRENGTH = 4.0, 0.32, 6.0, 0.52
LANE, LANE_STRENGTH = 52.0, 0.62
"""The way lies in a dark lane, so that no star beside it is taken for a bead."""


class OrbitScene(PlaceScene):
    """Sky, comet and trails; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        setup = stage.setup
        self._circuit = Circuit.of(setup.parameters)
        self._constellation = Constellation(stage.layout)
        super().__init__(stage)
        layout = stage.layout
        self._calm = setup.station.reduced_motion
        self._radius = self._circuit.radius_deg * self.field.px_per_deg
        self._trails, self._comet = Trails(self._clearing), Comet(layout, self._radius)
        self._rings_of_comet = [
            Sprite(on_canvas(mint_ring(layout, self._radius, lit=lit), MINT))
            for lit in (False, True)
        ]
        self._turning = False

    def still_place(self) -> pygame.Surface:
        stage, setup = self._stage, self._stage.setup
        no_go = sectors_of(setup.parameters)
        self._clearing = Clearing(stage.layout, self.field, setup.rim, no_go)
        still = still_layer(self._clearing, setup.station.stills_folder).copy()
        self._constellation.paint(still)
        return still

    def paint_foot(self, still: pygame.Surface) -> None:
        """No foot, but the comet's way with a mark where each sixth of a lap ends."""
        layout, circuit = self._stage.layout, self._circuit
        first, width = circuit.from_deg, circuit.width_deg
        steps = max(round(width / 2.0), 1)
        line = stroke(
            [self._on_way(first + width * step / steps) for step in range(steps + 1)],
            max(layout.px(WAY_LINE), 1.2),
        )
        lane = line.blurred(layout.px(LANE) / 3)
        lane = lane.times(1.0 / max(float(lane.cover.max()), 1e-6))
        canvas = Canvas.around(lane)
        canvas.paint(lane, CALM, LANE_STRENGTH)
        canvas.paint(line, INK, WAY_STRENGTH)
        for piece in range(circuit.pieces + 1):
            mark = disc(self._on_way(first + piece * circuit.piece_deg), layout.px(MARK))
            canvas.paint(mark, INK, MARK_STRENGTH)
        still.blit(canvas.surface(), canvas.origin)

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Orbit) -> None:
        self._turning = rules.turning
        super().draw(onto, moment, rules)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Orbit) -> None:
        """The trails that were earned so far, and a star for each round before this one."""
        self._constellation.draw(onto, self._stage.rounds.petals)
        kindled = rules.kindled if moment.phase in RUNNING else 0.0
        self._trails.draw(onto, self._grown(rules, moment.t_s), kindled)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Orbit) -> None:
        """The comet: its ring is where to be."""
        if rules.aim is None or moment.phase not in RUNNING:
            super().draw_ring(onto, moment, rules)
            return
        at = self.field.at(*rules.aim[:2])
        self._comet.draw_calm(onto, at)
        if not self._calm:
            self._comet.draw_tail(onto, self._behind(rules))
        self._comet.draw_beads(onto, self._ahead(rules))
        self._comet.draw_coma(onto, at)
        resting, lit = self._rings_of_comet
        resting.draw_at(onto, at, 1.0 - moment.lit)
        lit.draw_at(onto, at, moment.lit)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """All trails of this round brighten together, and the round lights its star."""
        self._trails.bloom(onto, float(earned), share)
        lit = self._stage.rounds.petals
        if petal is None or lit == PETALS:
            self._constellation.draw(onto, lit)
        else:
            self._constellation.draw(onto, lit + 1, petal)

    def _grown(self, rules: Orbit, t_s: float) -> float:
        """The rewards so far, the newest as far as its trails have come."""
        if self._calm:
            return float(rules.earned)
        ages = (t_s - at_s for at_s in rules.earned_at_s[-2:])
        newest = sum(1.0 - _eased(age_s / GROWS_S) for age_s in ages)
        return rules.earned - newest

    def _behind(self, rules: Orbit) -> list[Point]:
        """Places of the tail, from the ring's edge backwards to where the comet last turned."""
        apart_deg = self._degrees(MOTES_APART)
        first = self._circuit.radius_deg * self._degrees_per_tilt()
        offs = (first + index * apart_deg for index in range(TAIL))
        return [
            self._on_way(rules.direction_deg - rules.way * off)
            for off in offs
            if off <= rules.along_deg
        ]

    def _ahead(self, rules: Orbit) -> list[Point]:
        """Places of the beads, up to where the comet will turn."""
        apart_deg = self._degrees(BEADS_APART)
        first = self._circuit.radius_deg * self._degrees_per_tilt() + 0.5 * apart_deg
        offs = (first + index * apart_deg for index in range(AHEAD))
        left_deg = rules.stretch_deg - rules.along_deg
        return [
            self._on_way(rules.direction_deg + rules.way * off) for off in offs if off <= left_deg
        ]

    def _on_way(self, direction_deg: float) -> Point:
        return self.field.at(*self._circuit.place(direction_deg))

    def _degrees_per_tilt(self) -> float:
        """Degrees of direction for one of tilt along the way, about its usual distance."""
        away = self._circuit.away_deg
        return 1.0 / max(radians(sum(away) / len(away)), 1e-6)

    def _degrees(self, length: float) -> float:
        """Degrees of direction for a length at 1080 lines."""
        return self._stage.layout.px(length) / self.field.px_per_deg * self._degrees_per_tilt()

    def _sentence(self, moment: Moment) -> str:
        usual = moment.phase is not Phase.MEASURING or moment.weight_side
        closed = self._stage.setup.conditions.eyes is Eyes.CLOSED
        if usual or closed or not self._turning:
            return super()._sentence(moment)
        return OTHER_WAY


def _eased(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)
