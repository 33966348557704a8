"""README's two tables of pictures, from the activities: `python -m tools.activity_tables`."""

from pathlib import Path

from games.engine.activity import Activity, Kind
from games.registry import activities
from trainer.metrics.document import between

README = Path(__file__).resolve().parents[1] / "README.md"
COLUMNS = 3
MARKS = {kind: (f"<!-- {kind} -->", f"<!-- end of {kind} -->") for kind in Kind}


def table(kind: Kind) -> str:
    """One cell for each activity of a kind: picture, name, and what it trains or measures."""
    cells = [_cell(activity) for activity in activities().values() if activity.kind is kind]
    cells += [""] * (-len(cells) % COLUMNS)
    rows = [cells[first : first + COLUMNS] for first in range(0, len(cells), COLUMNS)]
    lines = [[""] * COLUMNS, ["---"] * COLUMNS, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_tables(page: str) -> str:
    """The page with both tables between their marks; ValueError if marks are missing."""
    for kind, (begin, end) in MARKS.items():
        page = between(page, begin, f"\n{table(kind)}\n", end)
    return page


def _cell(activity: Activity) -> str:
    said = activity.trains.removeprefix("Measures ")
    said = said[0].upper() + said[1:]
    picture = f"![{activity.title}](docs/pictures/play-{activity.name}.webp)"
    return f"{picture} **{activity.title}** (`{activity.name}`): {said}"


def main() -> None:
    page = README.read_text(encoding="utf-8")
    README.write_text(with_tables(page), encoding="utf-8")


if __name__ == "__main__":
    main()
