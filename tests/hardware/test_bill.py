"""The bill of materials adds up, and README.md tells the same sums."""

import csv
import re
from collections import defaultdict
from decimal import Decimal

from tests.hardware.drawing import HARDWARE

BUILDS = ("board", "load plate", "body sensor")
LIMIT_USD = 100


def rows() -> list[dict[str, str]]:
    with (HARDWARE / "bom.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts() -> list[dict[str, str]]:
    return [row for row in rows() if row["part"] != "total"]


def sums_usd() -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in parts():
        sums[row["build"]] += Decimal(row["price_usd"])
    return dict(sums)


def test_every_part_says_what_it_is_for_and_what_else_will_do() -> None:
    assert {row["build"] for row in parts()} == set(BUILDS)
    for row in parts():
        assert all(row[column] for column in ("part", "quantity", "for", "alternative")), row
        assert Decimal(row["price_usd"]) > 0


def test_the_file_s_totals_are_the_sums_of_its_parts() -> None:
    told = {row["build"]: Decimal(row["price_usd"]) for row in rows() if row["part"] == "total"}
    sums = sums_usd()
    assert told == {**sums, "all": sum(sums.values())}


def test_the_board_costs_less_than_a_hundred_dollars_even_with_its_load_plate() -> None:
    sums = sums_usd()
    assert sums["board"] + sums["load plate"] < LIMIT_USD


def test_the_readme_tells_the_same_parts_and_totals() -> None:
    readme = (HARDWARE / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"\| \*\*total, ([a-z ]+)\*\* \|[^\n]*\| \*\*([\d.]+)\*\* \|", readme))
    sums = sums_usd()
    assert {build: Decimal(usd) for build, usd in told.items()} == {
        **sums,
        "all": sum(sums.values()),
    }
    for row in parts():
        line = f"| {row['part']} | {row['quantity']} | {row['for']} | {row['price_usd']} |"
        assert line in readme, line
