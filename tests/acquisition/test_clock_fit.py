"""The map from device time to host time under late arrivals, drift and round trips."""

import numpy as np
import pytest

from trainer.acquisition.clock_fit import ClockFit


def fitted(ns_per_us: float, seconds: float, with_pings: bool) -> ClockFit:
    random = np.random.default_rng(5)
    fit = ClockFit()
    for device_us in range(0, int(seconds * 1e6), 8000):
        late_ns = 900_000 + random.exponential(2_000_000)
        true_ns = 5e12 + ns_per_us * device_us
        fit.arrived(device_us, int(true_ns + late_ns))
        if with_pings and device_us % 1_000_000 == 0:
            back_ns = int(random.exponential(300_000))
            fit.answered(int(true_ns - 900_000), int(true_ns + 900_000 + back_ns), device_us)
    return fit


@pytest.mark.parametrize("ns_per_us", [995.0, 1000.0, 1005.0])
def test_rate_of_a_ceramic_resonator_is_found(ns_per_us: float) -> None:
    found = fitted(ns_per_us, 20, with_pings=False).map()
    assert found.ns_per_us == pytest.approx(ns_per_us, rel=3e-5)


def test_pings_take_off_what_the_quickest_byte_needs() -> None:
    without = fitted(1002.0, 20, with_pings=False).map().host_ns(10_000_000)
    found = fitted(1002.0, 20, with_pings=True).map().host_ns(10_000_000)
    truth = 5e12 + 1002.0 * 10_000_000
    assert without - truth == pytest.approx(900_000, abs=100_000)
    assert found - truth == pytest.approx(0, abs=200_000)


def test_a_clock_six_times_too_quick_is_not_believed() -> None:
    assert fitted(160.0, 20, with_pings=False).map().ns_per_us == 1000.0


def test_there_is_a_map_from_the_first_sample_on() -> None:
    fit = ClockFit()
    fit.arrived(1_000_000, 7_000_000_000)
    assert fit.map().host_ns(1_000_000) == pytest.approx(7_000_000_000)
    assert fit.map().device_us(fit.map().host_ns(1_234_567)) == pytest.approx(1_234_567)
