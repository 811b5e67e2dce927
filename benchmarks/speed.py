"""Speed and memory of the reader, room by room, beside the bare encoder on the same text.

    python benchmarks/speed.py --corpora ../shared/corpora --articles 300

All rates are words a second on one core unless said; the bare encoder is the same int8 graph
with every head taken off, on the same windows, in the same run and process. Parts of the run
alternate, so that a busy machine slows both alike; the ratio is what counts. Peak memory is
the high-water mark of a process of its own that reads the same articles. The cold start runs
`diurna read` on one article in a new process, imports included.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # one core: helper threads would be counted as well

import numpy as np
import onnx
import onnxruntime as ort

from diurna import Article, read_articles, said, what, when, where
from diurna.language import LanguageModel, Reading
from diurna.language.model import EXACT
from diurna.language.shapes import SPECIAL
from diurna.language.windows import windows
from diurna.plans import announcements
from diurna.reader import read_many, record
from diurna.who import Cast

from common import parser, report

SAMPLE = "news/allsides_sample.jsonl.xz"
CHUNK = 20


def articles(corpora: Path, count: int) -> list[Article]:
    """Return the first articles of the news sample."""
    return [a for a in islice(read_articles([corpora / SAMPLE]), count) if isinstance(a, Article)]


class Bare:
    """The encoder alone: the packaged graph cut off at its last states."""

    def __init__(self, model: LanguageModel, weights: Path) -> None:
        graph = cut(onnx.load(weights / "model.onnx"))
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry(*EXACT)
        self.session = ort.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self.model = model

    def inputs(self, texts: list[str]) -> list[dict[str, np.ndarray]]:
        """Make the windows beforehand: the bare encoder is timed on tensors alone."""
        made = []
        for text in map(self.model._prepare, texts):
            for begin, end in windows(text):
                pieces = [p for ps in text.pieces[begin:end] for p in ps]
                ids = np.array([[101, *pieces, 102]], np.int64)
                made.append({"ids": ids, "shapes": np.full(ids.shape, SPECIAL, np.int64)})
        return made

    def run(self, windows: list[dict[str, np.ndarray]]) -> None:
        for window in windows:
            self.session.run(None, window)


def cut(model: onnx.ModelProto) -> onnx.ModelProto:
    """Keep what leads to the encoder's last states, which the words are gathered from."""
    graph = model.graph
    states = next(n.input[0] for n in graph.node if n.op_type == "GatherND")
    wanted, kept = {states}, []
    for node in reversed(graph.node):
        if wanted & set(node.output):
            kept.append(node)
            wanted |= set(node.input)
    out = onnx.helper.make_graph(
        kept[::-1],
        "bare",
        [i for i in graph.input if i.name in wanted],
        [onnx.helper.make_tensor_value_info(states, onnx.TensorProto.FLOAT, None)],
        [t for t in graph.initializer if t.name in wanted],
    )
    return onnx.helper.make_model(
        out, opset_imports=model.opset_import, ir_version=model.ir_version
    )


def timed(seconds: dict[str, float], name: str, call: object, *given: object) -> object:
    """Call, and add the processor time it took."""
    began = time.process_time()
    out = call(*given)  # type: ignore[operator]
    seconds[name] = seconds.get(name, 0.0) + time.process_time() - began
    return out


def rooms(article: Article, reading: Reading, seconds: dict[str, float]) -> None:
    """Run the rooms one by one, as the reader orders them."""
    found = timed(seconds, "when", when.find, reading)
    resolved = timed(seconds, "when", when.resolve, reading, found, article.day)
    times, hanging = resolved  # type: ignore[misc]
    cast: Cast = timed(seconds, "who", Cast, reading)  # type: ignore[assignment]
    told = timed(seconds, "said", said.find, reading, cast)
    timed(seconds, "said", said.set_clocks, reading, told, times, article.day)
    places = timed(seconds, "where", where.locate, reading)
    timed(seconds, "who", cast.resolve_pronouns)
    coded, _ = timed(  # type: ignore[misc]
        seconds, "what", what.code, reading, cast, told, times, hanging, places, article.day
    )
    timed(seconds, "agenda", announcements, reading, cast, coded, told, times, article.day)


def measure(corpora: Path, count: int, weights: Path) -> dict[str, float]:
    """Measure one core: the bare encoder, each room and the whole."""
    sample = articles(corpora, count)
    model = LanguageModel(weights, threads=1)
    bare = Bare(model, weights)
    list(read_many(sample[:2], model=model))
    seconds: dict[str, float] = {}
    words = 0
    for at in range(0, len(sample), CHUNK):
        batch = sample[at : at + CHUNK]
        texts = [a.full for a in batch]
        windows = bare.inputs(texts)
        timed(seconds, "encoder", bare.run, windows)
        timed(seconds, "reader", lambda b=batch: [r.article.id for r in read_many(b, model=model)])
        readings = timed(seconds, "language", model.read_many, texts)
        for article, reading in zip(batch, readings, strict=True):  # type: ignore[call-overload]
            rooms(article, reading, seconds)
            timed(seconds, "rooms", record, article, reading)
            words += len(reading)
    figures = {f"{name}_words_per_second": words / spent for name, spent in seconds.items()}
    figures["share_of_encoder"] = seconds["encoder"] / seconds["reader"]
    figures["when_share_of_reader"] = seconds["when"] / seconds["reader"]
    figures["words"] = float(words)
    return figures


def _worker(given: tuple[Path, Path, int, int]) -> int:
    corpora, weights, count, turn = given
    model = LanguageModel(weights, threads=1)
    mine = articles(corpora, count)[turn :: os.cpu_count() or 1]
    return sum(len(r.article.full.split()) for r in read_many(mine, model=model))


def all_cores(corpora: Path, weights: Path, count: int) -> float:
    """Return words a second with a process a core, start-up included."""
    cores = os.cpu_count() or 1
    began = time.perf_counter()
    with ProcessPoolExecutor(cores) as pool:
        words = sum(pool.map(_worker, [(corpora, weights, count, t) for t in range(cores)]))
    return words / (time.perf_counter() - began)


def peak_memory(corpora: Path, count: int) -> float:
    """Return the high-water mark, in MB, of a process that reads the articles."""
    code = (
        "import sys, resource; from itertools import islice; from pathlib import Path; "
        "from diurna import read_articles, read_many, Article; "
        f"arts = (a for a in islice(read_articles([{str(corpora / SAMPLE)!r}]), {count}) "
        "if isinstance(a, Article)); n = sum(1 for _ in read_many(arts)); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def cold_start() -> float:
    """Return the seconds from start to the first record on standard output, best of three."""
    example = Path(__file__).parent.parent / "examples/border-talks.txt"
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "diurna", "read", str(example)], capture_output=True, check=True
        )
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--articles", type=int, default=200)
    args = options.parse_args()
    weights = Path(__file__).parent.parent / "src/diurna/language/weights"
    figures = measure(args.corpora, args.articles, weights)
    figures["all_cores_words_per_second"] = all_cores(args.corpora, weights, args.articles)
    figures["cores"] = float(os.cpu_count() or 1)
    figures["peak_memory_mb"] = peak_memory(args.corpora, args.articles)
    figures["this_process_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["cold_start_seconds"] = cold_start()
    report("speed", figures, check=args.check)


if __name__ == "__main__":
    main()
