"""A made-up trial with every sensor fitted."""

from dataclasses import replace

import numpy as np

from tests.recordings import swaying
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.trial import Recording


def standing(n: int = 500) -> Recording:
    """n samples of board and body sensor, and 80 readings of the load cells."""
    board = swaying(n)
    samples = board.samples
    random = np.random.default_rng(3)
    load = LoadSamples.zeros(80)
    load.seq[:] = np.arange(80)
    load.device_us[:] = samples.device_us[0] + np.arange(80) * 12_500
    load.t_s[:] = (load.device_us - samples.device_us[0] - 21_500) / 1e6
    load.counts[:] = random.normal(150_000, 40, (80, 4)).astype(np.int32)
    load.ready[:] = 0b1111
    load.load_n[:] = np.round(random.normal(686, 1, 80), 3)
    load.cop_ap_mm[:] = np.round(random.normal(0, 4, 80), 3)
    load.cop_ml_mm[:] = np.nan
    body = BodySamples.zeros(n)
    for name in ("seq", "epoch", "device_us", "t_s", "accel_counts", "gyro_counts", "flags"):
        getattr(body, name)[:] = getattr(samples, name)
    body.thigh_flexion_deg[:] = samples.ap_deg
    whole = replace(board.header, load=LoadSetup(), body=BodySetup())
    return replace(board, header=whole, load=load, body=body)
