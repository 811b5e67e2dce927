"""Which mentions of a text are of one: a trained scorer over pairs of mentions, and its chains.

Reads: a `Reading`. Writes: chains of mentions. Other rooms ask `chains`, `forms`, `heads` and
`nations`; the other modules are its own.
"""
