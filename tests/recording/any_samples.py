"""Hypothesis strategies for samples: anything the types can hold."""

from dataclasses import fields
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from trainer.recording.columns import Columns
from trainer.recording.samples import Samples

T = TypeVar("T", bound=Columns)

DELIVERED = ("_deg", "_deg_s", "_n", "_mm")


def any_samples(longest: int = 150) -> st.SearchStrategy[Samples]:
    """Up to `longest` samples, every column on its own: wild, or delivered thousandths."""
    return any_rows(Samples, longest)


def any_rows(cls: type[T], longest: int = 150) -> st.SearchStrategy[T]:
    """The same for any table of samples."""
    return st.integers(0, longest).flatmap(lambda n: _of_length(cls, n))


def _of_length(cls: type[T], n: int) -> st.SearchStrategy[T]:
    empty = cls.zeros(0)
    columns = {f.name: _column(f.name, getattr(empty, f.name), n) for f in fields(cls)}
    return st.builds(cls, **columns)


def _column(name: str, like: np.ndarray, n: int) -> st.SearchStrategy[np.ndarray]:
    wild = hnp.arrays(like.dtype, (n, *like.shape[1:]))
    if name.endswith(DELIVERED):
        thousandths = hnp.arrays(np.int64, n, elements=st.integers(-200_500, 200_500))
        return st.one_of(
            wild,
            thousandths.map(lambda whole: whole / 1000.0),
            thousandths.map(lambda whole: np.where(whole % 7 == 0, np.nan, whole / 1000.0)),
        )
    return wild
