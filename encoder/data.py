"""What the encoder is trained on: pairs of a question and the passage that answers it.

Only what may train a model that ships: our own pairs (pairs.tsv, the split train),
pairs made from official texts (title or heading to passage, first sentence to the
rest), and the files of ../shared/train that its README marks as fit (law-statute,
mrc-wiki, en-zh-law). No question of a bench, nor one like it, is among them.
"""

import gzip
import json
import random
import re
from pathlib import Path


def own(path, split="train"):
    """Rows of pairs.tsv as (text, [question, claim, english]); text is what the
    index embeds: title, headings and passage, a line each."""
    for line in Path(path).read_text().splitlines():
        if line.startswith("#"):
            continue
        f = line.split("\t")
        if f[8] == split:
            yield passage(f[2], f[3].split(" / "), f[4]), f[5:8]


def passage(title, headings, text):
    return "\n".join([title] + [h for h in headings if h and h != title] + [text])


def shared(folder, name):
    with gzip.open(Path(folder) / "train" / (name + ".tsv.gz"), "rt") as lines:
        for line in lines:
            f = line.rstrip("\n").split("\t")
            if len(f) == 2 and len(f[1]) > 10:
                yield f[0], f[1]


ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千]+条[\s　]*")


def statutes(folder, rng, most):
    """Pairs made from statutes: the first sentence of an article to the rest, and
    title with chapter to an article."""
    made = []
    files = sorted(Path(folder, "corpora", "statutes").rglob("*.md"))
    rng.shuffle(files)
    for file in files:
        title, chapter = file.stem.split("(")[0], ""
        for line in file.read_text(errors="replace").splitlines():
            if line.startswith("#"):
                chapter = line.lstrip("# ").strip()
            elif ARTICLE.match(line) and 60 <= len(line) <= 400 and rng.random() < 0.1:
                body = ARTICLE.sub("", line)
                first, _, rest = body.partition("。")
                if 12 <= len(first) <= 80 and len(rest) > 30:
                    made.append((first, passage(title, [], rest)))
                elif chapter and chapter != title:
                    made.append((f"{title} {chapter}", passage("", [], body).strip()))
        if len(made) >= most:
            break
    return made[:most]


def bigrams(text):
    text = re.sub(r"\W", "", text)
    return {text[i:i + 2] for i in range(len(text) - 1)} or {text}


def forbidden(folder):
    """A test of a question against those of the benches: equal or nearly so."""
    benches = [q for name in ("statutes", "policy") for q in bench(Path(folder, "bench", name))]
    index = {}
    for i, q in enumerate(benches):
        for g in bigrams(q):
            index.setdefault(g, set()).add(i)
    sets = [bigrams(q) for q in benches]

    def near(question):
        grams = bigrams(question)
        seen = {}
        for g in grams:
            for i in index.get(g, ()):
                seen[i] = seen.get(i, 0) + 1
        return any(n / (len(grams) + len(sets[i]) - n) >= 0.6 for i, n in seen.items())

    return near


def bench(folder):
    for name in ("queries.tsv", "canonical.tsv"):
        if (folder / name).exists():
            for line in (folder / name).read_text().splitlines():
                yield line.split("\t")[1]


def pools(folder, pairs, seed=1):
    """The training sets by name, as lists of (question, passage)."""
    rng = random.Random(seed)
    near = forbidden(folder)
    sets = {"own": [(q, text) for text, questions in own(pairs) for q in questions]}
    for name in ("law-statute", "mrc-wiki", "en-zh-law"):
        sets[name] = list(shared(folder, name))
    sets["official"] = statutes(folder, rng, 20_000)
    for name, rows in sets.items():
        kept = [r for r in rows if not near(r[0])]
        print(json.dumps({"set": name, "pairs": len(kept), "left out as near a bench question": len(rows) - len(kept)}))
        sets[name] = kept
    return sets
