"""Carries today's plan out: what is due is asked, played, stored and noted, step by step.

`trainer.plans` says what is due; an attendant does it, people at a window or nobody at all
(`--headless`). The command line and the station run visits; nothing below them knows this package.
"""
