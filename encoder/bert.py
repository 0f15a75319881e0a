"""The encoder as a torch module, with the weights of an ONNX file.

The plain model is a BERT of 4 layers: its shape is read off the weights. The
vector of a text is that of the first token, normalised.
"""

import re

import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

HEADS = 8


class Layer(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def forward(self, x, mask):
        batch, length, width = x.shape

        def split(t):
            return t.view(batch, length, HEADS, width // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        seen = F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype)).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.out(seen))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    def __init__(self, vocabulary, positions, width, inner, layers):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.types = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, 1e-12)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))

    def forward(self, input_ids, attention_mask, token_type_ids):
        at = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.norm(self.words(input_ids) + self.positions(at) + self.types(token_type_ids))
        mask = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def embed(self, ids, mask):
        return F.normalize(self(ids, mask, torch.zeros_like(ids))[:, 0], dim=-1)


NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm2",
}


def load(path):
    """Read the fp32 ONNX file. Exporters name the matrices of linear layers after
    their node, so they are found by the MatMul whose result a bias is added to."""
    graph = onnx.load(path).graph
    weights = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    users = {name: node for node in graph.node if node.op_type == "MatMul" for name in [node.name]}
    state = {}
    for name, tensor in weights.items():
        plain = re.sub(r"^(bert|model|0\.auto_model|auto_model)\.", "", name)
        m = re.match(r"encoder\.layer\.(\d+)\.(.+)\.(weight|bias)$", plain)
        if m and m[2] in NAMES:
            state[f"layers.{m[1]}.{NAMES[m[2]]}.{m[3]}"] = tensor
        elif plain.startswith("embeddings."):
            table = {"word": "words", "position": "positions", "token_type": "types"}
            for kind, ours in table.items():
                if plain == f"embeddings.{kind}_embeddings.weight":
                    state[f"{ours}.weight"] = tensor
            if plain.startswith("embeddings.LayerNorm."):
                state["norm." + plain.rsplit(".", 1)[1]] = tensor
    for name, node in users.items():
        m = re.search(r"encoder/layer\.(\d+)/(.+)/MatMul$", name)
        key = m and NAMES.get(m[2].replace("/", "."))
        if key and node.input[1] in weights:
            state[f"layers.{m[1]}.{key}.weight"] = weights[node.input[1]].T.contiguous()
    layers = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    vocabulary, width = state["words.weight"].shape
    model = Encoder(vocabulary, state["positions.weight"].shape[0], width, state["layers.0.up.bias"].shape[0], layers)
    model.load_state_dict(state)
    return model
