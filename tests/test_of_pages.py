"""Nothing stands on a page in one language alone."""

from pathlib import Path

import pytest

from tools.of_pages import said_in, templates, unsaid_in


@pytest.mark.parametrize("template", templates(), ids=lambda each: each.stem)
def test_whatever_people_read_or_hear_of_a_template_passes_the_catalogue(template: Path) -> None:
    assert unsaid_in(template) == []


def test_words_beside_expressions_and_in_attributes_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p class="quiet" title="A hint">{{ said("Pain") }} of {{ worst }}</p>'
        '<input value="{{ text }}" placeholder="{{ said("Code") }}"> · BAPS trainer'
    )
    assert unsaid_in(page) == ["A hint", "□ of □"]


def test_texts_are_found_in_calls_in_macros_and_in_loops(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% macro link(to, words) %}<a href="{{ to }}">{{ said(words) }}</a>{% endmacro %}'
        '{{ link("/plan", "The plan") }}{{ said("Enable" if off else "Disable") }}'
        '{% for day in ("Monday", "Tuesday") %}{{ said(day) }}{% endfor %}{{ told("no") }}'
    )
    assert sorted(said_in(page)) == ["Disable", "Enable", "Monday", "The plan", "Tuesday", "no"]
