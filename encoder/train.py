"""Train the encoder: python train.py --model DIR --shared ../../shared --out DIR

InfoNCE over the batch and one mined hard negative a pair, temperature .03, AdamW
with warm-up and linear decay. Each batch mixes the sets by fixed shares; a passage
that is known to answer another question of the batch is no negative for it. A hard
negative that the plain model finds nearer than .95 of the positive's cosine is
dropped: set phrases repeat, and such a passage often answers too. bfloat16 where
the processor has it: three times as fast, and the weights stay in float32.

What is written is the mean of the weights at every KEPT steps. Of the run of
2026-11-30 (1,200 steps planned, stopped at 800: about an hour on two shared cores)
the mean of steps 400 and 800 was better than step 800 alone (README.md).
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

SHARES = {"own": 0.35, "law-statute": 0.2, "official": 0.1, "mrc-wiki": 0.1, "en-zh-law": 0.25}
QUESTION, PASSAGE = 64, 160  # tokens
KEPT = 400  # steps
CHUNK = 24  # texts of like length that are padded together


class Texts:
    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(str(path))

    def tensors(self, texts, length):
        self.tokenizer.enable_truncation(length)
        self.tokenizer.enable_padding()
        rows = self.tokenizer.encode_batch(texts)
        return torch.tensor([r.ids for r in rows]), torch.tensor([r.attention_mask for r in rows])


def embed(model, texts, tokens, length, size=CHUNK):
    """The vectors of texts in their order, computed in chunks of like length."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    parts = []
    for at in range(0, len(order), size):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts.append(model.embed(*tokens.tensors([texts[i] for i in order[at:at + size]], length)).float())
    back = torch.empty(len(order), dtype=torch.long)
    back[order] = torch.arange(len(order))
    return torch.cat(parts)[back]


@torch.no_grad()
def mine(model, sets, distractors, tokens, most=8000):
    """Hard negatives of each pair of the small sets: of places 1 to 50 of the plain
    model's ranking of the passages of all of them and the distractors."""
    rng, rows = random.Random(2), []
    for name in ("own", "law-statute", "official"):
        rows += sets[name][:most]
    answers = {}
    for q, p in rows:
        answers.setdefault(q, set()).add(p)
    passages = sorted({p for _, p in rows} | set(distractors))
    at = {p: i for i, p in enumerate(passages)}
    vectors = F.normalize(embed(model, passages, tokens, PASSAGE, 64), dim=-1)
    questions = F.normalize(embed(model, [q for q, _ in rows], tokens, QUESTION, 64), dim=-1)
    hard = {}
    for (q, p), v in zip(rows, questions):
        cosines = vectors @ v
        good = cosines[at[p]].item()
        best = [passages[i] for i in cosines.topk(50).indices.tolist() if cosines[i] < 0.95 * good]
        best = [b for b in best if b not in answers[q]]
        if best:
            hard[(q, p)] = rng.sample(best, min(8, len(best)))
    return hard, answers


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
                if not {p, q} & seen:
                    seen |= {p, q}
                    batch.append((q, p))
        yield batch


def loss_of(model, batch, hard, answers, tokens, rng):
    passages = [p for _, p in batch] + [rng.choice(hard[b]) for b in batch if b in hard]
    q = embed(model, [q for q, _ in batch], tokens, QUESTION)
    p = embed(model, passages, tokens, PASSAGE)
    also = [[j != i and t in answers.get(b[0], ()) for j, t in enumerate(passages)] for i, b in enumerate(batch)]
    scores = (q @ p.T / 0.03).masked_fill(torch.tensor(also), -1e4)
    target = torch.arange(len(batch))
    return F.cross_entropy(scores, target) + 0.2 * F.cross_entropy(scores[:, :len(batch)].T, target)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--model", type=Path, required=True, help="folder with model.onnx (fp32) and tokenizer.json")
    a.add_argument("--shared", type=Path, default=Path("../../shared"))
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--steps", type=int, default=1200, help="that the decay of the rate is planned for")
    a.add_argument("--stop", type=int, default=800)
    a.add_argument("--batch", type=int, default=48)
    a.add_argument("--rate", type=float, default=3e-5)
    o = a.parse_args()
    torch.manual_seed(1)
    tokens, model = Texts(o.model / "tokenizer.json"), bert.load(str(o.model / "model.onnx"))
    sets, distractors = data.pools(o.shared, Path(__file__).with_name("pairs.tsv"))
    started = time.time()
    hard, answers = mine(model.eval(), sets, distractors, tokens)
    print(json.dumps({"hard negatives for": len(hard), "seconds": round(time.time() - started)}), flush=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / 60, (o.steps - s) / o.steps))
    rng, started, mean, kept = random.Random(3), time.time(), 0.0, []
    o.out.mkdir(parents=True, exist_ok=True)
    model.train()
    for step, batch in zip(range(1, o.stop + 1), batches(sets, o.batch, 4)):
        loss = loss_of(model, batch, hard, answers, tokens, rng)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
        if step % 20 == 0:
            print(json.dumps({"step": step, "loss": round(mean, 4), "seconds": round(time.time() - started)}), flush=True)
        if step % KEPT == 0 or step == o.stop:
            kept.append({k: v.clone() for k, v in model.state_dict().items()})
            torch.save({k: sum(s[k] for s in kept) / len(kept) for k in kept[0]}, o.out / "encoder.pt")


if __name__ == "__main__":
    main()
