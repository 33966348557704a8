"""Signs that no typeface of this computer has: a report has a mark in their place and says so,
rather than empty boxes that nobody can tell from each other.
"""

from functools import cache
from importlib.resources import files
from typing import Final

import typst

MARK = "?"
_SIGNS = b'#set text(font: "Manrope")\n#sys.inputs.signs'
_ARCHIVED: Final = "a-2b"
"""A standard under which Typst refuses a text that it cannot draw; otherwise it says nothing."""


@cache
def typefaces() -> typst.Fonts:
    """Manrope, then whatever this computer has for other scripts."""
    return typst.Fonts(font_paths=[str(files("font_manrope") / "files")])


def without_undrawn(text: str) -> str:
    """The text with `MARK` for every sign that cannot be drawn."""
    signs = sorted({sign for sign in text if not sign.isascii()})
    if _drawn("".join(signs)):
        return text
    return text.translate({ord(sign): MARK for sign in signs if not _drawn(sign)})


@cache
def _drawn(signs: str) -> bool:
    compiler = typst.Compiler(_SIGNS, font_paths=typefaces(), sys_inputs={"signs": signs})
    try:
        compiler.compile(format="pdf", pdf_standards=_ARCHIVED)
    except typst.TypstError:
        return False
    return True
