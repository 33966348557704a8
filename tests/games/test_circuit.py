"""A way round level: within reach in every direction, never in a no-go sector, never at the rim."""

from math import atan2, degrees, hypot

import numpy as np
import pytest

from games.engine.circuit import CLEAR_OF_LEVEL, CLEAR_OF_RIM, LEAST_ARC_DEG, Circuit, laid_round
from games.engine.ground import CLEAR_OF_SECTOR_DEG, Ground, NoTargetLeft
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim, assumed_rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Source

EIGHT = (0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)
WEAK_RIGHT = Range(EIGHT, (8.0, 8.0, 2.0, 8.0, 8.0, 8.0, 8.0, 8.0), Source.MEASURED)
LOPSIDED = Rim((0.0, 90.0, 180.0, 270.0), (12.0, 7.0, 8.0, 10.0), Source.MEASURED)
SHARE, RING_SHARE = 0.55, 0.4


def laid(rim: Rim = RIM, limit: Range | None = None, *no_go: Sector) -> tuple[Ground, Circuit]:
    ground = Ground(Conditions("any"), rim, limit, no_go=no_go)
    return ground, laid_round(ground, SHARE, RING_SHARE)


def places(circuit: Circuit) -> list[tuple[float, float]]:
    """The whole way, degree by degree."""
    count = round(circuit.width_deg) + 1
    return [circuit.place(circuit.from_deg + step) for step in range(count)]


@pytest.mark.parametrize("limit", [None, WEAK_RIGHT], ids=["rim", "range small to the right"])
@pytest.mark.parametrize("rim", [RIM, LOPSIDED], ids=["even", "lopsided"])
def test_it_goes_all_round_and_nowhere_beyond_its_share_of_the_reach(
    rim: Rim, limit: Range | None
) -> None:
    ground, circuit = laid(rim, limit)
    assert circuit.closed
    assert (circuit.pieces, circuit.piece_deg) == (6, 60.0)
    for ap, ml in places(circuit):
        direction = degrees(atan2(ml, ap))
        assert 0.0 < hypot(ap, ml) <= SHARE * ground.reach_deg(direction) + 0.01


def test_it_follows_a_range_that_is_small_on_one_side_and_keeps_the_rest() -> None:
    _, free = laid()
    _, weak = laid(RIM, WEAK_RIGHT)
    assert hypot(*weak.place(90.0)) == pytest.approx(SHARE * 2.0, rel=0.15)
    assert hypot(*weak.place(270.0)) == pytest.approx(SHARE * 8.0, rel=0.05)
    assert hypot(*free.place(90.0)) > 3 * hypot(*weak.place(90.0))
    away = np.array([hypot(*place) for place in places(weak)])
    assert np.abs(np.diff(away)).max() < 0.1


@pytest.mark.parametrize(
    ("no_go", "between"),
    [
        ((Sector(60.0, 120.0),), (130.0, 410.0)),
        ((Sector(300.0, 30.0),), (40.0, 290.0)),
        ((Sector(0.0, 60.0), Sector(180.0, 200.0)), (210.0, 350.0)),
    ],
    ids=["to the right", "across the toes", "the wider of two arcs"],
)
def test_with_a_no_go_sector_it_is_the_widest_arc_that_is_left(no_go, between) -> None:
    _, circuit = laid(RIM, None, *no_go)
    assert not circuit.closed
    ends = circuit.from_deg, circuit.from_deg + circuit.width_deg
    assert ends == pytest.approx(between, abs=1.01)
    for ap, ml in places(circuit):
        direction = degrees(atan2(ml, ap)) % 360.0
        assert all(sector.away_deg(direction) > CLEAR_OF_SECTOR_DEG - 1e-3 for sector in no_go)
    assert circuit.piece_deg == pytest.approx(60.0, abs=20.0)


def test_an_arc_too_short_to_go_on_is_no_target_and_says_so() -> None:
    whole = 360.0 - LEAST_ARC_DEG - 2 * CLEAR_OF_SECTOR_DEG
    assert laid(RIM, None, Sector(0.0, whole - 2.0))
    with pytest.raises(NoTargetLeft, match="make them smaller"):
        laid(RIM, None, Sector(0.0, whole + 2.0))


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_the_ring_never_reaches_the_rim_and_never_holds_level_all_the_way(level: int) -> None:
    rim = assumed_rim(level)
    _, circuit = laid(rim)
    for ap, ml in places(circuit):
        room = CLEAR_OF_RIM * float(rim.limit_deg(ap, ml))
        assert hypot(ap, ml) + circuit.radius_deg <= room + 0.01
    farthest = max(hypot(*place) for place in places(circuit))
    assert farthest >= CLEAR_OF_LEVEL * circuit.radius_deg - 0.01


def test_it_survives_a_recording_and_directions_count_on() -> None:
    for circuit in (laid()[1], laid(RIM, None, Sector(60.0, 120.0))[1]):
        again = Circuit.of(circuit.parameters())
        assert again == circuit
        assert again.place(200.0) == pytest.approx(circuit.place(200.0))
    full = laid()[1]
    for rounds in (-2, 1, 3):
        assert full.place(35.0 + 360.0 * rounds) == pytest.approx(full.place(35.0))


@pytest.mark.parametrize("flat", [None, [], [1.0, 2.0], [0.0, 60.0, 4.0], "far"])
def test_a_way_that_cannot_be_read_says_so(flat) -> None:
    with pytest.raises(ValueError, match="circuit_deg"):
        Circuit.of({"circuit_deg": flat, "ring_radius_deg": 2.5})


def test_a_radius_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="parameter ring_radius_deg is None"):
        Circuit.of({"circuit_deg": [0.0, 60.0, 4.0, 4.0]})
