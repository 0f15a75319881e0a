"""Train the encoder: python train.py --model DIR --shared ../../shared --out DIR

InfoNCE over the batch and one mined hard negative a pair, temperature .03, AdamW,
2e-5 with warm-up and linear decay. Each batch mixes the sets by fixed shares; no
two passages of a batch are equal. A hard negative that the plain model finds
nearer than .95 of the positive's cosine is dropped: set phrases repeat, and such a
passage often answers too.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

import bert
import data

SHARES = {"own": 0.4, "official": 0.12, "law-statute": 0.1, "mrc-wiki": 0.13, "en-zh-law": 0.25}
QUESTION, PASSAGE = 64, 192  # tokens


class Texts:
    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(str(path))

    def tensors(self, texts, length):
        self.tokenizer.enable_truncation(length)
        self.tokenizer.enable_padding()
        rows = self.tokenizer.encode_batch(texts)
        return torch.tensor([r.ids for r in rows]), torch.tensor([r.attention_mask for r in rows])


@torch.no_grad()
def embed(model, texts, tokens, length, size=64):
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = torch.empty(len(texts), model.words.embedding_dim)
    for at in range(0, len(order), size):
        some = order[at:at + size]
        out[some] = model.embed(*tokens.tensors([texts[i] for i in some], length))
    return out


def mine(model, sets, tokens, most=6000):
    """A hard negative for each pair of the small sets: from places 2 to 30 of the
    plain model's ranking of the set's own passages."""
    rng = random.Random(2)
    hard = {}
    for name in ("own", "law-statute", "official"):
        rows = sets[name][:most]
        passages = sorted({p for _, p in rows})
        at = {p: i for i, p in enumerate(passages)}
        vectors = embed(model, passages, tokens, PASSAGE)
        questions = embed(model, [q for q, _ in rows], tokens, QUESTION)
        for (q, p), v in zip(rows, questions):
            cosines = vectors @ v
            good = cosines[at[p]].item()
            best = [i for i in cosines.topk(min(30, len(passages))).indices.tolist() if i != at[p] and cosines[i] < 0.95 * good]
            if best:
                hard[(q, p)] = [passages[i] for i in rng.sample(best, min(4, len(best)))]
    return hard


def batches(sets, size, seed):
    rng = random.Random(seed)
    queues = {}
    while True:
        batch, seen = [], set()
        for name, share in SHARES.items():
            wanted = len(batch) + round(share * size)
            while len(batch) < wanted:
                if not queues.get(name):
                    queues[name] = rng.sample(sets[name], len(sets[name]))
                q, p = queues[name].pop()
                if p not in seen:
                    seen.add(p)
                    batch.append((q, p))
        yield batch


def loss_of(model, batch, hard, tokens, rng):
    negatives = [rng.choice(hard[b]) for b in batch if b in hard]
    q = model.embed(*tokens.tensors([q for q, _ in batch], QUESTION))
    p = model.embed(*tokens.tensors([p for _, p in batch] + negatives, PASSAGE))
    scores = q @ p.T / 0.03
    target = torch.arange(len(batch))
    return F.cross_entropy(scores, target) + 0.2 * F.cross_entropy(scores[:, :len(batch)].T, target)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--model", type=Path, required=True, help="folder with model.onnx (fp32) and tokenizer.json")
    a.add_argument("--shared", type=Path, default=Path("../../shared"))
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--steps", type=int, default=1000)
    a.add_argument("--batch", type=int, default=40)
    a.add_argument("--rate", type=float, default=2e-5)
    o = a.parse_args()
    torch.manual_seed(1)
    tokens, model = Texts(o.model / "tokenizer.json"), bert.load(str(o.model / "model.onnx"))
    sets = data.pools(o.shared, Path(__file__).with_name("pairs.tsv"))
    hard = mine(model.eval(), sets, tokens)
    print(json.dumps({"hard negatives for": len(hard)}))
    optimiser = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / 50, (o.steps - s) / o.steps))
    rng, started, mean = random.Random(3), time.time(), 0.0
    o.out.mkdir(parents=True, exist_ok=True)
    model.train()
    for step, batch in zip(range(1, o.steps + 1), batches(sets, o.batch, 4)):
        loss = loss_of(model, batch, hard, tokens, rng)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
        if step % 20 == 0:
            print(json.dumps({"step": step, "loss": round(mean, 4), "seconds": round(time.time() - started)}), flush=True)
        if step % 200 == 0 or step == o.steps:
            torch.save(model.state_dict(), o.out / "encoder.pt")


if __name__ == "__main__":
    main()
