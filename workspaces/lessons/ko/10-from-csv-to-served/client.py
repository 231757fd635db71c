# OpenAI의 클라이언트로 모델에게 묻습니다:  pip install openai
# BASE와 KEY는  ft serve  가 알려 주는 두 줄입니다.
import os
from openai import OpenAI

client = OpenAI(base_url=os.environ["BASE"], api_key=os.environ["KEY"])
model = [m.id for m in client.models.list() if m.id.startswith("ft:")][-1]
reply = client.chat.completions.create(
    model=model,
    temperature=0,
    messages=[{"role": "user", "content": "몇 시에 문을 여나요?"}],
)
print(reply.choices[0].message.content)
