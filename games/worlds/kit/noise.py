"""Value noise: clouds, water, mottled stone. An octave costs two matrix products and no loop."""

from math import ceil

import numpy as np
import numpy.typing as npt

from games.engine.draw.mask import Picture

OCTAVES, GAIN = 4, 0.5


def noise(
    size: tuple[int, int],
    cell_px: tuple[float, float],
    seed: int,
    octaves: int = OCTAVES,
    gain: float = GAIN,
) -> Picture:
    """Noise of 0 to 1 about 0.5, (width, height); its coarsest cells are `cell_px` large.

    Each octave has half the cell and `gain` times the strength of the previous one. Unequal cells
    stretch it: long and flat for haze and water.
    """
    draw = np.random.default_rng(seed)
    found = np.zeros(size, np.float32)
    strength, whole = 1.0, 0.0
    for octave in range(octaves):
        across, down = (
            _weights(length, max(cell / 2**octave, 1.0))
            for length, cell in zip(size, cell_px, strict=True)
        )
        values = draw.random((across.shape[1], down.shape[1]), np.float32)
        found += np.float32(strength) * (across @ values @ down.T)
        whole += strength
        strength *= gain
    return found / np.float32(whole)


def line_noise(
    count: int, cell_px: float, seed: int, octaves: int = OCTAVES, gain: float = GAIN
) -> Picture:
    """The same along a line of `count` pixels."""
    return noise((count, 1), (cell_px, 1.0), seed, octaves, gain)[:, 0]


def _weights(length: int, cell: float) -> npt.NDArray[np.float32]:
    """How much each of the lattice's values gives to each pixel: (length, values)."""
    at = np.arange(length) / cell
    first = at.astype(np.int64)
    share = at - first
    share = share * share * (3 - 2 * share)
    weights = np.zeros((length, ceil(length / cell) + 2), np.float32)
    rows = np.arange(length)
    weights[rows, first] = 1 - share
    weights[rows, first + 1] = share
    return weights
