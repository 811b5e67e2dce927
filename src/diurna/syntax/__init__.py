"""What a clause says by its form: tense, modality, negation, who its subject is; classes of words.

Reads: a `Reading`. Imports no room but `language` and `world`. Its modules are
what other rooms ask: `lexicon`, `verbs`, `modality`, `tense`, `phrases`, `cues`, `outside`.
"""
