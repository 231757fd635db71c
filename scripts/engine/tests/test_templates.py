"""The chat templates that TRL ships, of forty models: labels as TRL makes them, reply by reply.

TRL's own forms for whole talks lose weights or train what they should not; its prompt and
completion form, one reply at a time, is the reference.
"""

import json
import os
import re

from .support import EngineTests

QUESTION = {"role": "user", "content": "Is it warm in Bern?"}
TALK = [
    QUESTION,
    {"role": "assistant", "content": "It is."},
    {"role": "user", "content": "And dry?"},
    {"role": "assistant", "content": "2026-11-29"},
]


class TemplateTests(EngineTests):
    def test_labels_equal_those_of_trls_prompt_and_completion(self):
        asked = self.folder / "asked.json"
        folder = str(self.model())

        def compare():
            asked.write_text(json.dumps(compared(folder)))
            os._exit(0)

        self.start("compare", {}, before=compare).wait()
        found = json.loads(asked.read_text())
        odd = [name for name, what in found.items() if what != "equal"]
        self.assertEqual(odd, ["llava_next_chat_template"])  # it takes texts as parts alone
        self.assertEqual(len(found), 41)


def compared(folder: str) -> dict[str, str]:
    """For each template whether ours and TRL's agree on the talk above."""
    import transformers
    from ft_engine.rendering import Renderer
    from trl import chat_template_utils

    made = {}
    for name in sorted(dir(chat_template_utils)):
        template = getattr(chat_template_utils, name)
        if not (name.endswith("_chat_template") and isinstance(template, str)):
            continue
        if "training" in name:
            continue
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        tokenizer.chat_template = template
        marks = set(re.findall(r"<\|[a-z_]+\|>|<[a-z_]+>|\[/?[A-Z]+\]", template))
        tokenizer.add_tokens(sorted(marks), special_tokens=True)
        row = Renderer(tokenizer).row({"messages": TALK}, "supervised")
        made[name] = row.fault or agreed(row.sequences, tokenizer)
    return made


def agreed(sequences, tokenizer) -> str:
    """Compares what is trained, in order, and for the last reply all of its tokens."""
    expected = []
    for index in (1, 3):
        prompt = tokenizer.apply_chat_template(
            TALK[:index], tokenize=True, add_generation_prompt=True, return_dict=True
        )["input_ids"]
        both = tokenizer.apply_chat_template(TALK[: index + 1], tokenize=True, return_dict=True)[
            "input_ids"
        ]
        common = len(os.path.commonprefix([prompt, both]))
        expected.append((both[:common], both[common:]))
    trained = [i for s in sequences for i, t in zip(s.ids, s.trained) if t]
    if trained != [i for _, reply in expected for i in reply]:
        return "other tokens are trained"
    last = sequences[-1].ids
    return "equal" if last == sum(expected[-1], []) else "another context"
