"""What is remarked about a trial beside its numbers."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import completed, ordinary_axes, recorded
from trainer.metrics import measure_trial
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind

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


def test_a_picture_that_stuttered_is_remarked_in_one_sentence() -> None:
    told = TrialEvent(EventKind.LATE_FRAMES, N, {"frames": 1800, "late": 37, "longest_gap_s": 0.2})
    recording = recorded(2.0 * ordinary_axes(n=N), completed(N))
    stuttered = replace(recording, events=(*recording.events, told))
    assert measure_trial(recording).remarks == ()
    assert measure_trial(stuttered).values == measure_trial(recording).values
    assert measure_trial(stuttered).remarks == (
        "the picture stuttered: 37 of 1800 frames came late, because this computer was busy: close "
        "other programs",
    )
