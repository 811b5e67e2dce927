"""The agenda: entries that are kept from what records say, in the order of publication.

Reads: records only. Writes: entries with their history, events across articles, copies.
"""

from diurna.agenda.copies import WINDOW, Copies, corrects, signature
from diurna.agenda.entries import (
    GRACE,
    OVER,
    RECENT,
    UNENDED,
    AgendaStatus,
    Entry,
    Step,
)
from diurna.agenda.happenings import NEAR, Happenings
from diurna.agenda.ledger import Ledger
from diurna.agenda.parties import Party
from diurna.agenda.reader import Reader
from diurna.agenda.signals import Signal, Signals, Where, content_words

__all__ = [
    "GRACE",
    "NEAR",
    "OVER",
    "RECENT",
    "UNENDED",
    "WINDOW",
    "AgendaStatus",
    "Copies",
    "Entry",
    "Happenings",
    "Ledger",
    "Party",
    "Reader",
    "Signal",
    "Signals",
    "Step",
    "Where",
    "content_words",
    "corrects",
    "signature",
]
