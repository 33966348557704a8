"""What the pages quote exists: commands parse, messages are in the source, links lead somewhere."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from games.registry import activities
from trainer.cli.main import cli
from trainer.metrics import all_metrics

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / folder / "README.md" for folder in ("hardware", "arduino", "tests/virtual_uno")),
    ROOT / "hardware" / "calibration.md",
]
USAGE = "commands.md"
"""Its blocks are synopses; a test of its own compares them with the options."""


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(text: str, language: str = r"\w*") -> list[str]:
    fenced = re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [str(block) for block in fenced]


def command_lines() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        if page.name == USAGE:
            continue
        text = page.read_text(encoding="utf-8")
        indented = re.findall(r"^    (baps .*)$", text, flags=re.MULTILINE)
        for line in [*"\n".join(blocks(text)).splitlines(), *indented]:
            typed = re.sub(r"^(\.venv[/\\]\w+[/\\])", "", line.strip())
            if typed.startswith("baps "):
                yield name_of(page), typed


@pytest.mark.parametrize(("page", "line"), list(command_lines()))
def test_every_command_of_a_page_can_be_typed_as_it_stands(page: str, line: str) -> None:
    arguments = shlex.split(line, comments=True)[1:]
    command: click.Command = cli
    context = None
    while isinstance(command, click.Group):
        context = click.Context(command, parent=context)
        name, command, arguments = command.resolve_command(context, arguments)
        assert command is not None, (page, name)
    command.make_context(command.name, arguments, parent=context)


def make_lines() -> set[str]:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    fenced = [
        line.split("#")[0].strip()
        for text in texts
        for line in "\n".join(blocks(text)).splitlines()
    ]
    inline = [quote for text in texts for quote in re.findall(r"`(make [^`]+)`", text)]
    return {line.split("&&")[0].strip() for line in [*fenced, *inline] if line.startswith("make ")}


@pytest.mark.parametrize("line", sorted(make_lines()))
def test_every_make_line_of_a_page_has_its_targets(line: str) -> None:
    typed = ["make", "--dry-run", *shlex.split(line)[1:]]
    done = subprocess.run(typed, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


def test_the_parts_list_says_how_to_write_the_paper_sheets() -> None:
    page = (ROOT / "hardware" / "README.md").read_text(encoding="utf-8")
    assert "make -C hardware parts paper" in page
    typed = ["make", "--dry-run", "--always-make", "-C", "hardware", "parts", "paper"]
    printed = subprocess.run(typed, capture_output=True, encoding="utf-8", cwd=ROOT, check=True)
    for sheet in ("deck-grid", "deck-drill"):
        assert f"build/{sheet}.svg" in printed.stdout
        assert f"hardware/build/{sheet}.svg" in page


def test_pages_have_commands() -> None:
    assert {page for page, _ in command_lines()} >= {
        *("README.md", "docs/first-session.md", "docs/metrics.md", "docs/research.md"),
        "hardware/README.md",
    }


def source_texts() -> list[str]:
    """All strings of the program; what an f-string fills in is a zero character."""
    texts = []
    for package in ("trainer", "games"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    parts = (getattr(value, "value", None) for value in node.values)
                    texts.append("".join(p if isinstance(p, str) else "\0" for p in parts))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.append(node.value)
    return texts


def quoted_messages() -> list[str]:
    """The first cells of the tables under "the program says"."""
    text = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    tables = re.findall(
        r"^\| the program says .*\n\|[-|]+\n((?:\|.*\n)+)", text, flags=re.MULTILINE
    )
    cells = [row.split("|")[1] for table in tables for row in table.splitlines()]
    return [quote for cell in cells for quote in re.findall(r"`([^`]+)`", cell)]


def test_the_messages_of_the_troubleshooting_page_are_the_programs_own() -> None:
    texts = source_texts()
    quotes = quoted_messages()
    assert len(quotes) > 25
    for quote in quotes:
        fragments = [part.strip() for part in quote.split("…") if part.strip()]
        found = any(all(part in text for part in fragments) for text in texts)
        assert found, f"no message of the program says {quote!r}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        if link.startswith(("http", "mailto")):
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading:
            assert heading in headings(target), link


def headings(page: Path) -> set[str]:
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


def test_the_numbers_of_the_first_session_are_the_programs_own() -> None:
    page = (ROOT / "docs" / "first-session.md").read_text(encoding="utf-8")
    table = page.split("| number |")[1].split("\n\n")[0]
    known = {name for metric in all_metrics() for name in metric.names}
    known |= {activity.headline.name for activity in activities().values()}
    assert set(re.findall(r"`(\w+)`", table)) <= known


def test_the_metric_of_the_page_works_as_it_stands() -> None:
    page = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    (example,) = blocks(page, "python")
    shown = "from trainer.metrics import all_metrics\nprint([m.names for m in all_metrics()])\n"
    assert "toe_bias" in ran(example + shown)


def test_the_board_in_python_of_the_page_works_as_it_stands() -> None:
    page = (ROOT / "docs" / "research.md").read_text(encoding="utf-8")
    (example,) = (block for block in blocks(page, "python") if "open_board" in block)
    first, *lines = ran(example).splitlines()
    assert first == "board 0000000000005111, 500 Hz, calibrated: True"
    assert len(lines) > 10
    assert re.fullmatch(r"\d\.\d\d s: ap -?\d+\.\d\d°, load (-?\d+|nan) N", lines[-1])


def ran(code: str) -> str:
    typed = [sys.executable, "-X", "utf8", "-c", code]
    done = subprocess.run(typed, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_checkout_holds_at_its_top_what_the_design_names_and_nothing_else() -> None:
    """A tool given a wrong argument once left a folder of pictures here."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a git checkout")
    folders = {Path(line).parts[0] for line in tracked.stdout.splitlines() if "/" in line}
    named = {"arduino", "docs", "games", "hardware", "tests", "tools", "trainer", ".ci"}
    assert folders == named
