#!/usr/bin/env python3
"""How often other detectors of encodings are right about the texts of the tests.

    FT_ENCODING_TABLES=FOLDER swift test --filter EncodingTests
    pip install charset-normalizer==3.5.3 chardet==7.7.0
    encoding-parity.py FOLDER

The tests write a table for each encoding: its name, what ft takes the text for, how sure it is, and
the bytes in base64. Right is a guess that decodes the bytes to the same text; unsure is what ft asks
about, and what the others give no answer to.
"""
import base64, pathlib, sys

import chardet, charset_normalizer

CODECS = {"shift_jis": "cp932", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}


def decoded(data, name):
    try:
        return data.decode(CODECS.get(name, name)) if name else None
    except (LookupError, UnicodeDecodeError):
        return None


def normalizer(data):
    best = charset_normalizer.from_bytes(data).best()
    return best.encoding if best else None


def main(folder):
    print(f"{'encoding':14}{'':8}{'ft':>16}{'charset-normalizer':>22}{'chardet':>18}")
    for table in sorted(pathlib.Path(folder).glob("*.tsv")):
        counts = {name: [0, 0, 0] for name in ("ft", "charset-normalizer", "chardet")}
        for line in table.read_text().splitlines():
            encoding, guess, certainty, letters = line.split("\t")
            data = base64.b64decode(letters)
            text = decoded(data, encoding)
            guesses = {"ft": None if certainty == "unsure" else guess,
                       "charset-normalizer": normalizer(data), "chardet": chardet.detect(data)["encoding"]}
            for name, found in guesses.items():
                if found is None:
                    counts[name][1] += 1
                else:
                    read = decoded(data, found.lower().replace("euc-jp-ms", "euc_jp"))
                    counts[name][0 if read == text else 2] += 1
        cells = ["/".join(map(str, counts[name])) for name in counts]
        print(f"{table.stem:14}{'':8}{cells[0]:>16}{cells[1]:>22}{cells[2]:>18}")
    print("right/unsure/wrong")


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
