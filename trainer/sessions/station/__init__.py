"""The station: its pages one after another, what they ask the database, and the visits it runs.

`trainer.cli.station` opens it. Every flow here is a function of a `Front`: it shows pages, stores
what was said, and returns when somebody goes back; `Closed` goes through all of them.
"""
