"""Tables as text and back, to the last bit: of samples by pyarrow, of facts by the csv module.

Numbers have the shortest digits that give the same 64 bits back.
"""

import csv
import io
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from trainer.export.errors import NotReadable
from trainer.recording.columns import AnyArray

FORMULA_SIGNS = ("=", "+", "-", "@")
"""A spreadsheet takes a text that begins so for a formula and runs it."""


@dataclass(frozen=True)
class Dialect:
    """How a table of samples is written: what is between cells, in empty ones, and above them."""

    between: str
    missing: str
    titled: bool


COMMAS = Dialect(",", "", titled=True)
BIDS = Dialect("\t", "n/a", titled=False)
TITLED_TABS = Dialect("\t", "n/a", titled=True)


def samples_text(columns: Mapping[str, AnyArray], dialect: Dialect) -> bytes:
    """The columns as text; NaN is the dialect's missing value."""
    table = pa.table({name: _array(values, dialect) for name, values in columns.items()})
    options = pa_csv.WriteOptions(
        include_header=False, delimiter=dialect.between, quoting_style="none"
    )
    file = io.BytesIO()
    if dialect.titled:
        file.write((dialect.between.join(columns) + "\n").encode())
    pa_csv.write_csv(table, file, options)
    return file.getvalue()


def _array(values: AnyArray, dialect: Dialect) -> Any:
    array = pa.array(np.ascontiguousarray(values), from_pandas=values.dtype.kind == "f")
    if array.null_count and dialect.missing:
        return pc.fill_null(pc.cast(array, pa.string()), dialect.missing)
    return array


def samples_from(
    data: bytes, names: Sequence[str], whole: Collection[str], dialect: Dialect, what: str
) -> dict[str, AnyArray]:
    """The columns of these names in a text; `what` names it in a `NotReadable`."""
    kinds = {name: pa.int64() if name in whole else pa.float64() for name in names}
    read = pa_csv.ReadOptions(
        use_threads=False, column_names=None if dialect.titled else list(names)
    )
    convert = pa_csv.ConvertOptions(
        column_types=kinds,
        null_values=[dialect.missing],
        strings_can_be_null=True,
        include_columns=list(names),
    )
    parse = pa_csv.ParseOptions(delimiter=dialect.between, quote_char=False)
    if not data:
        raise NotReadable(f"{what} is empty")
    try:
        table = pa_csv.read_csv(io.BytesIO(data), read, parse, convert)
        return {name: _values(table[name].combine_chunks()) for name in names}
    except (pa.ArrowException, KeyError, ValueError) as error:
        why = str(error).strip().partition("\n")[0]
        raise NotReadable(f"{what} is not a table of samples: {why}") from error


def _values(array: Any) -> AnyArray:
    if pa.types.is_integer(array.type) and array.null_count:
        raise ValueError("a whole number is missing")
    return np.asarray(array.to_numpy(zero_copy_only=False))


def facts_text(rows: Iterable[Sequence[Any]], dialect: Dialect = COMMAS) -> bytes:
    """Rows of facts as text; no spreadsheet takes one for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=dialect.between, lineterminator="\n")
    writer.writerows([[cell(value) or dialect.missing for value in row] for row in rows])
    return file.getvalue().encode()


def cell(value: Any) -> str:
    """A fact as a cell on one line: nothing for what is not known, a text that is no formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(float(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    text = " ".join(str(value).split())
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_SIGNS) else text
