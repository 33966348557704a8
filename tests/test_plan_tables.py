"""`docs/plans.md` lists the templates and the assumed seconds as they are."""

import pytest

from tools.plan_tables import PAGE, with_tables
from trainer.plans.templates import TEMPLATES


def test_the_page_lists_every_template_as_declared() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page) == page, "run python -m tools.plan_tables"
    for template in TEMPLATES.values():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{template.name}`:")]
        assert template.source in row
        assert template.warning in row
        # A stroke inside a cell would make one more.
        assert row.count("|") == 7


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="templates"):
        with_tables("# Plans\n")
