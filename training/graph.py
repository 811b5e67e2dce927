"""The run-time graph, written node by node: int8 weights, int8 activations by row.

torch's exporters leave the quantiser to guess; here every linear layer is ONNX Runtime's
``MatMulNBits`` with eight bits, which quantises activations row by row. A text's result
then does not depend on what else is in the batch, as it would with one scale a tensor.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.float32]
Mode = Literal["float", "tensor", "row"]

BLOCK = 64
"""Weights that share a scale."""


def quantize_rows(weight: Array) -> tuple[npt.NDArray[np.int8], Array]:
    """Quantise to int8 with one scale a row: (rows, n) -> same, (rows, 1)."""
    scale = np.abs(weight).max(1, keepdims=True) / 127.0
    scale[scale == 0] = 1.0
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


class Graph:
    """A graph under construction; `mode` says how linear layers are stored and run."""

    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.count = 0

    def constant(self, value: npt.NDArray, name: str | None = None) -> str:
        self.count += 1
        name = name or f"c{self.count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def ints(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def op(
        self, kind: str, *inputs: str, out: str | None = None, domain: str = "", **kw: object
    ) -> str:
        self.count += 1
        out = out or f"v{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], domain=domain, **kw))
        return out

    def split(self, x: str, parts: int) -> list[str]:
        self.count += 1
        outs = [f"v{self.count}_{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [x], outs, axis=-1, num_outputs=parts))
        return outs

    def linear(self, x: str, weight: Array, bias: Array | None, *, mode: Mode | None = None) -> str:
        """x @ weight.T + bias; weight: (out, in)."""
        mode = mode or self.mode
        if mode == "float":
            y = self.op("MatMul", x, self.constant(weight.T))
            return y if bias is None else self.op("Add", y, self.constant(bias))
        if mode == "tensor":
            q, scale = quantize_rows(weight)
            args = [x, self.constant(q.T), self.constant(scale[:, 0])]
            return self.op(
                "DynamicQuantizeMatMul",
                *args,
                "",
                *([self.constant(bias)] if bias is not None else []),
                domain="com.microsoft",
            )
        return self._by_row(x, weight, bias)

    def _by_row(self, x: str, weight: Array, bias: Array | None) -> str:
        n, k = weight.shape
        blocks = weight.reshape(n, k // BLOCK, BLOCK)
        scale = np.abs(blocks).max(2, keepdims=True) / 127.0
        scale[scale == 0] = 1.0
        packed = (np.round(blocks / scale) + 128).astype(np.uint8)
        args = [x, self.constant(packed), self.constant(scale.reshape(n, -1).astype(np.float32))]
        if bias is not None:
            args += ["", "", self.constant(bias)]
        return self.op(
            "MatMulNBits",
            *args,
            domain="com.microsoft",
            K=k,
            N=n,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def norm(self, x: str, weight: Array, bias: Array) -> str:
        return self.op(
            "LayerNormalization",
            x,
            self.constant(weight),
            self.constant(bias),
            axis=-1,
            epsilon=1e-12,
        )


def encoder(g: Graph, w: dict[str, Array], *, layers: int, heads: int) -> str:
    """Add the encoder from inputs ``ids`` and ``shapes``; returns its last states (B, T, width)."""
    q, scale = quantize_rows(w["encoder.words.weight"])
    rows = g.op("Cast", g.op("Gather", g.constant(q), "ids"), to=TensorProto.FLOAT)
    x = g.op("Mul", rows, g.op("Gather", g.constant(scale), "ids"))
    length = g.op("Slice", g.op("Shape", "ids"), g.ints(1), g.ints(2))
    positions = g.op(
        "Slice", g.constant(w["encoder.positions.weight"]), g.ints(0), length, g.ints(0)
    )
    x = g.op("Add", x, positions)
    x = g.op("Add", x, g.op("Gather", g.constant(w["encoder.shapes.weight"]), "shapes"))
    x = g.norm(x, w["encoder.norm.weight"], w["encoder.norm.bias"])
    return upper(g, w, x, range(layers), heads=heads)


def upper(g: Graph, w: dict[str, Array], x: str, layers: range, *, heads: int) -> str:
    """Add some layers on states (B, T, width); returns the states after them."""
    mask = g.op("Cast", g.op("Greater", "ids", g.ints(0)), to=TensorProto.INT32)
    for i in layers:
        p = f"encoder.layers.{i}."
        qkv = g.split(g.linear(x, w[p + "qkv.weight"], w[p + "qkv.bias"]), 3)
        mixed = g.op("MultiHeadAttention", *qkv, "", mask, domain="com.microsoft", num_heads=heads)
        x = g.op("Add", x, g.linear(mixed, w[p + "out.weight"], w[p + "out.bias"]))
        x = g.norm(x, w[p + "norm1.weight"], w[p + "norm1.bias"])
        inner = g.op(
            "Gelu", g.linear(x, w[p + "up.weight"], w[p + "up.bias"]), domain="com.microsoft"
        )
        x = g.op("Add", x, g.linear(inner, w[p + "down.weight"], w[p + "down.bias"]))
        x = g.norm(x, w[p + "norm2.weight"], w[p + "norm2.bias"])
    return x


def pick(g: Graph, x: str, index: str) -> str:
    """Gather rows of (B, T, width) by (B, W): returns (B, W, width)."""
    return g.op("GatherND", x, g.op("Unsqueeze", index, g.ints(2)), batch_dims=1)


def gelu_linear(g: Graph, x: str, w: dict[str, Array], name: str, *, out: str | None = None) -> str:
    y = g.linear(x, w[f"heads.{name}.weight"], w[f"heads.{name}.bias"], mode="float")
    return g.op("Gelu", y, domain="com.microsoft", out=out)


def two_layers(g: Graph, x: str, w: dict[str, Array], name: str) -> str:
    """A hidden layer and a last one, as ``nn.Sequential`` numbers them: 0 and 3."""
    hidden = gelu_linear(g, x, w, f"{name}.0")
    last = f"heads.{name}.3"
    return g.linear(hidden, w[f"{last}.weight"], w[f"{last}.bias"], mode="float")


def heads(g: Graph, w: dict[str, Array], states: str) -> list[str]:
    """Add the heads on the words' vectors; returns the names of the outputs."""
    summed = g.op("Add", pick(g, states, "first"), pick(g, states, "last"))
    x = g.op("Mul", summed, g.constant(np.float32(0.5).reshape(1)))
    for name in ("upos", "feats", "lemma"):
        scores = g.linear(x, w[f"heads.tags.{name}.weight"], w[f"heads.tags.{name}.bias"])
        g.op("ArgMax", scores, axis=-1, keepdims=0, out=name)
    tag = "heads.tags.entities"
    scores = g.linear(x, w[f"{tag}.weight"], w[f"{tag}.bias"], mode="float")
    g.op("LogSoftmax", scores, axis=-1, out="entities")
    logit = g.linear(x, w["heads.sentence.weight"], w["heads.sentence.bias"], mode="float")
    g.op("Squeeze", logit, g.ints(2), out="sentence")
    dependent = gelu_linear(g, x, w, "arc_dependent")
    arc = w["heads.arc"]
    mixed = g.linear(dependent, arc[:-1].T, arc[-1], mode="float")
    g.op("Identity", mixed, out="arc_dependent")
    gelu_linear(g, x, w, "arc_head", out="arc_head")
    gelu_linear(g, x, w, "label_dependent", out="label_dependent")
    gelu_linear(g, x, w, "label_head", out="label_head")
    part = gelu_linear(g, x, w, "link_part")
    link = w["heads.link"]
    g.op("Identity", g.linear(part, link[:-1].T, link[-1], mode="float"), out="link_part")
    gelu_linear(g, x, w, "link_cue", out="link_cue")
    g.op("LogSoftmax", two_layers(g, x, w, "attribution"), axis=-1, out="attribution")
    g.op("Squeeze", two_layers(g, x, w, "fact"), g.ints(2), out="fact")
    g.op("LogSoftmax", two_layers(g, x, w, "event"), axis=-1, out="event")
    later = gelu_linear(g, x, w, "coref_later")
    coref = w["heads.coref"]
    g.op("Identity", g.linear(later, coref[:-1].T, coref[-1], mode="float"), out="coref_later")
    gelu_linear(g, x, w, "coref_earlier", out="coref_earlier")
    logit = g.linear(x, w["heads.mention.weight"], w["heads.mention.bias"], mode="float")
    g.op("Squeeze", logit, g.ints(2), out="mention")
    logit = g.linear(x, w["heads.predicate.weight"], w["heads.predicate.bias"], mode="float")
    g.op("Squeeze", logit, g.ints(2), out="predicate")
    gelu_linear(g, x, w, "role_word", out="role_word")
    gelu_linear(g, x, w, "role_predicate", out="role_predicate")
    return [
        "upos", "feats", "lemma", "entities", "sentence", "arc_dependent", "arc_head",
        "label_dependent", "label_head", "attribution", "link_part", "link_cue", "fact", "event",
        "predicate", "role_word", "role_predicate", "mention", "coref_later", "coref_earlier",
    ]  # fmt: skip


def add_scene(model: onnx.ModelProto, w: dict[str, Array], shared: int) -> onnx.ModelProto:
    """Add the scene's own upper layers to a model, with the output ``scene`` (B, W, width).

    Args:
        model: The model; a scene that it has is replaced.
        w: ``encoder.layers.*`` of the scene, by the names of the encoder's.
        shared: How many of the model's own layers stand under them.
    """
    graph = model.graph
    kept = [n for n in graph.node if not any(o.startswith("scene") for o in n.output)]
    norms = [n.output[0] for n in kept if n.op_type == "LayerNormalization"]
    g = Graph("tensor")
    x = upper(g, w, norms[2 * shared], range(shared, 6), heads=12)
    summed = g.op("Add", pick(g, x, "first"), pick(g, x, "last"))
    g.op("Mul", summed, g.constant(np.float32(0.5).reshape(1)), out="scene")
    names = {name for n in g.nodes for name in n.output} | {c.name for c in g.constants}
    inner = {name: f"scene_{name}" for name in names - {"scene"}}
    for node in g.nodes:
        node.input[:] = [inner.get(name, name) for name in node.input]
        node.output[:] = [inner.get(name, name) for name in node.output]
    for constant in g.constants:
        constant.name = inner[constant.name]
    constants = [c for c in graph.initializer if not c.name.startswith("scene_")]
    outputs = [o for o in graph.output if o.name != "scene"]
    outputs.append(helper.make_tensor_value_info("scene", TensorProto.FLOAT, None))
    made = helper.make_graph(
        [*kept, *g.nodes], graph.name, list(graph.input), outputs, [*constants, *g.constants]
    )
    return helper.make_model(
        made, opset_imports=list(model.opset_import), ir_version=9, producer_name="diurna"
    )


def build(
    w: dict[str, Array], *, mode: Mode, layers: int = 6, attention: int = 12
) -> onnx.ModelProto:
    """Build the model: the encoder and its heads."""
    g = Graph(mode)
    states = encoder(g, w, layers=layers, heads=attention)
    outputs = heads(g, w, states)
    inputs = ["ids", "shapes", "first", "last"]
    integer = {"upos", "feats", "lemma"}
    graph = helper.make_graph(
        g.nodes,
        "diurna",
        [
            helper.make_tensor_value_info(
                n,
                TensorProto.INT64,
                ["batch", f"{n}_length" if n in ("first", "last") else "length"],
            )
            for n in inputs
        ],
        [
            helper.make_tensor_value_info(
                n, TensorProto.INT64 if n in integer else TensorProto.FLOAT, None
            )
            for n in outputs
        ],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="diurna")
