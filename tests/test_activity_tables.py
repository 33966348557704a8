"""README's tables of activities: the list of `baps activities --json`, each with its picture."""

import json
import re

import pytest
from click.testing import CliRunner
from PIL import Image

from games.engine.activity import Kind
from games.registry import activities
from tools.activity_tables import MARKS, README, with_tables
from tools.packed import SMALL
from trainer.cli.main import cli

PICTURES = README.parent / "docs" / "pictures"
LARGEST_KB = 150


@pytest.fixture(scope="module")
def page() -> str:
    return README.read_text(encoding="utf-8")


def test_they_list_what_can_be_played_and_say_what_for(page: str) -> None:
    listed = json.loads(CliRunner().invoke(cli, ["activities", "--json"]).output)
    for kind in Kind:
        begin, end = MARKS[kind]
        shown = page.split(begin)[1].split(end, maxsplit=1)[0]
        mine = [each for each in listed if each["kind"] == kind]
        assert re.findall(r"\(`([\w-]+)`\)", shown) == [each["name"] for each in mine]
        for each in mine:
            assert f"**{each['title']}**" in shown
            assert each["trains"].removeprefix("Measures ")[1:] in shown


def test_they_are_what_make_pictures_writes(page: str) -> None:
    assert with_tables(page) == page


def test_a_page_that_lost_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no <!-- assessment -->"):
        with_tables("# A page")


@pytest.mark.parametrize("name", activities())
def test_every_activity_says_what_it_is_for_and_has_a_small_picture(name: str) -> None:
    assert activities()[name].trains
    picture = PICTURES / f"play-{name}.webp"
    assert picture.stat().st_size <= 1000 * LARGEST_KB
    with Image.open(picture) as image:
        assert image.size == SMALL
