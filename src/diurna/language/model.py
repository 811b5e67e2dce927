"""The language model at run time: int8 ONNX, one pass of the encoder for every head."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from diurna.errors import ModelError
from diurna.language import (
    attributions,
    boundaries,
    consistency,
    coreference,
    lemmas,
    relations,
    roles,
    trees,
    turns,
)
from diurna.language.reading import Entity, Reading, Sentence
from diurna.language.shapes import SPECIAL, shapes
from diurna.language.windows import Pieces, windows
from diurna.language.words import paragraphs, tokenize

EXACT: Final = ("session.x64quantprecision", "1")
"""Products of int8 are exact on every processor: those without VNNI would saturate some, and read
a little otherwise than the rest."""
_OUTPUTS: Final = [
    "upos",
    "feats",
    "lemma",
    "entities",
    "sentence",
    "arc_dependent",
    "arc_head",
    "label_dependent",
    "label_head",
    "attribution",
    "link_part",
    "link_cue",
    "event",
    "fact",
    "coref_later",
    "coref_earlier",
    "predicate",
    "role_word",
    "role_predicate",
    "scene",
]
_LIKELY: Final = 0.3
"""Probability from which a word's type of event is kept."""
_WORD_PIECES: Final = 16
"""Pieces that a word is seen by at most, so that no word makes a window longer than it is."""
_WORD: Final = 128
"""Characters by which a word is looked up; the tokenizer knows none of over 100."""


class LanguageModel:
    """Sentences, tags, trees and entities for texts.

    Args:
        directory: Folder with ``model.onnx``, ``heads.npz``, ``labels.json`` and
            ``tokenizer.json``; the packaged model where None.
        threads: Windows that run at once; every core where None.

    Raises:
        ModelError: A file is missing or does not fit.
    """

    def __init__(self, directory: Path | None = None, *, threads: int | None = None) -> None:
        folder = directory or Path(str(files("diurna.language") / "weights"))
        try:
            import onnxruntime as ort  # noqa: PLC0415 - rooms do without the model
            from tokenizers import Tokenizer  # noqa: PLC0415

            self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text())
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            with np.load(folder / "heads.npz") as heads:
                self._root_arc: npt.NDArray[np.float32] = heads["root_arc"]
                self._root_link: npt.NDArray[np.float32] = heads["root_link"]
                self._root_coref: npt.NDArray[np.float32] = heads["root_coref"]
                self._roles = roles.Decoder(heads["role"], self._labels["roles"])
                self._relations = relations.Decoder(
                    heads["label"].astype(np.float32),
                    heads["root_label"],
                    self._labels["relations"],
                )
            self._lemmas = _lexicon(folder / "lemmas.tsv") | lemmas.CORRECTED
            options = ort.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            options.add_session_config_entry(*EXACT)
            self._session = ort.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(f"the language model in {folder} cannot be loaded: {error}") from error
        made = {output.name for output in self._session.get_outputs()}
        self._outputs = [name for name in _OUTPUTS if name in made]
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        verbs = (files("diurna.language") / "data/verbs.txt").read_text("utf-8").split("\n")
        self._vocabulary = frozenset(self._tokenizer.get_vocab()) | frozenset(verbs)
        self._steps = trees.allowed_steps(self._labels["entities"])
        self._attributions = attributions.Decoder(self._labels["attribution"])
        ids = [int(self._tokenizer.token_to_id(t) or 0) for t in ("[UNK]", "[CLS]", "[SEP]")]
        self._unknown, self._open, self._close = ids[:1], ids[1], ids[2]
        self._cache: dict[str, list[int]] = {}
        count = threads or os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(count) if count > 1 else None

    def read(self, text: str) -> Reading:
        """Read one text."""
        return self.read_many([text])[0]

    def read_words(
        self,
        sentences: list[list[str]],
        *,
        paragraph_starts: Iterable[int] = (0,),
        speakers: Sequence[str] = (),
    ) -> Reading:
        """Read a text that is already cut into sentences and words, keeping the cuts.

        Args:
            sentences: The words of each sentence; the text is these joined by blanks.
            paragraph_starts: Numbers of the sentences that open a paragraph.
            speakers: Who speaks in each sentence of a transcript, where that is known.
        """
        words = [w for s in sentences for w in s]
        firsts = [0, *accumulate(map(len, sentences))]
        starts = [0, *accumulate(len(w) + 1 for w in words)]
        offsets = [(a, a + len(w)) for a, w in zip(starts, words, strict=False)]
        opens = {firsts[n] for n in paragraph_starts}
        text = Pieces(" ".join(words), offsets, words, opens, self._pieces(words))
        fixed = [Sentence(a, b, a in opens) for a, b in pairwise(firsts)]
        parts = [self._run((text, *bounds)) for bounds in windows(text, set(firsts))]
        reading = self._decode(text, parts, fixed)
        if not any(speakers):
            return reading
        return replace(reading, turns=turns.told(speakers, list(pairwise(firsts))))

    def read_many(self, texts: Iterable[str]) -> list[Reading]:
        """Read texts; their windows run side by side on the threads there are.

        A window runs alone, never padded into a batch: activations are quantised by window,
        so that a text reads the same whatever it is read beside, and no work goes to padding.
        """
        prepared = [self._prepare(text) for text in texts]
        cuts = [list(windows(text)) for text in prepared]
        jobs = [(t, *bounds) for t, found in zip(prepared, cuts, strict=True) for bounds in found]
        run = self._pool.map if self._pool else map
        outputs = iter(run(self._run, jobs))
        return [
            self._decode(text, [next(outputs) for _ in found])
            for text, found in zip(prepared, cuts, strict=True)
        ]

    def _prepare(self, text: str) -> Pieces:
        offsets: list[tuple[int, int]] = []
        starts: set[int] = set()
        for begin, end in paragraphs(text):
            words = tokenize(text, begin, end)
            if words:
                starts.add(len(offsets))
                offsets.extend(words)
        words_ = [text[a:b] for a, b in offsets]
        return Pieces(text, offsets, words_, starts, self._pieces(words_))

    def _pieces(self, words: list[str]) -> list[list[int]]:
        known = self._cache
        words = [w if len(w) <= _WORD else w[:_WORD] for w in words]
        new = list({w for w in words if w not in known})
        if new:
            if len(known) > 200_000:
                known.clear()
                new = list(set(words))
            encoded = self._tokenizer.encode_batch_fast(new, add_special_tokens=False)
            for word, encoding in zip(new, encoded, strict=True):
                known[word] = encoding.ids[:_WORD_PIECES] or self._unknown
        return [known[w] for w in words]

    def _run(self, job: tuple[Pieces, int, int]) -> dict[str, npt.NDArray[Any]]:
        """Run one window; every output has one row a word."""
        values = self._session.run(self._outputs, self._inputs(*job))
        return {name: value[0] for name, value in zip(self._outputs, values, strict=True)}

    def _inputs(self, text: Pieces, begin: int, end: int) -> dict[str, npt.NDArray[np.int64]]:
        """Return a window as the encoder takes it.

        ``ids`` and ``shapes`` are (1, pieces), ``first`` and ``last`` (1, words): the first and the
        last piece of each word.
        """
        pieces = text.pieces[begin:end]
        opens = {i - begin for i in text.paragraph_starts if begin <= i < end}
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        stops = lengths.cumsum()
        kinds = np.full(int(stops[-1]) + 2, SPECIAL, np.int64)
        kinds[1:-1] = np.repeat(shapes(text.words[begin:end], opens), lengths)
        ids = [self._open, *(p for ps in pieces for p in ps), self._close]
        return {
            "ids": np.array([ids], np.int64),
            "shapes": kinds[None],
            "first": (stops - lengths + 1)[None],
            "last": stops[None],
        }

    def _decode(
        self,
        text: Pieces,
        parts: list[dict[str, npt.NDArray[Any]]],
        fixed: list[Sentence] | None = None,
    ) -> Reading:
        if not parts:
            return Reading(text.text, (), (), (), (), (), (), (), (), ())
        column = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
        cuts = [int(c) for c in np.cumsum([len(p["upos"]) for p in parts])]
        sentences = fixed or boundaries.sentences(
            boundaries.barred(column["sentence"], text),
            text.paragraph_starts,
            set(cuts),
            boundaries.after_dots(text.words),
        )
        heads, head_rows = self._trees(column, sentences)
        named = self._relations.decode(column["label_dependent"], column["label_head"], head_rows)
        upos = tuple(self._labels["upos"][i] for i in column["upos"])
        said = attributions.Views(
            column["attribution"], column["link_part"], column["link_cue"], self._root_link
        )
        consistency.attach_to_saying(heads, named, upos, text.words)
        held = list(named)
        consistency.possessives(heads, held, upos, text.words)
        named = consistency.bare_objects(heads, held, upos, text.words)
        named = consistency.sides(heads, named, upos)
        entities = self._entities(column["entities"], sentences, text.words)
        consistency.people_beside(heads, named, upos, entities)
        return Reading(
            text=text.text,
            words=tuple(text.words),
            starts=tuple(a for a, _ in text.offsets),
            ends=tuple(b for _, b in text.offsets),
            lemmas=self._lemmatise(text.words, upos, column["lemma"]),
            upos=upos,
            feats=tuple(self._labels["feats"][i] for i in column["feats"]),
            heads=tuple(heads),
            relations=named,
            sentences=tuple(sentences),
            entities=tuple(entities),
            attributions=tuple(self._attributions.decode(said, cuts)),
            kinds=self._kinds(column["event"]),
            facts=tuple(column["fact"].tolist()),
            views=coreference.Views(
                column["coref_later"], column["coref_earlier"], self._root_coref
            ),
            frames=self._roles.decode(
                column["predicate"], column["role_word"], column["role_predicate"], sentences
            ),
            turns=turns.labelled(text.words, sorted(text.paragraph_starts)),
            scene=column["scene"].astype(np.float16) if "scene" in column else None,
        )

    def _lemmatise(
        self, words: list[str], upos: tuple[str, ...], edits: npt.NDArray[np.int64]
    ) -> tuple[str, ...]:
        """Look each form up in the treebanks' lexicon; what is not there gets its edit script."""
        known, scripts = self._lemmas, self._labels["lemma"]
        return tuple(
            known.get((word.lower(), tag))
            or lemmas.mend(lemmas.apply(scripts[edit], word), word, tag, self._vocabulary)
            for word, tag, edit in zip(words, upos, edits, strict=True)
        )

    def _kinds(self, scores: npt.NDArray[np.float32]) -> dict[int, tuple[str, float]]:
        """Return the likeliest type of event of the words that may tell of one."""
        names = self._labels["event"]
        best = scores[:, 1:].argmax(1) + 1
        chance = np.exp(scores[np.arange(len(scores)), best])
        return {
            int(i): (names[best[i]], float(chance[i])) for i in np.flatnonzero(chance >= _LIKELY)
        }

    def _entities(
        self, scores: npt.NDArray[np.float32], sentences: list[Sentence], words: list[str]
    ) -> list[Entity]:
        ends = [s.end for s in sentences]
        found = trees.decode_entities(scores, ends, self._labels["entities"], self._steps)
        return consistency.one_class_a_name(found, words)

    def _trees(
        self,
        column: dict[str, npt.NDArray[Any]],
        sentences: list[Sentence],
    ) -> tuple[list[int], npt.NDArray[np.int64]]:
        """Return the head of each word, and its row in the head views with the root first."""
        dependent, head = column["arc_dependent"], column["arc_head"]
        heads: list[int] = []
        for sentence in sentences:
            begin, end = sentence.begin, sentence.end
            views = np.concatenate([self._root_arc[None], head[begin:end]])
            scores = dependent[begin:end] @ views.T
            local = trees.decode_tree(scores)
            heads.extend(h + begin if h >= 0 else -1 for h in local)
        return heads, np.array(heads, np.int64) + 1


def _lexicon(path: Path) -> dict[tuple[str, str], str]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {(form, upos): lemma for form, upos, lemma in rows}


@cache
def packaged(threads: int | None = None) -> LanguageModel:
    """Return the model that comes with the package, loaded once.

    Args:
        threads: Windows that run at once; ``DIURNA_THREADS`` or every core where None.

    Raises:
        ModelError: ``DIURNA_THREADS`` is no number.
    """
    given = os.environ.get("DIURNA_THREADS", "").strip() or "0"
    if not (given.isascii() and given.isdigit()):
        raise ModelError(f"DIURNA_THREADS: {given!r} is no whole number")
    return LanguageModel(threads=threads or int(given) or None)
