"""What is remarked about a trial beside its numbers."""

import numpy as np
import pytest

from tests.metrics.signals import completed, ordinary_axes, recorded
from trainer.metrics import measure_trial

N = 2000


@pytest.mark.parametrize(("beyond_deg", "remarked"), [(0.5, False), (2.0, True)])
def test_a_trial_that_tilts_beyond_its_rim_asks_for_another_dome(
    beyond_deg: float, remarked: bool
) -> None:
    axes = 2.0 * ordinary_axes(n=N)
    rim = recorded(axes, completed(N)).header.rim
    limit_deg = float(rim.limit_deg(1.0, 0.0))
    axes[:, 900:930] = np.array([[limit_deg + beyond_deg], [0.0]])
    remarks = measure_trial(recorded(axes, completed(N))).remarks
    assert any("another dome?" in remark for remark in remarks) is remarked
