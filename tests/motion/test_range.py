"""How far a leg reaches, as it is gathered: what counts as growing."""

from dataclasses import replace

import numpy as np

from trainer.motion.range import RangeReach
from trainer.recording.envelope import assumed_rim
from trainer.recording.samples import Samples

RATE_HZ, FRAME, N = 500.0, 8, 8000


def test_a_reach_that_grows_slowly_grows_all_the_same() -> None:
    reach = RangeReach(RATE_HZ, assumed_rim(5))
    lean = replace(Samples.zeros(N), seq=np.arange(N), ap_deg=np.linspace(2.0, 8.0, N))
    told = [reach.add(lean[at : at + FRAME]) for at in range(0, N, FRAME)]
    # 6 degrees in 16 s are a hundredth of a degree a frame.
    assert sum(told[100:]) >= 10
    again = replace(lean, seq=lean.seq + N)
    assert not any(reach.add(again[at : at + FRAME]) for at in range(0, N, FRAME))
