"""What is printed and drawn of a patient's progress: charts, and the report for a doctor.

Charts are one definition for page and paper. Called by `trainer.clinic` and `trainer.cli`.
"""
