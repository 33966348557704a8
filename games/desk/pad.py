"""A gamepad: its cross and its stick move the focus, A takes, B leaves, the shoulders walk on."""

import contextlib

import pygame

from games.desk.acts import Act

BUTTONS = {0: Act.TAKE, 1: Act.BACK, 4: Act.BEFORE, 5: Act.NEXT}
"""As SDL numbers them: A, B, and the two shoulders."""

AXES = {(0, -1): Act.LEFT, (0, 1): Act.RIGHT, (1, -1): Act.UP, (1, 1): Act.DOWN}
CROSS = {(-1, 0): Act.LEFT, (1, 0): Act.RIGHT, (0, 1): Act.UP, (0, -1): Act.DOWN}
PUSHED, LET_GO = 0.6, 0.35
"""The stick is pushed beyond the first, and at rest again below the second."""


class Pad:
    """Every gamepad there is, and those that are plugged in later."""

    def __init__(self) -> None:
        pygame.joystick.init()
        self._open = [pygame.joystick.Joystick(at) for at in range(pygame.joystick.get_count())]
        self._pushed: dict[int, int] = {}

    def act_of(self, event: pygame.event.Event) -> Act | None:
        """What an event of a gamepad asks for."""
        if event.type == pygame.JOYDEVICEADDED:
            with contextlib.suppress(pygame.error):  # it is gone again
                self._open.append(pygame.joystick.Joystick(event.device_index))
        if event.type == pygame.JOYBUTTONDOWN:
            return BUTTONS.get(event.button)
        if event.type == pygame.JOYHATMOTION:
            return CROSS.get(tuple(event.value))
        if event.type == pygame.JOYAXISMOTION:
            return self._stick(event.axis, event.value)
        return None

    def _stick(self, axis: int, value: float) -> Act | None:
        """A push counts once, until the stick was at rest again."""
        if abs(value) < LET_GO:
            self._pushed.pop(axis, None)
        towards = 1 if value > 0 else -1
        if abs(value) < PUSHED or self._pushed.get(axis) == towards:
            return None
        self._pushed[axis] = towards
        return AXES.get((axis, towards))
