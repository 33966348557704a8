"""Any code comes through an address unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.clinic.addresses import from_path, in_path


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_code_comes_back_and_is_one_plain_part_of_an_address(code: str) -> None:
    part = in_path(code)
    assert from_path(part) == code
    assert part.isascii()
    assert not set(part) & set("/?#%&;:\\")


def test_a_plain_code_stays_as_it_is() -> None:
    assert in_path("DEMO-01_b") == "DEMO-01_b"
