"""The wire: bytes to and from messages between board and computer.

Pure; knows no port and no clock. `trainer.link` and the firmware's header generator use it.
"""
