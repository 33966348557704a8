"""What a form asks of a patient or a plan, and what becomes of its answers.

The station's window and the clinic's pages ask the same questions and store the same: each shows
them in its own way. Nothing here opens a window.
"""
