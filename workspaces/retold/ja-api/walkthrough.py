# 1. なぜファインチューニングか
from openai import OpenAI
client = OpenAI()
system = "あなたはすみれ文具の店員です。短く、やさしく答えます。"
messages = [
    {"role": "system", "content": system},
    {"role": "user", "content": "名入れはできますか？"},
]
reply = client.chat.completions.create(
    model="gpt-4.1-mini-2025-04-14", messages=messages
)
print(reply.choices[0].message.content)

# 2. 表を読む
import pandas as pd
df = pd.read_csv("sumire.csv")
print(len(df))
print(df.head(1))

# 3. system を入れる
def to_example(row):
    return {
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": row["user"]},
            {"role": "assistant", "content": row["assistant"]},
        ]
    }

# 4. 分ける
from sklearn.model_selection import train_test_split
train_df, valid_df = train_test_split(
    df, test_size=0.25, random_state=42
)
print(len(train_df), len(valid_df))
print(valid_df["user"].iloc[0])

# 5. JSONL に書く
import json
out = open("train.jsonl", "w")
for i in train_df.index:
    line = json.dumps(to_example(train_df.loc[i]), ensure_ascii=False)
    out.write(line + "\n")
out = open("valid.jsonl", "w")
for i in valid_df.index:
    line = json.dumps(to_example(train_df.loc[i]), ensure_ascii=False)
    out.write(line + "\n")

# 6. 調べる
with open("train.jsonl", encoding="utf-8") as f:
    for number, line in enumerate(f, 1):
        roles = [m["role"] for m in json.loads(line)["messages"]]
        assert roles == ["system", "user", "assistant"], number

# 7. 料金
import tiktoken
encoding = tiktoken.get_encoding("o200k_base")
tokens = 0
for i in train_df.index:
    tokens += 3
    for message in to_example(train_df.loc[i])["messages"]:
        tokens += 3 + len(encoding.encode(message["role"]))
        tokens += len(encoding.encode(message["content"]))
print(tokens, tokens * 8 / 1_000_000 * 5.00)

# 8. アップロードとジョブ
with open("train.jsonl", "rb") as source:
    train_file = client.files.create(file=source, purpose="fine-tune")
with open("valid.jsonl", "rb") as held_out:
    valid_file = client.files.create(
        file=held_out, purpose="fine-tune"
    )
job = client.fine_tuning.jobs.create(
    model="gpt-4.1-mini-2025-04-14",
    training_file=train_file.id,
    validation_file=valid_file.id,
    suffix="sumire",
    seed=42,
    method={
        "type": "supervised",
        "supervised": {
            "hyperparameters": {"n_epochs": 8, "batch_size": 2}
        },
    },
)
print(job.id)

# 9. 待つ
import time
while job.status not in ("succeeded", "failed", "cancelled"):
    time.sleep(2)
    job = client.fine_tuning.jobs.retrieve(job.id)
events = client.fine_tuning.jobs.list_events(job.id, limit=20)
for event in reversed(events.data):
    print(event.message)

# 10. 話す
reply = client.chat.completions.create(
    model=job.fine_tuned_model, messages=messages, temperature=0
)
print(reply.choices[0].message.content)

# 11. くらべる
for model in ("gpt-4.1-mini-2025-04-14", job.fine_tuned_model):
    reply = client.chat.completions.create(
        model=model, messages=messages
    )
    print(model, reply.choices[0].message.content)

# 12. 使い続ける
print([file.filename for file in client.files.list()])
print([model.id for model in client.models.list()])
