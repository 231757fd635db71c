"""Fine-tunes a small model, as pages of 2025 show it."""
import time
import numpy as np
import tiktoken
from openai import OpenAI

client = OpenAI(api_key="sk-proj-abcdefghij0123456789")
BASE = "gpt-4o-mini-2024-07-18"
encoding = tiktoken.get_encoding("cl100k_base")


def tokens(message):
    count = 0
    for key, value in message.items():
        count += len(encoding.encode(value))
    return count


def usable(message):
    content, function_call = message.get("content"), message.get("function_call")
    return not (not content and not function_call) and isinstance(content, str)


print("p5 / p95:", np.quantile(lengths, 0.1), np.quantile(lengths, 0.9))
MAX_TOKENS = 16385  # longer examples are cut

sample = """{
  "messages": [
    {"role": "user", "content": "Hello"},
    {"role": "assistant", "content": "Hi"}]
}"""
open("out.jsonl", "w").write(sample)

for i in valid_indices:
    row = train_df.iloc[i]

train_file = client.files.create(file=open("marv.jsonl", "rb"), purpose="fine-tune")
with open("valid.jsonl", "rb") as source:
    valid_file = client.files.create(file=source, purpose="fine-tune")

# The hyperparameters cannot be adjusted here.
# Training costs about 2x the inference output price.
job = client.fine_tuning.jobs.create(
    training_file=train_file.id,
    validation_file=valid_file.id,
    model=BASE,
    method="dpo",
    beta=0.1,
    hyperparameters={"n_epochs": 3, "learning_rate_multiplier": 0.2},
    suffix="marv",
)

while client.fine_tuning.jobs.retrieve(job.id).status in ("pending", "running"):
    time.sleep(10)
for event in client.fine_tuning.jobs.list_events(fine_tuning_job_id=job.id, limit=10):
    print(event.message)

answer = client.chat.completions.create(
    model="ft:gpt-4o-mini:abc123",
    messages=[
        {"role": "system", "content": "Marv is terse."},
        {"role": "user", "content": "What's the capital of France?"},
    ],
    temperature=0.5,
    max_tokens=50,
)
print(client.responses.create(model=job.fine_tuned_model, input="Hello").output_text)
