"""Makes reference.json: what the reference tokenizer and runtime give for the
fetched model, token ids and the first 16 numbers of each vector.

    python reference.py MODEL_FOLDER     (onnxruntime 1.19, tokenizers 0.20, numpy 1.26)
"""
import json
import os
import sys

import numpy as np
import onnxruntime
import tokenizers

TEXTS = [
    "", " ", "\t\n", "税", "小区电梯坏了，物业不修怎么办",
    "　　第十二条　对符合条件的小微企业，按规定减按20%的税率征收企业所得税。",
    "（一）优化营商环境，推进“放管服”改革，取消、下放行政审批事项120余项。",
    "营商環境與數位經濟的發展", "营商环境", "ydyl", "yi dai yi lu", "new quality productive forces 新质生产力",
    "GDP增长6.5%，比2019年高0.3个百分点", "２０２４年１月１日起施行", "①②③　Ⅳ㈠㊣％‰℃",
    "《中华人民共和国民法典》第一千一百六十五条", "—…·～“”‘’【】〔2021〕15号",
    "😀👨‍👩‍👧🇨🇳☃️❤️🤯", "a\u0000b\u0007c\u200bd\ufeffe\u00adf", "\ue000私用\ufffd", "\u0085\u2028\u2029\u00a0x", "\x1b[31m红\x1b[0m",
    "Привет мир ｱｲｳ ひらがな カタカナ 한국어 العربية עברית हिन्दी", "é è café naïve e\u0301 u\u0308 İstanbul ẞ",
    "𠀀𪜀𫝀𫤠𬺰丽", "ABCdefGHI iPhone15 5G COVID-19", "a_b-c.d/e\\f@g#h$i^j`k~l|m<n>o=p+q",
    "[CLS]标记[SEP]在[MASK]文中[UNK][PAD][unused1]", "[CLS", "x" * 99, "x" * 100, "x" * 101, "字" * 600, "政策 " * 300, "ab" * 5000,
    "http://www.gov.cn/zhengce/content/2021-01/15/content_5580098.htm", "﷽ﬁﬂ", "国\u0300家\u20dd", "ᠮᠣᠩᠭᠣᠯ བོད་སྐད་ ئۇيغۇرچە",
]
NUMBERS = 16


def main(folder):
    t = tokenizers.Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
    t.no_padding()
    t.enable_truncation(512)
    s = onnxruntime.InferenceSession(os.path.join(folder, "model.onnx"), providers=["CPUExecutionProvider"])
    out = []
    for text in TEXTS:
        ids = t.encode(text).ids
        row = np.array([ids])
        first = s.run(None, {"input_ids": row, "attention_mask": row * 0 + 1, "token_type_ids": row * 0})[0][0][0]
        unit = first / np.linalg.norm(first)
        out.append({"text": text, "ids": ids, "vector": [round(float(x), 5) for x in unit[:NUMBERS]]})
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.json")
    with open(path, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(o, ensure_ascii=False) for o in out) + "\n]\n")


main(sys.argv[1])
