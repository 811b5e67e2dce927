"""The schemas of a record: that of now, and the one before, which is read as well."""

from __future__ import annotations

from typing import Any, Final

from diurna.errors import RecordError

SCHEMA: Final = "diurna.record/2"
_BEFORE: Final = "diurna.record/1"
"""What is read as well; `_from_1` says what it lacks."""


def of_now(data: Any) -> Any:
    """Return a record's JSON as the schema of now has it; one that names none is of the first.

    Raises:
        RecordError: It is of no schema that is read.
    """
    if not isinstance(data, dict) or data.get("schema") == SCHEMA:
        return data
    named = data.get("schema", _BEFORE)
    if named != _BEFORE:
        told = repr(named[:40]) if isinstance(named, str) else "what is named"
        raise RecordError(f"schema: {told} is not read, only {SCHEMA} and {_BEFORE}")
    return _from_1(data)


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON of a record of the first schema as the second has it.

    The first told an event's lemma, whether a noun names it, and its rule only within `why`:
    ``noun peace talks, model 0.61; planned by 'will'``.
    """

    def told(event: Any) -> Any:
        if not isinstance(event, dict):
            return event
        why, trigger = event.get("why"), event.get("trigger")
        part, _, rest = (why if isinstance(why, str) else "").partition("; ")[0].partition(" ")
        words, _, note = rest.partition(", ")
        found = words.split()
        made: dict[str, Any] = {"nominal": part == "noun"}
        if part in ("verb", "adjective", "noun") and found:
            made["lemma"] = found[-1 if part == "noun" else 0]
        elif isinstance(trigger, dict) and isinstance(trigger.get("text"), str):
            made["lemma"] = trigger["text"].lower()
        if part in ("verb", "adjective", "noun", "modal") and found:
            note = "model" if note.startswith("model ") else note
            made["rule"] = ":".join(filter(None, (part, words, note)))
        return made | event

    events = data.get("events", [])
    events = [told(event) for event in events] if isinstance(events, list | tuple) else events
    return data | {"schema": SCHEMA, "events": events}
