"""What people read of a patient's record, as plain words and cells: terminal, page and paper show
the same.

Called by `trainer.cli`, `trainer.clinic` and `trainer.reports`; it asks neither database nor board.
"""
