"""Plain records as JSON and back: what recordings, the database and `--json` write.

Fields keep their names. Enums are their values, times ISO 8601 in UTC, tuples and sets lists. A
missing field takes its default and an unknown one is ignored, so that files of earlier and later
versions can be read. Floats come back exactly (`repr` digits).
"""

import math
from collections.abc import Callable, Mapping, Set
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


T = TypeVar("T")


class JsonFormError(ValueError):
    """JSON that does not hold the record it should hold."""


def to_json(value: Any) -> Json:
    """A record, or anything records are made of, as JSON values. TypeError for other things."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def from_json(cls: type[T], data: Json) -> T:
    """The record of this class that `to_json` wrote; `JsonFormError` if it does not fit."""
    try:
        value: T = _value(cls, data)
    except JsonFormError:
        raise
    except (TypeError, ValueError, KeyError) as error:
        raise JsonFormError(f"{cls.__name__} cannot be read: {error}") from error
    return value


def _value(hint: Any, data: Any) -> Any:
    if is_dataclass(hint):
        return _record(hint, data)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and NoneType in args:
        kinds = [a for a in args if a is not NoneType]
        return None if data is None else _value(kinds[0], data)
    if origin is tuple:
        return _tuple(args, data)
    if origin is frozenset:
        return frozenset(_value(args[0], item) for item in data)
    if origin in (Mapping, dict):
        return dict(data)
    return _plain(hint, data)


def _plain(hint: Any, data: Any) -> Any:
    if hint is datetime:
        return _utc(data)
    if hint is date:
        return date.fromisoformat(data)
    if hint is float:
        return float(data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if isinstance(hint, type) and not isinstance(data, hint):
        raise JsonFormError(f"{data!r} is not {hint.__name__}")
    return data


def _record(cls: Any, data: Any) -> Any:
    if not isinstance(data, dict):
        raise JsonFormError(f"{cls.__name__} is not an object")
    hints = _hints(cls)
    given = {f.name: _value(hints[f.name], data[f.name]) for f in fields(cls) if f.name in data}
    needed = [f.name for f in fields(cls) if f.default is f.default_factory is MISSING]
    missing = [name for name in needed if name not in given]
    if missing:
        raise JsonFormError(f"{cls.__name__} lacks {', '.join(missing)}")
    return cls(**given)


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _tuple(args: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_value(args[0], item) for item in data)
    return tuple(_value(kind, item) for kind, item in zip(args, data, strict=True))


def _utc_text(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise TypeError("a time without a time zone has no JSON form")
    return moment.astimezone(UTC).isoformat()


def _utc(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise JsonFormError(f"the time {text} has no time zone")
    return moment.astimezone(UTC)


def _number(value: float) -> Json:
    return value if math.isfinite(value) else str(value)


def _set(value: Set[Any]) -> Json:
    return sorted((to_json(v) for v in value), key=str)


_FORMS: tuple[tuple[Any, Callable[[Any], Json]], ...] = (
    (Enum, lambda value: to_json(value.value)),
    (bool | int | str | NoneType, lambda value: value),
    (float, _number),
    (datetime, _utc_text),
    (date, date.isoformat),
    (Mapping, lambda value: {str(k): to_json(v) for k, v in value.items()}),
    (Set, _set),
    (tuple | list, lambda value: [to_json(v) for v in value]),
)
"""Tried in this order: an enum is also a text, and a datetime also a date."""
