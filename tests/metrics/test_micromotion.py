"""Agreement with another package on real and made signals, where its definitions are sound; what
differs is in docs/metrics.md, under "Where other packages differ".
"""

import os
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2

from tests.metrics.real_data import posturography
from tests.metrics.signals import band_limited_axes, fractional_noise
from trainer.metrics.catalogue.amplitude import f_quantile_2, prediction_ellipse_area_95
from trainer.metrics.catalogue.board import standard_deviations
from trainer.metrics.catalogue.path import mean_velocity, path_length
from trainer.metrics.catalogue.sample_entropy import entropy
from trainer.metrics.catalogue.stabilogram_diffusion import diffusion_exponents
from trainer.metrics.catalogue.sway_fluctuation import dfa_alpha
from trainer.metrics.prepare import STANDARD
from trainer.metrics.slower import at_lower_rate
from trainer.metrics.sway import AP, ML, Sway

RATE_HZ = 100.0
REAL = [f"BDS{number:05d}" for number in range(1, 13)]
MADE = ["sines", "walk"]


@pytest.fixture
def peer() -> Any:
    try:
        import micromotion  # noqa: PLC0415
    except ModuleNotFoundError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("the peer micromotion is not installed; make .venv/.dev installs it")
    return micromotion


@pytest.fixture(params=[*REAL, *MADE])
def sway(request: pytest.FixtureRequest) -> Sway:
    if request.param == "sines":
        return Sway(band_limited_axes(seconds=60.0), RATE_HZ)
    if request.param == "walk":
        noise = np.stack([fractional_noise(0.6, 6000, seed) for seed in (1, 2)])
        return Sway(STANDARD(np.cumsum(noise, axis=1), RATE_HZ), RATE_HZ)
    table = np.loadtxt(posturography() / f"{request.param}.csv", delimiter=",", skiprows=1)
    return Sway(STANDARD(table[:, [2, 1]].T, RATE_HZ), RATE_HZ)


def test_path_range_and_spread_are_the_same(peer: Any, sway: Sway) -> None:
    theirs = peer.cop_sway_metrics(sway.axes[[ML, AP]].T, fs=RATE_HZ)
    sd_ap, sd_ml = standard_deviations(sway)
    ours = [path_length(sway)[0], mean_velocity(sway)[0], *sway.extent, sd_ap, sd_ml]
    names = ["path_len", "path_rate", "ap_range", "ml_range", "ap_sd", "ml_sd"]
    assert ours == pytest.approx([theirs[name] for name in names], rel=1e-9)


def test_its_ellipse_is_ours_but_for_the_distribution(peer: Any, sway: Sway) -> None:
    n = sway.n
    ours = 2 * (n - 1) * (n + 1) / (n * (n - 2)) * f_quantile_2(0.95, n - 2)
    theirs = peer.confidence_ellipse_area(sway.axes.T)
    assert prediction_ellipse_area_95(sway) / theirs == pytest.approx(ours / chi2.ppf(0.95, 2))


def test_its_sample_entropy_is_ours_for_the_same_samples_and_tolerance(
    peer: Any, sway: Sway
) -> None:
    for values in at_lower_rate(sway, 20.0).axes:
        within = 0.2 * float(np.std(values, ddof=1))
        assert entropy(values) == pytest.approx(peer.dynamics.sampen(values, 2, within), rel=1e-9)


def test_its_fluctuation_exponent_on_our_scales_is_nearly_ours(peer: Any, sway: Sway) -> None:
    ml, ap = dfa_alpha(sway)
    for axis, ours in ((ML, ml), (AP, ap)):
        theirs = peer.dynamics.dfa(sway.axes[axis], smin=50, smax=sway.n // 4, nsc=16)["alpha"]
        assert ours == pytest.approx(theirs, abs=0.03)


@pytest.mark.filterwarnings("ignore:short-term Hurst")
def test_its_diffusion_plot_is_ours_at_its_own_lags(peer: Any, sway: Sway) -> None:
    theirs = peer.stabilogram_diffusion(sway.axes.T, RATE_HZ)
    lags = np.unique(np.round(np.geomspace(1, sway.n // 4, 40)).astype(int))
    size = sway.squared_displacement[lags]
    for name, window in (("H_short", lags < 60), ("H_long", lags > 150)):
        slope, _ = np.polyfit(np.log(lags[window]), np.log(size[window]), 1)
        assert slope / 2 == pytest.approx(theirs[name], abs=1e-6)


def test_its_long_term_exponent_is_near_ours(peer: Any, sway: Sway) -> None:
    theirs = peer.stabilogram_diffusion(sway.axes.T, RATE_HZ)["H_long"]
    assert diffusion_exponents(sway)[1] == pytest.approx(theirs, abs=0.1)
