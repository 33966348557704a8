"""A running trial on disk, and what can be read of it after a power cut.

`writer` and `files` keep a trial on disk as it runs, `form` frames its blocks; `reading` and
`salvage` read whatever is left of them. `trainer.sessions` begins and recovers journals,
`trainer.link` replays them. Imports `trainer.recording` only.
"""
