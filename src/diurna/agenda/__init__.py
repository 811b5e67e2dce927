"""The agenda: entries that are kept from what records say, in the order of publication.

Reads: records only. Writes: entries with their history, events across articles, copies.
"""
