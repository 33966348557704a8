"""The numbers the authors of the BDS data set publish, through the command a person would type."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from tests.metrics.real_data import posturography, published
from tests.metrics.signals import fractional_noise
from trainer.cli.metrics import command
from trainer.metrics.kinds import Family
from trainer.metrics.prepare import STANDARD
from trainer.metrics.registry import all_metrics

TRIALS = [f"BDS{number:05d}" for number in range(1, 13)]


@pytest.mark.parametrize("trial", TRIALS)
def test_published_figures_are_reproduced_to_1e_9(trial: str) -> None:
    expected = published(trial)
    result = CliRunner().invoke(command, [str(posturography() / f"{trial}.csv"), "--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.output)
    found = {entry["name"]: entry["value"] for entry in printed["metrics"]}
    assert printed["n"] == 6000
    assert found["bds_area"] == pytest.approx(float(expected["area_cm2"]), rel=1e-9)
    assert found["bds_velocity"] == pytest.approx(float(expected["mean_velocity_cm_s"]), rel=1e-9)
    assert found["bds_mean_frequency"] == pytest.approx(
        float(expected["mean_frequency_hz"]), rel=1e-9
    )


@pytest.mark.parametrize(("filter_hz", "velocity"), [("none", 0.620), ("10", 0.611), ("5", 0.579)])
def test_filtering_lowers_velocity_as_it_should(filter_hz: str, velocity: float) -> None:
    file = posturography() / "BDS00001.csv"
    result = CliRunner().invoke(command, [str(file), "--filter-hz", filter_hz, "--json"])
    found = {entry["name"]: entry["value"] for entry in json.loads(result.output)["metrics"]}
    assert found["mean_velocity"] == pytest.approx(velocity, abs=0.0005)


@pytest.mark.parametrize("trial", TRIALS)
def test_every_sway_metric_of_a_real_stand_is_printed_with_its_definition(trial: str) -> None:
    assert_all_of_family_a(posturography() / f"{trial}.csv")


def test_every_sway_metric_of_a_made_stand_is_printed_with_its_definition(tmp_path: Path) -> None:
    noise = np.stack([fractional_noise(0.6, 4000, seed) for seed in (1, 2)])
    ap, ml = STANDARD(0.02 * np.cumsum(noise, axis=1), 100.0)
    table = np.stack([np.arange(4000) / 100.0, ap, ml], axis=1)
    file = tmp_path / "plate.csv"
    np.savetxt(file, table, delimiter=",", header="t_s,ap_cm,ml_cm", comments="")
    assert_all_of_family_a(file)


def assert_all_of_family_a(file: Path) -> None:
    """The command prints every metric of family A of a plate in cm, and nothing else."""
    result = CliRunner().invoke(command, [str(file), "--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.output)
    found = {entry["name"]: entry for entry in printed["metrics"]}
    family = [metric for metric in all_metrics() if metric.family is Family.SWAY]
    assert set(found) == {name for metric in family for name in metric.names}
    for metric in family:
        for name in metric.names:
            assert found[name]["definition"] == metric.definition
            assert found[name]["unit"] == metric.unit_of("cm")
