"""A running trial on disk, written as it runs: what reached it survives the program.

`trainer.sessions` begins a journal for each trial and recovers those that were left behind.
"""
