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


ARTICLE = re.compile(r"^(第[〇零一二三四五六七八九十百千]+条)[\s　]*")


def articles(folder):
    """The articles of the statutes, of each title the newest file held, as
    (title, chapter, number, text); an article goes on to the next one's number."""
    newest = {}
    for file in sorted(Path(folder, "corpora", "statutes").rglob("*.md")):
        name, _, date = file.stem.partition("(")
        if name not in newest or date >= newest[name][0]:
            newest[name] = (date, file)
    for _, file in newest.values():
        yield from of_file(file)


def of_file(file):
    title, chapter, number, parts = file.stem.split("(")[0], "", "", []
    if file.parent.name == "民法典":
        title = "中华人民共和国民法典"
    for line in file.read_text(errors="replace").splitlines() + ["#"]:
        m = ARTICLE.match(line)
        if parts and (m or line.startswith("#")):
            yield title, chapter, number, " ".join(parts)
            parts = []
        if line.startswith("# ") and file.parent.name != "民法典":
            title = line.lstrip("# ").strip() or title
        elif line.startswith("#"):
            chapter = line.lstrip("# ").strip()
        elif m:
            number, parts = m[1], [line[m.end():].strip()]
        elif parts and line.strip():
            parts.append(line.strip())


def forms(rng, title, chapter, number, text):
    """An article as an index may hold it: its number in the text or in the title."""
    if rng.random() < 0.5:
        return passage(title, [chapter], f"{number} {text}")
    return passage(title + number, [], text)


def official(held, rng, most):
    """Pairs made from articles: the first sentence to the rest, and title with
    chapter to the article."""
    made = []
    for title, chapter, number, text in rng.sample(held, min(len(held), 3 * most)):
        first, _, rest = text.partition("。")
        if 12 <= len(first) <= 80 and 30 < len(rest) < 400:
            made.append((first, passage(title, [chapter], rest)))
        elif chapter and 60 <= len(text) <= 400 and rng.random() < 0.3:
            made.append((f"{title} {chapter}", passage("", [], text).strip()))
    return made[:most]


def law_statute(folder, held, rng):
    """The pairs of law-statute. A passage there is one or more whole articles with
    neither title nor number; each that is found again in the statutes is a pair of
    its own, as an index holds it."""
    at = {}
    for article in held:
        body = re.sub(r"\s", "", article[3])
        if len(body) >= 12:
            at.setdefault(body[:12], []).append((body, article))
    for question, text in shared(folder, "law-statute"):
        body, found = re.sub(r"\s", "", text), {}
        for i in range(len(body) - 11):
            for whole, article in at.get(body[i:i + 12], ()):
                if body.startswith(whole, i):
                    found.setdefault(whole, article)
        for article in found.values():
            yield question, forms(rng, *article)
        if not found:
            yield question, text


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
    """The training sets by name, as lists of (question, passage), and passages that
    serve as distractors only."""
    rng = random.Random(seed)
    near = forbidden(folder)
    held = [a for a in articles(folder) if 20 <= len(a[3]) <= 600]
    sets = {"own": [(q, text) for text, questions in own(pairs) for q in questions]}
    sets["law-statute"] = list(law_statute(folder, held, rng))
    for name in ("mrc-wiki", "en-zh-law"):
        sets[name] = list(shared(folder, name))
    sets["official"] = official(held, rng, 20_000)
    for name, rows in sets.items():
        kept = [r for r in rows if not near(r[0])]
        print(json.dumps({"set": name, "pairs": len(kept), "left out as near a bench question": len(rows) - len(kept)}))
        sets[name] = kept
    national = [a for a in held if a[0].startswith(("中华人民共和国", "最高人民法院"))]
    return sets, [forms(rng, *a) for a in rng.sample(national, min(len(national), 12_000))]
