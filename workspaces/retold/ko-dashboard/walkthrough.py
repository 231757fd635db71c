# 1. 데이터 준비
import json
with open("library.jsonl", encoding="utf-8") as f:
    rows = [json.loads(line) for line in f]

# 2. 메시지와 weight
example = {"messages": [
    {"role": "user", "content": "고양이 책 있어요?"},
    {"role": "assistant", "content": "네, 있어요.", "weight": 0},
    {"role": "user", "content": "어느 서가에 있나요?"},
    {"role": "assistant", "content": "이 층 다섯째 서가예요."},
]}

# 3. 검사와 한도
import os
assert os.path.getsize("library.jsonl") < 512 * 1024 * 1024
text = open("library.jsonl", encoding="utf-8").read()
assert text.count('"messages"') >= 10

# 4. 비용
tokens, epochs, price = 100_000, 1, 3.00
print(tokens * epochs / 1_000_000 * price)  # 0.30

# 5. 업로드
from openai import OpenAI
client = OpenAI()
with open("library-flat.jsonl", "rb") as source:
    training = client.files.create(file=source, purpose="fine-tune")
print(training.id, training.status)

# 6. 작업 만들기
job = client.fine_tuning.jobs.create(
    model="gpt-4o-mini-2024-07-18",
    training_file=training.id,
    suffix="nuri",
    seed=7,
    hyperparameters={"n_epochs": 10, "batch_size": 2},
)
print(job.id)

# 7. 지켜보기
import time
while job.status not in ("succeeded", "failed", "cancelled"):
    time.sleep(5)
    job = client.fine_tuning.jobs.retrieve(job.id)
print(job.status, job.fine_tuned_model)

# 8. 플레이그라운드
system = "당신은 누리도서관 안내원 책벗입니다. 짧고 다정하게 답합니다."
reply = client.chat.completions.create(
    model=job.fine_tuned_model,
    messages=[
        {"role": "system", "content": system},
        {"role": "user", "content": "주차할 수 있나요?"},
    ],
)
print(reply.choices[0].message.content)

# 9. 평가
for model in ("gpt-4o-mini-2024-07-18", job.fine_tuned_model):
    answer = client.responses.create(
        model=model, instructions=system, input="쉬는 날은 언제인가요?"
    )
    print(model, answer.output_text)

# 10. 선호로 다듬기
with open("prefer.jsonl", "rb") as pairs:
    preferences = client.files.create(file=pairs, purpose="fine-tune")
second = client.fine_tuning.jobs.create(
    model=job.fine_tuned_model,
    training_file=preferences.id,
    method="dpo",
    beta=0.1,
)

# 11. 운영
for job in client.fine_tuning.jobs.list(limit=10):
    print(job.id, job.status, job.trained_tokens)
