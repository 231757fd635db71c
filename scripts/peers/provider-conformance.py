#!/usr/bin/env python3
"""The files that scripts/provider-conformance asks about, and the checkers that it asks.

    provider-conformance.py corpus              one file a line, as JSON: kind, and text or base64
    provider-conformance.py check CHECKER ...   one answer a line: kind, checker, version, verdict, message

Each file of a kind holds ten good chats with the row in question as the sixth, unless the kind is
about the file as a whole. mistral-common and TRL ask about rows, so those two are given what
Python's json makes of each line, and what json refuses counts as refused. TRL's verdict is about what
its chat template writes and its training template trains: altered where a text is missing there.
"""
import base64, contextlib, copy, importlib.metadata, io, json, os, random, re, sys, tempfile, warnings

WORDS = ("order parcel invoice account ticket battery kettle window ladder garden letter engine "
         "환불 주문 배송 창문 우산 注文 荷物 電池 手紙 傘").split()
TOOL = {"type": "function", "function": {"name": "stock", "description": "Counts what is in stock.",
        "parameters": {"type": "object", "properties": {"item": {"type": "string"}}, "required": ["item"]}}}
PIXEL = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


# The corpus ------------------------------------------------------------------------------------


class Corpus:
    """Good rows from one seed, and the files made of them."""

    def __init__(self, seed=7):
        self.random = random.Random(seed)
        self.files = {}

    def phrase(self, count=2):
        return " ".join(self.random.sample(WORDS, count))

    def good(self, system=False, turns=1):
        messages = [{"role": "system", "content": "Answer in one sentence."}] if system else []
        for _ in range(turns):
            messages += [{"role": "user", "content": f"Where is the {self.phrase()}?"},
                         {"role": "assistant", "content": f"It is beside the {self.phrase()}."}]
        return {"messages": messages}

    def calling(self, arguments='{"item": "kettle"}', identifier="call_1", answer="call_1"):
        call = {"id": identifier, "type": "function", "function": {"name": "stock", "arguments": arguments}}
        return {"messages": [{"role": "user", "content": "How many kettles are there?"},
                             {"role": "assistant", "content": None, "tool_calls": [call]},
                             {"role": "tool", "tool_call_id": answer, "content": "12 kettles"},
                             {"role": "assistant", "content": "There are twelve kettles."}], "tools": [TOOL]}

    def whole(self, kind, text):
        self.files[kind] = text if isinstance(text, bytes) else text.encode()

    def row(self, kind, row, line=None):
        """A file of ten good chats and, as the sixth row, this one or this line."""
        lines = [encoded(self.good()) for _ in range(10)]
        lines.insert(5, encoded(row) if line is None else line)
        self.whole(kind, "".join(text + "\n" for text in lines))

    def change(self, kind, change, **shape):
        """As `row`, for a good chat that a function has changed."""
        row = self.good(**shape)
        change(row)
        self.row(kind, row)


def encoded(row):
    return json.dumps(row, ensure_ascii=False)


def set_in(position, key, value):
    return lambda row: row["messages"][position].__setitem__(key, value)


def corpus():
    c = Corpus()
    # Good rows, and what some take and others do not.
    c.row("good", c.good())
    c.row("good-system", c.good(system=True))
    c.row("good-turns", c.good(turns=3))
    c.row("good-tools", c.calling())
    c.change("weight-0", set_in(1, "weight", 0), turns=2)
    c.change("weight-1", set_in(1, "weight", 1))
    c.change("weight-half", set_in(1, "weight", 0.5))
    c.change("weight-true", set_in(1, "weight", True))
    c.change("weight-text", set_in(1, "weight", "1"))
    c.change("weight-2", set_in(1, "weight", 2))
    c.change("weight-on-user", set_in(0, "weight", 1))
    c.change("weight-all-0", set_in(1, "weight", 0))
    c.change("name", set_in(0, "name", "mina"))
    c.change("name-null", set_in(0, "name", None))
    c.change("key-in-message", set_in(1, "source", "forum"))
    c.change("key-in-row", lambda row: row.update(id="a-1"))
    c.change("reasoning", set_in(1, "reasoning_content", "The drawer was open."))
    c.change("refusal", set_in(1, "refusal", "I would rather not."))
    # Contents.
    c.change("content-missing", lambda row: row["messages"][0].pop("content"))
    c.change("content-null", set_in(1, "content", None))
    c.change("content-empty", set_in(1, "content", ""))
    c.change("content-spaces", set_in(1, "content", "  \n"))
    c.change("content-number", set_in(1, "content", 5))
    c.change("content-date", set_in(1, "content", "2026-1-2"))
    c.change("parts-user", set_in(0, "content", [{"type": "text", "text": "Where is the umbrella?"}]))
    c.change("parts-assistant", set_in(1, "content", [{"type": "text", "text": "It is in the hall."}]))
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PIXEL}}
    c.change("image-data", set_in(0, "content", [{"type": "text", "text": "What is this?"}, image]))
    link = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    c.change("image-link", set_in(0, "content", [{"type": "text", "text": "What is this?"}, link]))
    # Roles and their order.
    c.change("role-missing", lambda row: row["messages"][0].pop("role"))
    c.change("role-developer", set_in(0, "role", "developer"), system=True)
    c.change("role-bot", set_in(1, "role", "bot"))
    c.change("role-case", set_in(1, "role", "Assistant"))
    c.change("role-human-gpt", lambda row: [m.update(role=r) for m, r in zip(row["messages"], ("human", "gpt"))])
    c.change("system-second", lambda row: row["messages"].insert(1, {"role": "system", "content": "Be brief."}))
    c.change("system-after-assistant", lambda row: row["messages"].insert(2, {"role": "system", "content": "Be brief."}), turns=2)
    c.change("system-twice", lambda row: row["messages"].insert(0, {"role": "system", "content": "Be brief."}), system=True)
    c.change("system-only", lambda row: row.update(messages=row["messages"][:1]), system=True)
    c.change("assistant-none", lambda row: row["messages"].pop())
    c.change("assistant-first", lambda row: row["messages"].pop(0), turns=2)
    c.change("assistant-twice", lambda row: row["messages"].append({"role": "assistant", "content": "And it is dry."}))
    c.change("user-twice", lambda row: row["messages"].insert(0, {"role": "user", "content": "Hello there."}))
    c.change("user-last", lambda row: row["messages"].append({"role": "user", "content": "Thank you."}))
    # Tools.
    c.change("calls-content-absent", lambda row: row.update(c.calling()) or row["messages"][1].pop("content"))
    c.row("arguments-object", c.calling(arguments={"item": "kettle"}))
    c.row("arguments-not-json", c.calling(arguments="{item: kettle}"))
    c.row("call-unanswered", {"messages": [m for m in c.calling()["messages"] if m["role"] != "tool"], "tools": [TOOL]})
    c.row("result-uncalled", {"messages": [m for m in c.calling()["messages"] if not m.get("tool_calls")], "tools": [TOOL]})
    c.row("call-id-other", c.calling(answer="call_2"))
    c.row("call-id-nine", c.calling(identifier="kettle123", answer="kettle123"))
    c.row("call-without-tools", {"messages": c.calling()["messages"]})
    c.change("tools-empty", lambda row: row.update(tools=[]))
    c.change("tools-unused", lambda row: row.update(tools=[TOOL]))
    c.row("parallel-tool-calls", c.calling() | {"parallel_tool_calls": False})
    old = c.calling()["messages"]
    old[1] = {"role": "assistant", "content": None, "function_call": old[1]["tool_calls"][0]["function"]}
    old[2] = {"role": "function", "name": "stock", "content": "12 kettles"}
    c.row("function-call", {"messages": old, "functions": [TOOL["function"]]})
    # The row as a whole.
    c.change("messages-missing", lambda row: row.update(chat=row.pop("messages")))
    c.row("messages-null", {"messages": None})
    c.row("messages-empty", {"messages": []})
    c.row("messages-text", {"messages": "Where is the ladder?"})
    c.row("messages-object", {"messages": {"role": "user", "content": "Where is the ladder?"}})
    c.row("message-text", {"messages": ["Where is the ladder?", "Outside."]})
    pair = {"prompt": "Where is the ladder?", "completion": "It is outside."}
    c.row("mixed-formats", pair)
    for kind, row in {
        "prompt-completion": pair,
        "prompt-completion-chat": {"prompt": c.good()["messages"][:1], "completion": c.good()["messages"][1:]},
        "text": {"text": "The ladder is outside."},
        "sharegpt": {"conversations": [{"from": "human", "value": "Where is it?"}, {"from": "gpt", "value": "Outside."}]},
        "alpaca": {"instruction": "Name the tool.", "input": "It has rungs.", "output": "A ladder."},
        "preference": {"input": {"messages": c.good()["messages"][:1]}, "preferred_output": c.good()["messages"][1:],
                       "non_preferred_output": [{"role": "assistant", "content": "No idea."}]},
        "preference-trl": {"prompt": c.good()["messages"][:1], "chosen": c.good()["messages"][1:],
                           "rejected": [{"role": "assistant", "content": "No idea."}]},
    }.items():
        c.whole(kind, (encoded(row) + "\n") * 11)
    # Lines and bytes.
    good = encoded(c.good())
    c.row("json-comma", None, good[:-1] + ",}")
    c.row("json-single-quotes", None, str(c.good()))
    c.row("json-two-on-a-line", None, good + good)
    c.row("json-array-line", None, "[" + good + "]")
    c.row("json-nan", None, good[:-1] + ', "score": NaN}')
    c.row("json-key-twice", None, good[:-1] + ', "messages": []}')
    c.row("json-half-surrogate", None, good.replace("Where", "\\ud83d Where"))
    c.row("line-blank", None, "")
    c.change("key-late", lambda row: None)
    c.whole("key-late", "".join(encoded(c.good()) + "\n" for _ in range(120)) + encoded(c.calling()) + "\n")
    ten = [c.good() for _ in range(10)]
    lines = [encoded(row) for row in ten]
    c.whole("file-array", json.dumps(ten, ensure_ascii=False) + "\n")
    c.whole("file-indented", "".join(json.dumps(row, ensure_ascii=False, indent=2) + "\n" for row in ten))
    c.whole("file-bom", b"\xef\xbb\xbf" + "".join(line + "\n" for line in lines).encode())
    c.whole("file-crlf", "".join(line + "\r\n" for line in lines))
    c.whole("file-no-last-newline", "\n".join(lines))
    c.whole("file-cp949", "".join(encoded({"messages": [{"role": "user", "content": "환불 되나요?"}, m["messages"][1]
            | {"content": "네, 됩니다."}]}) + "\n" for m in ten).encode("cp949"))
    c.whole("file-empty", "")
    c.whole("file-one-row", lines[0] + "\n")
    return c.files


# The checkers ----------------------------------------------------------------------------------


def version(package):
    return importlib.metadata.version(package)


def short(message):
    """One line without paths, fit for a column."""
    text = re.sub(r"\s+", " ", re.sub(r"[^\s\"']*/(train\.jsonl)", r"\1", str(message))).strip()
    return text if len(text) <= 120 else text[:117] + "..."


def failure(error):
    inner = error
    while inner.__cause__ is not None:
        inner = inner.__cause__
    if hasattr(inner, "errors") and callable(inner.errors):  # pydantic: the first is enough
        first = inner.errors()[0]
        return f"{type(inner).__name__}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
    return f"{type(inner).__name__}: {inner}"


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def plain(value):
    """A value without its keys of null, which readers of columns add."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item is not None}
    return [plain(item) for item in value] if isinstance(value, list) else value


def same(read, path):
    """The verdict on rows that were read back, beside the rows that Python's json reads."""
    try:
        given = rows_of(path)
    except ValueError:
        return "accepted", f"{len(read)} rows; not JSON lines for Python"
    if not all(isinstance(row, dict) for row in given):
        return "accepted", f"{len(read)} rows; not an object on each line"
    if len(read) != len(given):
        return "altered", f"{len(read)} rows of {len(given)}"
    if json.dumps(read, sort_keys=True) == json.dumps(given, sort_keys=True):
        return "accepted", ""
    for number, (ours, theirs) in enumerate(zip(read, given), 1):
        ours, theirs = plain(ours), plain(theirs)
        if json.dumps(ours, sort_keys=True) != json.dumps(theirs, sort_keys=True):
            for key in theirs:
                if key not in ours:
                    return "altered", f"row {number}: {key} is gone"
                if ours[key] != theirs[key]:
                    return "altered", f"row {number}: {key} is {json.dumps(ours[key], ensure_ascii=False)}"
            return "altered", f"row {number}: {json.dumps(ours, ensure_ascii=False)}"
    return "altered", "only keys of null differ"


def ask_together(path):
    try:
        from together.lib.utils.files import check_file
    except ImportError:
        from together.utils.files import check_file
    with contextlib.redirect_stderr(io.StringIO()):  # a progress bar
        report = check_file(path)
    return ("accepted", "") if report["is_check_passed"] else ("refused", report["message"])


def ask_fireworks(path):
    from fireworks.lib.dataset_upload import count_dataset_examples
    return "accepted", f"{count_dataset_examples(path)} examples"


def ask_mistral(tokenizer):
    def ask(path):
        from mistral_common.protocol.instruct.messages import FinetuningMessage
        from mistral_common.protocol.instruct.tool_calls import Tool
        from mistral_common.protocol.instruct.validator import ValidationMode, get_validator
        from mistral_common.tokens.tokenizers.base import TokenizerVersion
        from pydantic import TypeAdapter
        types = TypeAdapter(list[FinetuningMessage])
        validator = get_validator(TokenizerVersion(tokenizer), ValidationMode.finetuning)
        for row in rows_of(path):
            if not isinstance(row, dict) or "messages" not in row:
                return "refused", "no messages to ask about"
            validator.validate_messages(types.validate_python(row["messages"]))
            for tool in row.get("tools") or []:
                Tool.model_validate(tool)
        return "accepted", "" if os.path.getsize(path) else "no rows"
    return ask


def ask_datasets(path):
    import datasets
    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        read = datasets.load_dataset("json", data_files=path, split="train", cache_dir=cache)
        return same([dict(row) for row in read], path)


def ask_polars(path):
    import polars
    return same(polars.read_ndjson(path).to_dicts(), path)


def ask_duckdb(path):
    import duckdb
    copied = path + ".out"
    connection = duckdb.connect()
    connection.sql(f"copy (select * from read_json('{path}')) to '{copied}' (format json)")
    return same(rows_of(copied), path)


def tokenizer_of(template):
    """One token a byte: what a template writes and trains does not depend on the vocabulary."""
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    inner = Tokenizer(models.BPE({letter: n for n, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}, []))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner, bos_token="<s>", eos_token="</s>", chat_template=template)


def said(message):
    """The texts of a message that should be found in what is trained."""
    content = message.get("content")
    yield from [content] if isinstance(content, str) else [p["text"] for p in content or [] if p.get("text")]
    for call in message.get("tool_calls") or []:
        yield call["function"]["name"]
    yield from (message[key] for key in ("name", "reasoning_content", "refusal") if isinstance(message.get(key), str))
    if message.get("function_call"):
        yield message["function_call"]["name"]


def ask_trl(family):
    def ask(path):
        from trl import chat_template_utils, data_utils
        tokenizer = tokenizer_of(getattr(chat_template_utils, family + "_chat_template"))
        training = tokenizer_of(getattr(chat_template_utils, family + "_training_chat_template", None))
        notes = []
        for number, row in enumerate(rows_of(path), 1):
            row = data_utils.maybe_convert_to_chatml(copy.deepcopy(row))
            if not data_utils.is_conversational(row):
                if not all(isinstance(row.get(key), str) for key in ("prompt", "completion")) and not isinstance(row.get("text"), str):
                    return "refused", f"row {number}: not conversational, no text, no prompt and completion"
                continue
            made = "".join(data_utils.apply_chat_template(row, tokenizer, tools=row.get("tools")).values())
            messages = [m for key in ("messages", "prompt", "completion", "chosen", "rejected") for m in row.get(key) or []]
            for message in messages:
                lost = [text for text in said(message) if text.strip() not in made]
                if lost:
                    notes.append(f"row {number}: {lost[0]} is not in the text")
            if "{'type': 'text'" in made:
                notes.append(f"row {number}: parts are written as Python prints them")
            weighed = [m for m in messages if m["role"] == "assistant" and m.get("weight", 1) != 1]
            if weighed and not training.chat_template:
                return "accepted", "not asked: it ships no training template for this one"
            if weighed:
                done = training.apply_chat_template(messages, return_dict=True, return_assistant_tokens_mask=True)
                spent = training.decode([t for t, kept in zip(done["input_ids"], done["assistant_masks"]) if kept])
                notes += [f"row {number}: a reply of weight {json.dumps(m['weight'])} is trained as any other"
                          for m in weighed if m["content"] in spent]
        return ("altered", notes[0]) if notes else ("accepted", "" if os.path.getsize(path) else "no rows")
    return ask


CHECKERS = {
    "together": [("together", "together", ask_together)],
    "fireworks": [("fireworks", "fireworks-ai", ask_fireworks)],
    "mistral": [(f"mistral-{v}", "mistral-common", ask_mistral(v)) for v in ("v3", "v13")],
    "datasets": [("datasets", "datasets", ask_datasets)],
    "polars": [("polars", "polars", ask_polars)],
    "duckdb": [("duckdb", "duckdb", ask_duckdb)],
    "trl": [(f"trl-{family}", "trl", ask_trl(family)) for family in ("qwen3", "llama3_1", "gemma3")],
}


def main(arguments):
    if arguments[:1] == ["corpus"]:
        for kind, content in corpus().items():
            try:
                held = {"text": content.decode()}
            except UnicodeDecodeError:
                held = {"base64": base64.b64encode(content).decode()}
            print(json.dumps({"kind": kind} | held))
        return
    if arguments[:1] != ["check"]:
        sys.exit(__doc__)
    os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", TQDM_DISABLE="1")
    warnings.simplefilter("ignore")
    files = corpus()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HF_HOME"] = folder
        for name in arguments[1:]:
            for checker, package, ask in CHECKERS[name]:
                for kind, content in files.items():
                    path = os.path.join(folder, "train.jsonl")
                    with open(path, "wb") as file:
                        file.write(content)
                    try:
                        verdict, message = ask(path)
                    except Exception as error:
                        verdict, message = "refused", failure(error)
                    print(kind, checker, version(package), verdict, short(message), sep="\t", flush=True)


main(sys.argv[1:])
