# 1. 왜 파인튜닝인가
from openai import OpenAI
client = OpenAI()
system = "문의를 읽고 JSON으로만 답하세요. 키는 분류와 급함입니다."
messages = [
    {"role": "system", "content": system},
    {"role": "user", "content": "다른 물건이 왔어요."},
]
reply = client.chat.completions.create(
    model="gpt-4.1-mini",
    messages=messages,
)
print(reply.choices[0].message.content)

# 2. 데이터
import json
with open("intent.jsonl", encoding="utf-8") as f:
    data = [json.loads(line) for line in f if line.strip()]
print(len(data), data[0]["messages"])

# 3. 검사
for number, row in enumerate(data, 1):
    roles = [message["role"] for message in row["messages"]]
    if "user" not in roles or roles[-1] != "assistant":
        print("잘못된 예제:", number)

# 4. 토큰과 비용
import tiktoken
encoding = tiktoken.get_encoding("o200k_base")
tokens = 0
for row in data:
    tokens += 3
    for message in row["messages"]:
        tokens += 3 + len(encoding.encode(message["role"]))
        tokens += len(encoding.encode(message["content"]))
print(tokens * 8 / 1_000_000 * 5)

# 5. 업로드
with open("intent.jsonl", "rb") as f:
    uploaded = client.files.create(file=f, purpose="fine-tune")
print(uploaded.id)

# 6. 학습 작업
job = client.fine_tuning.jobs.create(
    training_file=uploaded.id,
    model="gpt-4.1-mini",
    seed=7,
    method={
        "type": "supervised",
        "supervised": {"hyperparameters": {"n_epochs": 8}},
    },
)
print(job.id, job.status)

# 7. 끝나기 전에는
print(client.fine_tuning.jobs.retrieve(job.id).fine_tuned_model)

# 8. 지켜보기
import time
while job.status in ("pending", "running"):
    time.sleep(60)
    job = client.fine_tuning.jobs.retrieve(job.id)
events = client.fine_tuning.jobs.list_events(job.id, limit=50)
for event in reversed(events.data):
    print(event.message)

# 9. 모델 이름
job = client.fine_tuning.jobs.retrieve(job.id)
print(job.fine_tuned_model)  # ft:gpt-4.1-mini:abc123

# 10. 쓰기
reply = client.chat.completions.create(
    model=job.fine_tuned_model,
    messages=messages,
    temperature=0,
)
print(reply.choices[0].message.content)
answer = client.responses.create(
    model=job.fine_tuned_model,
    instructions=system,
    input="다른 물건이 왔어요.",
)
print(answer.output_text)

# 11. 평가
for model in ("gpt-4.1-mini", job.fine_tuned_model):
    reply = client.chat.completions.create(
        model=model,
        messages=messages,
    )
    print(model, reply.choices[0].message.content)

# 12. 운영
for model in client.models.list():
    print(model.id, model.owned_by)
