"""A running trial on disk, and what can be read of it after a power cut.

`form` writes framed blocks, `salvage` reads whatever is left of them. Acquisition writes journals,
`trainer.sessions` recovers them, `trainer.link` replays them. Imports `trainer.recording` only.
"""
