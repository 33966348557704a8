"""The bill of materials adds up, used and bought, and README.md tells the same sums."""

import csv
import re
from collections import defaultdict
from decimal import Decimal

from tests.hardware.drawing import HARDWARE

BUILDS = ("board", "load plate", "body sensor", "optional")
LIMIT_USD = 100
Sums = tuple[Decimal, Decimal]


def rows() -> list[dict[str, str]]:
    with (HARDWARE / "bom.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts() -> list[dict[str, str]]:
    return [row for row in rows() if row["part"] != "total"]


def prices_usd(row: dict[str, str]) -> Sums:
    """What goes into one board, and what the till receipt says."""
    return Decimal(row["used_usd"]), Decimal(row["bought_usd"])


def sums_usd() -> dict[str, Sums]:
    """Of each build and of all."""
    sums: dict[str, Sums] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    for row in parts():
        used, bought = prices_usd(row)
        for build in (row["build"], "all"):
            sums[build] = (sums[build][0] + used, sums[build][1] + bought)
    return dict(sums)


def readme() -> str:
    return (HARDWARE / "README.md").read_text(encoding="utf-8")


def test_every_part_says_what_it_is_for_and_what_else_will_do() -> None:
    assert {row["build"] for row in parts()} == set(BUILDS)
    for row in parts():
        assert all(row[column] for column in ("part", "quantity", "for", "alternative")), row
        used, bought = prices_usd(row)
        assert 0 < used <= bought, f"{row['part']}: more used than bought"


def test_the_file_s_totals_are_the_sums_of_its_parts() -> None:
    assert {row["build"]: prices_usd(row) for row in rows() if row["part"] == "total"} == sums_usd()


def test_the_parts_of_a_board_cost_less_than_a_hundred_dollars() -> None:
    used, _ = sums_usd()["board"]
    assert used < LIMIT_USD


def test_the_readme_tells_the_same_parts_and_totals() -> None:
    total = r"\| \*\*total, ([a-z ]+)\*\* \| \| \| \*\*([\d.]+)\*\* \| \*\*([\d.]+)\*\* \|"
    told = {build: (Decimal(a), Decimal(b)) for build, a, b in re.findall(total, readme())}
    assert told == {build: sums_usd()[build] for build in BUILDS}
    for row in parts():
        line = "| {part} | {quantity} | {for} | {used_usd} | {bought_usd} |".format(**row)
        assert line in readme(), line


def test_the_readme_s_round_sums_are_those_of_the_tables() -> None:
    found = re.search(
        r"board alone is about (\d+) dollars used and (\d+) bought, "
        r"with its load plate (\d+) and (\d+)",
        readme(),
    )
    assert found
    board, plate = sums_usd()["board"], sums_usd()["load plate"]
    exact = (*board, board[0] + plate[0], board[1] + plate[1])
    assert all(
        abs(int(told) - sum_usd) < 1 for told, sum_usd in zip(found.groups(), exact, strict=True)
    )
