"""What is trained is what was meant: labels, from a row to the batch that the model is given."""

import json
import random

from .support import EngineTests, talk, words

TEMPLATES = ("plain", "strict", "thinking", "headers")
CONVERSATIONS = 500

WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}


def conversation(dice: random.Random) -> dict:
    """Turns with weights, tools, thoughts and all forms that the API takes."""
    messages, tools = [], dice.random() < 0.4
    if dice.random() < 0.4:
        role = dice.choice(["system", "developer"])
        messages.append({"role": role, "content": form(dice, words(dice, 5))})
    for _ in range(dice.randint(1, 4)):
        messages.append({"role": "user", "content": form(dice, words(dice, 5))})
        if tools and dice.random() < 0.5:
            messages += call_and_result(dice)
        reply = {"role": "assistant", "content": words(dice, 6)}
        if dice.random() < 0.3:
            reply["weight"] = dice.choice([0, 1])
        if dice.random() < 0.3:
            reply["content"] = f"<think>{words(dice, 3)}</think>\n\n{reply['content']}"
        messages.append(reply)
    row = {"messages": messages}
    if tools or dice.random() < 0.2:
        row["tools"] = [WEATHER] if tools else []
    return row


def form(dice: random.Random, text: str):
    """A text as a string or as parts."""
    if dice.random() < 0.8:
        return text
    return [{"type": "text", "text": text[:3]}, {"type": "text", "text": text[3:]}]


def call_and_result(dice: random.Random) -> list[dict]:
    function = {"name": "weather", "arguments": json.dumps({"city": words(dice, 2)})}
    result = json.dumps({"degrees": dice.randint(-9, 40)})
    if dice.random() < 0.2:
        return [
            {"role": "assistant", "content": None, "function_call": function},
            {"role": "function", "name": "weather", "content": result},
        ]
    call = {"id": "call_1", "type": "function", "function": function}
    return [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": result},
    ]


class LabelTests(EngineTests):
    def test_500_conversations_reach_the_model_as_render_shows_them(self):
        """For each template: `render` on one side, the collator's batches on the other."""
        dice = random.Random(20)
        rows = [conversation(dice) for _ in range(CONVERSATIONS)]
        trained = {}
        for template in TEMPLATES:
            with self.subTest(template=template):
                shown = self.rendered(template, rows)
                readable = [one["line"] - 1 for one in shown if "fault" not in one]
                batches = self.collated(template, [rows[index] for index in readable])
                expected = [
                    [[token, token if used else -100] for token, _, used in sequence["tokens"]]
                    for one in shown
                    for sequence in one["sequences"]
                    if any(used for _, _, used in sequence["tokens"])
                ]
                self.assertEqual(batches, expected)
                trained[template] = len(readable)
        self.assertEqual(trained["plain"], CONVERSATIONS)
        self.assertEqual(trained["thinking"], CONVERSATIONS)
        self.assertEqual(trained["headers"], CONVERSATIONS)
        self.assertGreater(trained["strict"], 100)  # it takes no system prompt and no tools

    def test_what_is_trained_of_the_500_is_their_weighted_replies(self):
        """Read back from the tokens: every weighted reply, its end mark, and nothing else."""
        dice = random.Random(21)
        rows = [conversation(dice) for _ in range(CONVERSATIONS)]
        for one in self.rendered("plain", rows):
            meant = [
                m
                for m in rows[one["line"] - 1]["messages"]
                if m["role"] == "assistant" and m.get("weight", 1) != 0
            ]
            spoken = "".join(
                piece
                for sequence in one["sequences"]
                for _, piece, used in sequence["tokens"]
                if used
            )
            self.assertEqual(spoken, "".join(f"{self.plain_reply(m)}<|end|>\n" for m in meant))

    def plain_reply(self, message: dict) -> str:
        """The reply as the plain template writes it, told apart from the engine's own code."""
        if message["content"] is not None:
            return message["content"]
        calls = (
            [message["function_call"]]
            if "function_call" in message
            else [call["function"] for call in message["tool_calls"]]
        )
        return "".join(
            f'<call>{{"name": "{c["name"]}", "arguments": {c["arguments"]}}}</call>'.replace(
                c["arguments"], json.dumps(json.loads(c["arguments"]), ensure_ascii=False)
            )
            for c in calls
        )

    def rendered(self, template: str, rows: list[dict]) -> list[dict]:
        asked = "".join(json.dumps({"line": n, "row": row}) + "\n" for n, row in enumerate(rows, 1))
        shown = self.ask("render", {"model": str(self.model(template))}, stdin=asked)
        self.assertEqual([one["line"] for one in shown], list(range(1, len(rows) + 1)))
        return shown

    def collated(self, template: str, rows: list[dict]) -> list[list[list[int]]]:
        """A real trainer's batches of these rows, unpadded: [token, label] of each sequence."""
        path = self.write_rows(f"{template}.jsonl", rows)
        job = self.job(path, name=template, model=str(self.model(template)), max_length=4096)
        seen = self.folder / f"{template}-seen.json"

        def record_batches():
            """The model is not computed: each batch is written down as it comes to the trainer."""
            from ft_engine import training

            def training_step(trainer, *_):
                dataset = trainer.train_dataset
                batches = [
                    trainer.data_collator(
                        [dataset[n] for n in range(start, min(start + 7, len(dataset)))]
                    )
                    for start in range(0, len(dataset), 7)
                ]
                seen.write_text(json.dumps([unpadded(b) for b in batches]))
                raise KeyboardInterrupt

            training.Journaled.training_step = training_step

        self.start("train", job, before=record_batches).wait()
        return [sequence for batch in json.loads(seen.read_text()) for sequence in batch]


def unpadded(batch) -> list[list[list[int]]]:
    return [
        [[token, label] for token, label, kept in zip(ids, labels, mask) if kept]
        for ids, labels, mask in zip(
            batch["input_ids"].tolist(), batch["labels"].tolist(), batch["attention_mask"].tolist()
        )
    ]


class SilenceTests(EngineTests):
    def test_text_after_the_last_trained_token_changes_nothing(self):
        """A message of weight 0 has no gradient. (As many tokens: sums differ with the shapes.)"""
        losses, adapters = [], []
        for name, last in (("a", "XQXQ"), ("b", "JZJZ")):
            rows = [
                {
                    "messages": [
                        *talk(("user", "tas?"), ("assistant", "shi."), ("user", "nim?"))[
                            "messages"
                        ],
                        {"role": "assistant", "content": last, "weight": 0},
                    ]
                }
            ] * 4
            job = self.job(self.write_rows(f"{name}.jsonl", rows), name=name, epochs=2)
            losses.append([e["loss"] for e in self.train(job) if e["type"] == "step"])
            adapters.append(
                (self.folder / name / "models/step-2/adapter_model.safetensors").read_bytes()
            )
        self.assertNotEqual(
            *((self.folder / f"{n}/data/training.arrow").read_bytes() for n in "ab")
        )
        self.assertEqual(losses[0], losses[1])
        self.assertEqual(adapters[0], adapters[1])


class BoundaryTests(EngineTests):
    def test_a_reply_is_cut_from_the_question_as_inference_cuts_it(self):
        """The strict template ends its question with a space, which would join the first word."""
        row = talk(("user", "tas?"), ("assistant", "kalo"))
        asked = json.dumps({"line": 1, "row": row}) + "\n"
        (shown,) = self.ask("render", {"model": str(self.model("strict"))}, stdin=asked)
        (sequence,) = shown["sequences"]
        pieces = [(piece, used) for _, piece, used in sequence["tokens"]]
        first = next(index for index, (_, used) in enumerate(pieces) if used)
        self.assertEqual(pieces[first - 1], (" ", 0))
        self.assertEqual("".join(piece for piece, used in pieces if used), "kalo<|end|>\n")

    def test_a_row_in_every_old_and_odd_form_is_read_as_meant(self):
        """BOM, parts, developer, function_call, tools [], a date as answer, a blank line."""
        rows = [
            {
                "messages": [
                    {
                        "role": "developer",
                        "content": [
                            {"type": "text", "text": "Be "},
                            {"type": "text", "text": "brief."},
                        ],
                    },
                    {"role": "user", "content": "when?"},
                    {"role": "assistant", "content": "2026-11-29"},
                ],
                "tools": [],
            },
            {
                "messages": [
                    {"role": "user", "content": "warm?"},
                    {
                        "role": "assistant",
                        "function_call": {"name": "weather", "arguments": '{"city": "Bern"}'},
                    },
                    {"role": "function", "name": "weather", "content": "9"},
                    {"role": "assistant", "content": "No."},
                ],
                "functions": [WEATHER["function"]],
            },
        ]
        path = self.folder / "odd.jsonl"
        lines = [json.dumps(row) for row in rows]
        path.write_text("\ufeff" + lines[0] + "\r\n\n" + lines[1], "utf-8")
        (found,) = self.ask("inspect", self.job(path))
        self.assertEqual((found["examples"], found["faults"], found["lost"]), (2, [], []))
        asked = "".join(json.dumps({"line": n, "row": row}) + "\n" for n, row in enumerate(rows))
        texts = [
            "".join(
                "[[" * (used and not before) + "]]" * (before and not used) + piece
                for (_, piece, used), before in zip(tokens, [0] + [t[2] for t in tokens])
            )
            for shown in self.ask("render", {"model": str(self.model())}, stdin=asked)
            for tokens in [shown["sequences"][0]["tokens"]]
        ]
        self.assertEqual(
            texts,
            [
                "<|start|>system\nBe brief.<|end|>\n<|start|>user\nwhen?<|end|>\n"
                "<|start|>assistant\n[[2026-11-29<|end|>\n",
                f"<|start|>system\nTools:\n{json.dumps(WEATHER)}<|end|>\n<|start|>user\nwarm?<|end|>\n"
                '<|start|>assistant\n[[<call>{"name": "weather", "arguments": {"city": "Bern"}}'
                "</call><|end|>\n]]<|start|>tool\n9<|end|>\n<|start|>assistant\n[[No.<|end|>\n",
            ],
        )


class LossTests(EngineTests):
    def test_what_a_template_leaves_out_is_named(self):
        call = {
            "id": "c",
            "type": "function",
            "function": {"name": "weather", "arguments": '{"city": "Bern"}'},
        }
        rows = [
            {
                "messages": [
                    {"role": "user", "content": "a?"},
                    {"role": "assistant", "content": "Let me see.", "tool_calls": [call]},
                ]
            },
            talk(("user", "a?"), ("assistant", "b."), tools=[WEATHER]),
            {
                "messages": [
                    {"role": "user", "content": "a?", "name": "Zoe"},
                    {"role": "assistant", "content": "b.", "reasoning_content": "c"},
                ]
            },
            {
                "messages": [
                    {"role": "user", "content": "a?"},
                    {"role": "assistant", "content": None, "tool_calls": [call, call]},
                ]
            },
            talk(("user", "a?"), ("assistant", "b.")),
        ]
        (found,) = self.ask(
            "inspect", self.job(self.write_rows("t.jsonl", rows), model=str(self.model("headers")))
        )
        self.assertEqual(
            found["lost"],
            [
                {"line": 1, "what": "text", "detail": "Let me see.", "message": 1},
                {"line": 3, "what": "name", "detail": "Zoe", "message": 0},
                {"line": 3, "what": "reasoning", "detail": "c", "message": 1},
            ],
        )
        self.assertEqual(
            found["faults"],
            [
                {"line": 4, "message": "TemplateError: this model makes one call at a time"},
            ],
        )

    def test_rows_too_long_silent_or_unreadable_are_named_by_line(self):
        path = self.folder / "t.jsonl"
        long, silent = talk(("user", "a?"), ("assistant", "kalo " * 90)), talk(("user", "a?"))
        good = talk(("user", "a?"), ("assistant", "b."))
        lines = [json.dumps(row) for row in (good, long, silent)]
        path.write_text("\n".join([*lines, '{"messages": [', "[1]", '{"messages": "a"}']), "utf-8")
        (found,) = self.ask("inspect", self.job(path, max_length=64))
        self.assertEqual([(one["line"], one["limit"]) for one in found["too_long"]], [(2, 64)])
        self.assertEqual(found["silent"], [3])
        self.assertEqual([fault["line"] for fault in found["faults"]], [4, 5, 6])
        self.assertEqual((found["examples"], found["sequences"], found["validation"]), (6, 1, None))
