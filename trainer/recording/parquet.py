"""Named arrays as one Parquet file and back, to the last bit; `trainer.recording.container` calls.

Integers are delta-packed (DELTA_BINARY_PACKED). Floats that are whole thousandths (or millionths)
are Parquet decimals, which are integers underneath and pack as well; NaN is null. A float column
with any other value is stored as doubles. Importing this module imports pyarrow, which takes a
while: import it only when something is packed or unpacked.
"""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trainer.recording.columns import AnyArray, FloatArray

ZSTD_LEVEL = 9
ONE_PAGE = 1 << 24
"""Larger than any column of a trial: each is a single page."""
DECIMAL_TYPES = {3: (pa.decimal32(9, 3), np.int32), 6: (pa.decimal64(18, 6), np.int64)}


class NotParquet(ValueError):
    """Bytes that are not a readable Parquet file."""


def to_parquet(
    columns: Mapping[str, AnyArray], decimals: Mapping[str, int], notes: Mapping[str, str]
) -> bytes:
    """One file of these columns; `decimals` names the float ones, `notes` become its metadata."""
    arrays = {
        name: _decimals(values, decimals[name]) if name in decimals else pa.array(values)
        for name, values in columns.items()
    }
    table, file = pa.table(arrays), io.BytesIO()
    with pq.ParquetWriter(
        file,
        table.schema,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        use_dictionary=False,
        column_encoding={name: _encoding(array) for name, array in arrays.items()},
        store_decimal_as_integer=True,
        data_page_size=ONE_PAGE,
        write_statistics=False,
        # Arrow's own copy of the schema would only be a second home of the column types.
        store_schema=False,
    ) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(dict(notes))
    return file.getvalue()


def from_parquet(data: bytes) -> dict[str, AnyArray]:
    """The columns of a file. `NotParquet` if it cannot be read."""
    try:
        # `read_table` takes twice as long: it prepares for a folder of files, and starts threads.
        table = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
        return {name: _values(table[name].combine_chunks()) for name in table.column_names}
    except (pa.ArrowException, OSError, ValueError) as error:
        raise NotParquet(str(error).strip().partition("\n")[0]) from error


def _encoding(array: Any) -> str:
    return "BYTE_STREAM_SPLIT" if pa.types.is_floating(array.type) else "DELTA_BINARY_PACKED"


def _decimals(values: FloatArray, decimals: int) -> Any:
    """An array of decimals if these give the very same bits back, else of doubles."""
    kind, whole_kind = DECIMAL_TYPES[decimals]
    missing = np.isnan(values)
    with np.errstate(over="ignore", invalid="ignore"):
        # Adding zero turns -0.0 into 0.0: whole numbers have no negative zero.
        whole = np.rint(np.where(missing, 0.0, values) * 10.0**decimals) + 0.0
        fits = np.abs(whole) < 10.0**kind.precision
    exact = np.where(missing, np.nan, whole / 10.0**decimals)
    if not fits.all() or exact.tobytes() != np.ascontiguousarray(values).tobytes():
        return pa.array(np.ascontiguousarray(values))
    known = pa.array(~missing).buffers()[1] if missing.any() else None
    whole_bytes = pa.py_buffer(whole.astype(whole_kind).tobytes())
    return pa.Array.from_buffers(kind, len(values), [known, whole_bytes])


def _values(array: Any) -> AnyArray:
    if not pa.types.is_decimal(array.type):
        return np.asarray(array.to_numpy(zero_copy_only=False))
    if not len(array):
        return np.zeros(0)
    # Decimals come back 128 bits wide, little-endian; ours fit into the lower half.
    halves = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)
    whole = halves[array.offset : array.offset + len(array), 0]
    values = whole / 10.0**array.type.scale
    if array.null_count:
        values[np.asarray(array.is_null())] = np.nan
    return np.asarray(values)
