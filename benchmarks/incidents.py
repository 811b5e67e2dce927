"""MUC-4's incidents (tst1 and tst2): found, and told with stage, day, place and victims.

    python benchmarks/incidents.py

The dispatches are in capitals, as they were sent, and are read as they are. A template is found
where one of our attacks, abductions or arsons stands in a sentence that names one of its victims,
targets or perpetrators, or shares its kind of incident where it names nobody. Of the incidents
found: the stage (accomplished: occurred, ongoing or claimed; attempted: negated or hypothetical;
threatened: threatened, planned or conditional), the day where both have one (ours holds it), the
country, and the number of the dead where the template has one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna import Record, article, read_many
from diurna.record import Event
from diurna.world.tables import countries

from common import parser, report

STAGES = {
    "ACCOMPLISHED": {"occurred", "ongoing", "claimed"},
    "ATTEMPTED": {"negated", "hypothetical", "denied"},
    "THREATENED": {"threatened", "planned", "conditional", "hypothetical"},
}
KINDS = {
    "BOMBING": {"explosives", "suicide-attack", "aerial", None},
    "KIDNAPPING": {"abduct"},
    "ARSON": {"destroy"},
    "ATTACK": {None, "firearms", "targeted", "heavy-weapons", "aerial", "explosives"},
}
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class Template:
    """An incident as the keys have it."""

    message: str
    kind: str
    stage: str
    day: dt.date | None
    country: str
    strings: tuple[str, ...]
    dead: int | None


def messages(path: Path) -> Iterator[tuple[str, str, dt.date | None]]:
    """Yield id, text and day of each dispatch."""
    for block in re.split(r"\n(?=TST\d-MUC\d-\d{4})", "\n" + path.read_text("latin-1")):
        head, _, body = block.strip().partition("\n")
        if not head.startswith("TST"):
            continue
        body = re.sub(r"\[TEXT\]", "", body)
        found = re.search(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)", body[:200])
        yield head.split()[0], re.sub(r"\n(?!\n)", " ", body).strip(), _day(found)


def _day(found: re.Match[str] | None) -> dt.date | None:
    if found is None or found[2] not in MONTHS:
        return None
    return dt.date(1900 + int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))


def templates(path: Path) -> Iterator[Template]:
    """Yield the incidents of a key."""
    for block in re.split(r"\n\s*\n", path.read_text("latin-1")):
        slots: dict[str, str] = {}
        name = ""
        for line in block.split("\n"):
            if found := re.match(r"\d+\.\s+([A-Z :]+?)\s{2,}(.*)", line):
                name = found[1].strip()
                slots[name] = found[2].strip()
            elif name and line.startswith(" "):
                slots[name] += " " + line.strip()
        kind = slots.get("INCIDENT: TYPE", "*").split(" / ")[0].strip()
        if kind not in KINDS:
            continue
        strings = re.findall(
            r'"([^"]+)"',
            " ".join(slots.get(k, "") for k in ("HUM TGT: NAME", "HUM TGT: DESCRIPTION",
                                                "PHYS TGT: ID", "PERP: INDIVIDUAL ID")),
        )  # fmt: skip
        numbers = dict(re.findall(r'(\d+): "([^"]+)"', slots.get("HUM TGT: NUMBER", "")))
        deaths = set(re.findall(r'DEATH: "([^"]+)"', slots.get("HUM TGT: EFFECT OF INCIDENT", "")))
        dead = sum(int(n) for n, who in numbers.items() if who in deaths) or None
        yield Template(
            slots["MESSAGE: ID"].split()[0], kind,
            slots.get("INCIDENT: STAGE OF EXECUTION", "").split(" ")[0],
            _day(re.match(r"(?:- )?(\d{1,2}) ([A-Z]{3}) (\d\d)\Z", slots["INCIDENT: DATE"])),
            slots.get("INCIDENT: LOCATION", "").split(":")[0].strip(),
            tuple(s for s in strings if len(s) > 3), dead,
        )  # fmt: skip


def match(record: Record, template: Template) -> Event | None:
    """Return our event that is the incident, or None."""
    text = record.article.full
    hostile = [e for e in record.events if e.type == "ASSAULT"]
    for event in hostile:
        for span in event.mentions:
            begin = max(text.rfind(". ", 0, span.start), text.rfind("\n", 0, span.start)) + 1
            end = text.find(". ", span.end)
            words = text[begin : end if end > 0 else len(text)].upper()
            if any(s.upper() in words for s in template.strings):
                return event
    if not template.strings:
        return next((e for e in hostile if e.mode in KINDS[template.kind]), None)
    return None


def main() -> None:
    args = parser(__doc__).parse_args()
    folder = args.corpora / "events/muc4"
    tally: Counter[str] = Counter()
    for text, key in (
        ("tst1/tst1-muc3", "tst1/key-tst1.v7"),
        ("tst2/tst2-muc4", "tst2/key-tst2.v4"),
    ):
        golds: dict[str, list[Template]] = {}
        for template in templates(folder / key):
            golds.setdefault(template.message, []).append(template)
        docs = list(messages(folder / text))
        read = read_many(
            article(t, published=(d or dt.date(1990, 1, 1)).isoformat()) for _, t, d in docs
        )
        for (name, _, _), record in zip(docs, read, strict=True):
            for template in golds.get(name, ()):
                count(tally, record, template)
    figures = {"templates": float(tally["templates"])}
    for key in ("found", "stage", "day", "place", "dead"):
        figures[key] = tally[key] / max(1, tally[f"{key}_of"])
    for stage in STAGES:
        figures[f"stage_{stage.lower()}"] = tally[stage] / max(1, tally[f"{stage}_of"])
    report("incidents", figures, check=args.check)


def count(tally: Counter[str], record: Record, template: Template) -> None:
    """Count what is right of one incident."""
    tally.update(("templates", "found_of"))
    event = match(record, template)
    if event is None:
        return
    tally["found"] += 1
    if template.stage in STAGES:
        right = event.status in STAGES[template.stage]
        tally.update(
            {"stage_of": 1, "stage": right, f"{template.stage}_of": 1, template.stage: right}
        )
    if template.day and event.begin and event.end:
        tally.update({"day_of": 1, "day": event.begin <= template.day <= event.end})
    place = next((p for p in record.places if p.id == event.place), None)
    if template.country and place:
        named = place.name.upper() == template.country or place.country == _iso2(template.country)
        tally.update({"place_of": 1, "place": named})
    own = [q.value for q in event.quantities if q.what == "killed" and q.value]
    if template.dead and own:
        tally.update({"dead_of": 1, "dead": own[0] == template.dead})


def _iso2(name: str) -> str | None:
    return next((c.iso2 for c in countries().values() if c.name.upper() == name), None)


if __name__ == "__main__":
    main()
