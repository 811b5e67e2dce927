"""Where: toponyms of LGL and GeoVirus found and resolved.

    python benchmarks/where.py

Given the gold toponyms: the share resolved within 161 km of the gold point (100 miles, as the
field counts), the mean error in km, and the area under the curve of log errors (0 is best), a
toponym without an answer counting as 20,000 km off. End to end: F1 of the spans found against all
that are annotated, with coordinates or without; and the same accuracy over the gold toponyms, those
not found counting as wrong.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna.language import packaged
from diurna.where import locate
from diurna.where.places import resolve

from common import f1, parser, report

FAR = 20_039.0
"""Kilometres to the other side of the earth."""
NEAR = 161.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold toponym: half-open characters and where it is."""

    start: int
    end: int
    lat: float
    lon: float


def articles(path: Path) -> Iterator[tuple[str, list[Toponym], set[tuple[int, int]]]]:
    """Yield texts with their toponyms that have coordinates, and the spans of all."""
    for node in ET.parse(path).getroot():
        text = node.findtext("text") or ""
        found: list[Toponym] = []
        spans: set[tuple[int, int]] = set()
        for mark in list(node.iter("toponym")) + list(node.iter("location")):
            tag = mark.find("gaztag")
            lat = (tag if tag is not None else mark).findtext("lat")
            lon = (tag if tag is not None else mark).findtext("lon")
            start, end = mark.findtext("start"), mark.findtext("end")
            name = mark.findtext("phrase") or mark.findtext("name") or ""
            if not start or not end:
                continue
            at = int(start) - (text[int(start) : int(end)] != name)
            spans.add((at, at + len(name)))
            if lat and lon:
                found.append(Toponym(at, at + len(name), float(lat), float(lon)))
        if text and found:
            yield text, found, spans


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (latitude, longitude)."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def measure(path: Path) -> dict[str, float]:
    """Measure one corpus."""
    model = packaged()
    errors: list[float] = []
    ends: list[float] = []
    gold = own = right = 0
    for text, toponyms, marked in articles(path):
        reading = model.read(text)
        spans = [(t.start, t.end) for t in toponyms]
        given = resolve(reading, spans)
        for toponym, place in zip(toponyms, given, strict=True):
            errors.append(_error(toponym, place))
        places = locate(reading)
        at = {(p.place.span.start, p.place.span.end): p.place for p in places}
        gold += len(marked)
        own += len(at)
        right += len(marked & set(at))
        for toponym in toponyms:
            found = at.get((toponym.start, toponym.end))
            point = None
            if found is not None and found.lat is not None and found.lon is not None:
                point = (found.lat, found.lon)
            ends.append(_error(toponym, point))
    size = len(errors)
    logs = [math.log(1 + e) / math.log(1 + FAR) for e in errors]
    return {
        "toponyms": float(size),
        "acc161": sum(e <= NEAR for e in errors) / size,
        "mean_km": sum(errors) / size,
        "auc": sum(logs) / size,
        "unresolved": sum(e == FAR for e in errors) / size,
        "detection_f1": f1(gold, own, right)[2],
        "end_acc161": sum(e <= NEAR for e in ends) / size,
    }


def _error(toponym: Toponym, point: tuple[float, float] | None) -> float:
    return FAR if point is None else kilometres((toponym.lat, toponym.lon), point)


def main() -> None:
    args = parser(__doc__).parse_args()
    figures: dict[str, float] = {}
    for name, path in (("lgl", "geo/lgl/lgl.xml"), ("geovirus", "geo/geovirus/data/GeoVirus.xml")):
        figures |= {f"{name}_{k}": v for k, v in measure(args.corpora / path).items()}
    report("where", figures, check=args.check)


if __name__ == "__main__":
    main()
