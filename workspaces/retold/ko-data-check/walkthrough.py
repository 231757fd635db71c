# 1. 읽기
import json
rows = []
with open("wood.jsonl", encoding="utf-8") as f:
    for line in f:
        rows.append(json.loads(line))

# 2. 몇 개이고 어떻게 생겼나
text = open("wood.jsonl", encoding="utf-8").read()
text = text.replace("]} {", "]}\n{")
rows = [json.loads(line) for line in text.splitlines()]
print(len(rows))
for message in rows[0]["messages"]:
    print(message)

# 3. 형식 검사
from collections import Counter
errors = Counter()
for row in rows:
    messages = row.get("messages", [])
    for message in messages:
        if message.get("role") not in ("system", "user", "assistant"):
            errors["unrecognized_role"] += 1
        content = message.get("content")
        function_call = message.get("function_call")
        if (not content and not function_call) or not isinstance(content, str):
            errors["missing_content"] += 1
    if not any(m.get("role") == "assistant" for m in messages):
        errors["example_missing_assistant_message"] += 1
print(errors)

# 4. 빠진 것 채우기
missing_system = [
    number
    for number, row in enumerate(rows, 1)
    if row["messages"][0]["role"] != "system"
]
print(missing_system)

# 5. 인코딩
import tiktoken
encoding = tiktoken.get_encoding("cl100k_base")
print(len(encoding.encode("나무 이야기라면 무엇이든 담백하게 답합니다.")))

# 6. 예제의 토큰
def tokens_of(messages):
    total = 3
    for message in messages:
        total += 3
        for key, value in message.items():
            total += len(encoding.encode(value))
    return total
token_counts = [tokens_of(row["messages"]) for row in rows]

# 7. 분포
import numpy as np
counts = [len(row["messages"]) for row in rows]
print("min / max:", min(counts), max(counts))
print("mean / median:", np.mean(counts), np.median(counts))
print("p5 / p95:", np.quantile(counts, 0.1), np.quantile(counts, 0.9))

# 8. 길이와 비용
MAX_TOKENS = 16385
print(sum(count > MAX_TOKENS for count in token_counts))
epochs = 3
if len(rows) * epochs < 100:
    epochs = min(25, 100 // len(rows))
print(epochs, "epochs")

# 9. 업로드
from openai import OpenAI
client = OpenAI()
with open("wood.jsonl", "rb") as f:
    uploaded = client.files.create(file=f, purpose="fine-tune")

# 10. 학습 작업
job = client.fine_tuning.jobs.create(
    training_file=uploaded.id,
    model="gpt-4o-2024-08-06",
    method={"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.1}}},
)
