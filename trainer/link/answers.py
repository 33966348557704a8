"""Whether what a board says answers a command, and how. `Connection` alone asks."""

from typing import Any

from trainer.link.errors import CommandRefused
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import Nack, NackReason
from trainer.wire.messages import Ack, Start


def says_started(messages: list[Any]) -> bool:
    """Whether a start was acknowledged."""
    return any(isinstance(m, Ack) and m.command == _type_id(Start) for m in messages)


def lacks_sensor(messages: list[Any]) -> bool:
    """Whether a start was refused for want of the sensor that the stream hangs on."""
    return any(
        isinstance(m, Nack)
        and m.command == _type_id(Start)
        and m.reason == NackReason.SENSOR_MISSING
        for m in messages
    )


def answers(answer: Any, command: Any) -> bool:
    """Whether this message answers that command, kindly or not."""
    if isinstance(answer, Ack | Nack):
        return answer.command == _type_id(type(command)) and answer.tag == command.tag
    return bool(getattr(answer, "tag", None) == command.tag)


def checked(answer: Any, name: str) -> Any:
    """The answer of the board of this name; `CommandRefused` with the reason for a nack."""
    if isinstance(answer, Nack):
        raise CommandRefused(f"{name} refused a command: {_reason(answer.reason)}", answer.reason)
    return answer


def _reason(code: int) -> str:
    try:
        return NackReason(code).name.replace("_", " ").lower()
    except ValueError:
        return f"reason {code}"


def _type_id(cls: type) -> int:
    return declaration_of(cls).type_id
