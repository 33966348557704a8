"""How far a leg reaches, as it is gathered: what counts as growing."""

import numpy as np

from trainer.motion.range import RangeReach

RATE_HZ, FRAME = 500.0, 8


def test_a_reach_that_grows_slowly_grows_all_the_same() -> None:
    reach = RangeReach(RATE_HZ)
    tilts = np.linspace(2.0, 8.0, 8000)
    told = [reach.add(part, 0 * part) for part in np.split(tilts, len(tilts) // FRAME)]
    # 6 degrees in 16 s are a hundredth of a degree a frame.
    assert sum(told[100:]) >= 10
    assert not any(reach.add(part, 0 * part) for part in np.split(tilts, len(tilts) // FRAME))
