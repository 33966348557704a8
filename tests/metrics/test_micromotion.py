"""Agreement with another package on real and made signals, where its definitions are sound; what
differs is in docs/metrics.md, under "Where other packages differ".
"""

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2

from tests.metrics.real_data import posturography
from tests.metrics.signals import band_limited_axes, fractional_noise
from trainer.metrics.catalogue.amplitude import f_quantile_2, prediction_ellipse_area_95
from trainer.metrics.catalogue.board import standard_deviations
from trainer.metrics.catalogue.path import mean_velocity, path_length
from trainer.metrics.catalogue.power import power_f50
from trainer.metrics.catalogue.sample_entropy import entropy, sample_entropy
from trainer.metrics.catalogue.stabilogram_diffusion import diffusion_exponents
from trainer.metrics.catalogue.sway_fluctuation import dfa_alpha
from trainer.metrics.document import DOCUMENT
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
    return real_sway(request.param)


def real_sway(trial: str) -> Sway:
    table = np.loadtxt(posturography() / f"{trial}.csv", delimiter=",", skiprows=1)
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


Both = Callable[[Any, Sway], tuple[list[float], list[float]]]


def median_frequencies(peer: Any, sway: Sway) -> tuple[list[float], list[float]]:
    theirs = [peer.spectral_edges(axis, RATE_HZ)["f50"] for axis in sway.axes]
    return theirs, list(power_f50(sway))


def short_term_exponents(peer: Any, sway: Sway) -> tuple[list[float], list[float]]:
    theirs = peer.stabilogram_diffusion(sway.axes.T, RATE_HZ)["H_short"]
    return [theirs], [diffusion_exponents(sway)[0]]


def sample_entropies(peer: Any, sway: Sway) -> tuple[list[float], list[float]]:
    theirs = [peer.dynamics.sampen(axis) for axis in sway.axes]
    return theirs, list(sample_entropy(at_lower_rate(sway, 20.0))[:2])


def fluctuation_exponents(peer: Any, sway: Sway) -> tuple[list[float], list[float]]:
    return [peer.dynamics.dfa(axis)["alpha"] for axis in sway.axes], list(dfa_alpha(sway))


@pytest.mark.filterwarnings("ignore:short-term Hurst")
@pytest.mark.parametrize(
    ("row", "both"),
    [
        ("`power_f50`, `power_f95`", median_frequencies),
        ("`diffusion_*`", short_term_exponents),
        ("`sample_entropy_*`", sample_entropies),
        ("`dfa_alpha_*`", fluctuation_exponents),
    ],
)
def test_the_documented_ranges_are_those_of_the_twelve_recordings(
    peer: Any, row: str, both: Both
) -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    (told,) = (line for line in lines if line.startswith(f"| {row} |"))
    found = [both(peer, real_sway(trial)) for trial in REAL]
    for values in (np.concatenate(side) for side in zip(*found, strict=True)):
        assert f"{values.min():.2f} to {values.max():.2f}" in told
