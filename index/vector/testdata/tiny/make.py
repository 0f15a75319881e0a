"""Makes the tiny model of the tests: model.onnx, tokenizer.json, manifest.json,
and expected.json with what the reference tokenizer and runtime give for it.

The network is no encoder: a table of 100 vectors of 8 numbers, to each of which
twice their mean is added, so that the first token's output depends on the text.

    python make.py     (onnx 1.16, onnxruntime 1.19, tokenizers 0.20, numpy 1.26)
"""
import json
import os

import numpy as np
import onnx
import onnxruntime
import tokenizers
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
DIMENSIONS = 8
PIECES = (
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    + list("，。“”（）《》、？!?,.-%#")
    + list("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工县市省府局部门费价罚证")
    + list("0123456789")
    + ["e", "new", "tax", "cut", "policy", "s", "##e", "##s", "##er", "##cut", "##policy", "##1", "##2", "减", "税"]
)
TEXTS = [
    "", " ", "减税", "　　减　税", "我国的税，在发生。", "new policy", "newer policycuts", "unknownword", "2021年12月",
    "人" * 40, "[MASK]的[SEP]税", "\u0000减\u200b税\ufffd", "减\u2028税", "😀", "tax-cut?!", "#", "##", "##s",
]


def write(name, value):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=1)
        f.write("\n")


def network():
    table = np.random.default_rng(7).standard_normal((len(PIECES), DIMENSIONS)).astype(np.float32)
    ints = lambda name: helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
    const = lambda name, array: numpy_helper.from_array(np.array(array), name)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Cast", ["attention_mask"], ["flags"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["flags", "last"], ["mask"]),
        helper.make_node("Mul", ["words", "mask"], ["masked"]),
        helper.make_node("ReduceSum", ["masked", "second"], ["sum"], keepdims=1),
        helper.make_node("ReduceSum", ["mask", "second"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["mean"]),
        helper.make_node("Mul", ["mean", "two"], ["twice"]),
        helper.make_node("Cast", ["token_type_ids"], ["kinds"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["kinds", "last"], ["kind"]),
        helper.make_node("Add", ["masked", "twice"], ["both"]),
        helper.make_node("Add", ["both", "kind"], ["last_hidden_state"]),
    ]
    graph = helper.make_graph(
        nodes, "tiny", [ints("input_ids"), ints("attention_mask"), ints("token_type_ids")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", DIMENSIONS])],
        [numpy_helper.from_array(table, "table"), const("last", [2]), const("second", [1]), const("two", np.float32(2))],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(HERE, "model.onnx"))


def tokenizer():
    special = lambda i: {"id": i, "content": PIECES[i], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    write("tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [special(i) for i in range(5)],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": False},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
            "pair": [],
            "special_tokens": {t: {"id": t, "ids": [PIECES.index(t)], "tokens": [t]} for t in ("[CLS]", "[SEP]")},
        },
        "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {p: i for i, p in enumerate(PIECES)}},
    })


def expected():
    t = tokenizers.Tokenizer.from_file(os.path.join(HERE, "tokenizer.json"))
    t.enable_truncation(16)
    s = onnxruntime.InferenceSession(os.path.join(HERE, "model.onnx"), providers=["CPUExecutionProvider"])
    unit = lambda v: [round(float(x), 6) for x in v / np.linalg.norm(v)]
    out = []
    for text in TEXTS:
        ids = t.encode(text).ids
        row = np.array([ids])
        hidden = s.run(None, {"input_ids": row, "attention_mask": row * 0 + 1, "token_type_ids": row * 0})[0][0]
        out.append({"text": text, "ids": ids, "cls": unit(hidden[0]), "mean": unit(hidden.mean(axis=0))})
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(o, ensure_ascii=False) for o in out) + "\n]\n")


assert len(PIECES) == len(set(PIECES)) == 100, len(PIECES)
network()
tokenizer()
expected()
write("manifest.json", {"name": "tiny", "dimensions": DIMENSIONS, "pooling": "cls", "query_prefix": "", "passage_prefix": "", "max_length": 16})
