"""Who does what and to whom: the trained roles beside the tree, on PropBank's development part.

    python benchmarks/srl.py

The words and sentences of the EWT are given; tree and roles are the model's own, as are the
predicates that the roles are of. An argument is its head word. `tree` takes the subject (through
control, relatives and conjunction) for ARG0 and the object or clause for ARG1, of a passive the
"by" phrase and the subject; of a noun, its owner or "by" phrase and its "of". `both` is the tree
with the roles where it has nothing, as `what.arguments` uses them.
"""

from __future__ import annotations

from collections import Counter

from diurna.language import Reading, packaged
from diurna.syntax.cues import subject
from diurna.what.arguments import case_of

from common import f1, parser, report

# isort: split
from data import read_conllu
from roles import lay_propbank

CLASSES = {"VERB": "verb", "NOUN": "noun"}


def off_the_tree(reading: Reading, predicate: int) -> tuple[set[int], set[int]]:
    """Return the words of ARG0 and of ARG1 that the tree gives."""
    by = {
        c for c in reading.children(predicate, "obl", "nmod") if case_of(reading, c) == "by"
    } | set(reading.children(predicate, "obl:agent"))
    if reading.upos[predicate] == "NOUN":
        owners = set(reading.children(predicate, "nmod:poss"))
        of = {c for c in reading.children(predicate, "nmod") if case_of(reading, c) == "of"}
        return owners | by, of
    passive = reading.child(predicate, "nsubj:pass", "csubj:pass")
    participle = reading.has(predicate, "VerbForm=Part") and reading.has(predicate, "Tense=Past")
    bare = reading.relations[predicate] == "acl" and reading.child(predicate, "nsubj") is None
    if passive is None and participle and bare:
        passive = reading.heads[predicate]
    if passive is not None:
        return by, {passive}
    doer = subject(reading, predicate)
    things = set(reading.children(predicate, "obj")) or set(
        reading.children(predicate, "ccomp", "xcomp")
    )
    return ({doer} if doer is not None else set()), things


def main() -> None:
    args = parser(__doc__).parse_args()
    syntax = args.corpora / "syntax"
    documents = list(read_conllu(syntax / "ewt/dev.conllu", "ewt"))
    lay_propbank(documents, syntax / "propbank_ewt/dev.jsonl")
    model = packaged()
    found: dict[str, Counter[str]] = {}
    predicates: Counter[str] = Counter()
    for document in documents:
        opens = [n for n, s in enumerate(document.sentences) if s.opens_paragraph]
        reading = model.read_words(
            [s.words for s in document.sentences], paragraph_starts=opens or [0]
        )
        offset = 0
        for sentence in document.sentences:
            for word, gold in (sentence.frames or {}).items():
                at = offset + word
                kind = CLASSES.get(reading.upos[at])
                predicates.update(("all", *(["found"] if at in reading.frames else [])))
                if kind is None:
                    continue
                tree = off_the_tree(reading, at)
                for number, role in enumerate(("ARG0", "ARG1")):
                    want = {offset + w for w, r in gold.items() if r == role}
                    head = set(reading.arguments(at, role))
                    told = {"head": head, "tree": tree[number], "both": tree[number] or head}
                    for name, words in told.items():
                        tally = found.setdefault(f"{kind}_{role.lower()}_{name}", Counter())
                        tally["gold"] += len(want)
                        tally["told"] += len(words)
                        tally["right"] += len(want & words)
            offset += len(sentence.words)
    figures = {
        name: f1(tally["gold"], tally["told"], tally["right"])[2] for name, tally in found.items()
    }
    figures["predicates"] = predicates["found"] / predicates["all"]
    report("srl", figures, check=args.check)


if __name__ == "__main__":
    main()
