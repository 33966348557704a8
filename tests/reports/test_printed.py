"""The PDF, read back: all of it on one or two pages, and whatever was typed comes out literally."""

import io
from dataclasses import replace
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from tests.courses import FIRST_VISIT as FIRST
from tests.courses import course
from tests.reports.patients import STEADIER, full, known, pages_of, told
from trainer.recording.background import Background
from trainer.recording.history import History
from trainer.reports.printed import as_pdf
from trainer.texts import LANGUAGES

ODD = (
    "Анна Мария",
    "Ελένη Βέργου",
    "Ana María Ñúñez-Groß",
    'O\'Brien "Bo"',
    '#panic("no") #let x = 1',
    "$5 *b* _i_ @ref <l> `c`",
    "\\u{48} // /* ~ -- --- ...",
    "= title + 1. - [x] #sys.inputs",
    "https://example.org/a?b=c#d",
)


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_a_name_comes_out_as_it_was_typed(name: str) -> None:
    patient = replace(known(History("K7", ())), name=name)
    (page,) = pages_of(told(patient))
    assert f"Name {name}" in normalize("NFC", page)


@pytest.mark.parametrize("name", ["李小龙", "שרה כהן", "हिन्दी", "👩‍⚕️", "ไทย", "\u202eover\x07\x00"])
def test_a_name_in_any_script_makes_a_report(name: str) -> None:
    (page,) = pages_of(told(replace(known(History("K7", ())), name=name)))
    assert "Nothing was measured on the board yet" in page


def test_a_sign_that_no_typeface_has_is_a_mark_that_is_explained() -> None:
    nobodys = "\U0010abcd"
    patient = known(History("K7", ()))
    (plain,) = pages_of(told(replace(patient, name="Ada ?")))
    (marked,) = pages_of(told(replace(patient, name=f"Ada {nobodys}")))
    assert "Name Ada ?" in marked
    assert "? stands for a sign that no typeface of this computer has." in marked
    assert "stands for a sign" not in plain


def test_a_long_word_stays_on_the_page_and_is_whole() -> None:
    patient = known(History("K7", ()))
    word = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2
    (page,) = pages_of(told(replace(patient, background=Background(FIRST, word))))
    assert word in page.replace("\u200b", "").replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_known_has_room_on_two_pages(language: str) -> None:
    first, second = pages_of(told(full(), language))
    page, of = {"en": ("Page", "of"), "de": ("Seite", "von"), "es": ("Página", "de")}[language]
    assert f"{page} 1 {of} 2" in first
    assert f"{page} 2 {of} 2" in second
    assert "K7" in second


def test_every_page_says_what_it_is_not_and_the_last_has_a_line_to_sign() -> None:
    pages = pages_of(told(full()))
    for page in pages:
        assert "Not a medical device; not a standard clinical score." in page
        assert "22 April 2026" in page
    assert "Therapist, signature" in pages[-1]


def test_the_same_report_has_the_same_bytes() -> None:
    patient = known(course("K7", left=STEADIER))
    assert as_pdf(told(patient)) == as_pdf(told(patient))


def test_a_chart_is_described_for_whoever_cannot_see_it() -> None:
    reader = PdfReader(io.BytesIO(as_pdf(told(known(course("K7", left=STEADIER))))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Balance report K7"
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    described = [each["/Alt"] for each in objects if isinstance(each, dict) and "/Alt" in each]
    assert [str(words).partition(":")[0] for words in described] == [
        "Left leg, speed of the board, °/s"
    ]
