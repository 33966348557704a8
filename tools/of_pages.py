"""Finds the texts of the clinic's pages in their templates, and what stands there without `said`.

A text is what a template passes to `said`, `told` or a macro, and what it goes through in a loop.
`tools.texts` brings them into the catalogues; a test lets nothing stand in one language alone.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import nodes
from jinja2.lexer import TOKEN_DATA, TOKEN_VARIABLE_BEGIN

from trainer.clinic.look import ENVIRONMENT, TEMPLATES

SAYING = frozenset({"said", "told"})
HEARD = frozenset({"alt", "aria-description", "aria-label", "placeholder", "title"})
"""Attributes that people see or hear."""
FILLED = "\N{WHITE SQUARE}"
"""Stands for whatever an expression gives."""
LETTERS = re.compile(r"[^\W\d_]{2}")
NOT_SAID = re.compile(r"BAPS trainer|\S+=\"[^\"]*\"")
"""The program's name, and attributes that a template puts together."""
UNSEEN = frozenset({"script", "style"})


def templates() -> list[Path]:
    """All of them, by name."""
    return sorted(TEMPLATES.glob("*.html"))


def said_in(template: Path) -> Iterator[str]:
    """The texts of a template: the constants that it says, hands to a macro, or loops through."""
    tree = ENVIRONMENT.parse(template.read_text(encoding="utf-8"))
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            if call.node.name in SAYING:
                yield from _constants(call)
            elif call.node.name in macros:
                yield from filter(_is_begun, _constants(call))
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.iter, nodes.Tuple):
            yield from filter(_is_begun, _constants(loop.iter))


def unsaid_in(template: Path) -> list[str]:
    """What people see or hear of a template that is written there and passes no `said`."""
    reader = _Reader()
    reader.feed(_without_expressions(template.read_text(encoding="utf-8")))
    return [text for text in reader.found if LETTERS.search(NOT_SAID.sub("", text))]


def _constants(node: nodes.Node) -> Iterator[str]:
    for constant in node.find_all(nodes.Const):
        if isinstance(constant.value, str):
            yield constant.value


def _is_begun(text: str) -> bool:
    """Names and paths have no capital; what is shown has."""
    return text[:1].isupper()


def _without_expressions(source: str) -> str:
    parts = []
    for _, kind, value in ENVIRONMENT.lex(source):
        if kind == TOKEN_DATA:
            parts.append(value)
        elif kind == TOKEN_VARIABLE_BEGIN:
            parts.append(FILLED)
    return "".join(parts)


class _Reader(HTMLParser):
    """Reads what a page says, aloud or in writing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        self.found += [value for name, value in attrs if name in HEARD and value]

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within not in UNSEEN and data.strip():
            self.found.append(data.strip())
