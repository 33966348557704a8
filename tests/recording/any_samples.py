"""Hypothesis strategies for samples: anything the types can hold."""

from dataclasses import fields

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from trainer.recording.samples import Samples


def any_samples(longest: int = 150) -> st.SearchStrategy[Samples]:
    """Up to `longest` samples, every column on its own: wild, or delivered thousandths."""
    return st.integers(0, longest).flatmap(_of_length)


def _of_length(n: int) -> st.SearchStrategy[Samples]:
    empty = Samples.zeros(0)
    columns = {f.name: _column(f.name, getattr(empty, f.name), n) for f in fields(Samples)}
    return st.builds(Samples, **columns)


def _column(name: str, like: np.ndarray, n: int) -> st.SearchStrategy[np.ndarray]:
    wild = hnp.arrays(like.dtype, (n, *like.shape[1:]))
    if name.endswith(("_deg", "_deg_s")):
        thousandths = hnp.arrays(np.int64, n, elements=st.integers(-200_500, 200_500))
        return st.one_of(wild, thousandths.map(lambda whole: whole / 1000.0))
    return wild
