"""Write the trained encoder as a model folder: python export.py --model DIR --weights encoder.pt --out DIR

model.onnx with int8 weights, tokenizer.json, manifest.json with their hashes. The
weights are the mean of the trained ones and the plain model's (--share of the
trained): all of the trained is best on lay questions over statutes, and forgets
some of what the plain model knows of topics; half way both gain (README.md).
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

import bert


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--model", type=Path, required=True)
    a.add_argument("--weights", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--name", default="yinju-zh-v1")
    a.add_argument("--share", type=float, default=0.5)
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    model = bert.load(str(o.model / "model.onnx"))
    plain, trained = model.state_dict(), torch.load(o.weights, weights_only=True)
    model.load_state_dict({k: (1 - o.share) * plain[k] + o.share * trained[k] for k in plain})
    model.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {n: {0: "batch", 1: "length"} for n in names + ["last_hidden_state"]}
    whole = o.out / "fp32.onnx"
    torch.onnx.export(model, (ids, ids, ids * 0), str(whole), input_names=names, output_names=["last_hidden_state"], dynamic_axes=axes, opset_version=17)
    quantize_dynamic(str(whole), str(o.out / "model.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    shutil.copy(o.model / "tokenizer.json", o.out / "tokenizer.json")
    files = {f: hashlib.sha256((o.out / f).read_bytes()).hexdigest() for f in ("model.onnx", "tokenizer.json")}
    manifest = {"name": o.name, "dimensions": 512, "pooling": "cls", "query_prefix": "", "passage_prefix": "", "max_length": 512, "files": files}
    (o.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
