"""A made-up clinic for `baps demo-data`: patients, visits and trials of several months, on which
pages and reports are tried before anybody has come.

Every trial holds a recording and is judged and measured by the same code as on a real board. What
is here is marked as simulated wherever a trial can say so, and no person has a name. Only
`trainer.cli` and tests call it.
"""
