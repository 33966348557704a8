"""What is due for a patient today, and what may be next: plans, their templates and their rules.

Pure: plans, records and progress in, steps and sentences out. `trainer.sessions` carries the steps
out, the station and `baps plan` show them. It knows no board, database or window.
"""
