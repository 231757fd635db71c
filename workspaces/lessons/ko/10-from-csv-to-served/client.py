# OpenAI의 클라이언트로 모델에게 묻습니다:  pip install openai
# BASE에는 ft serve가 알려 주는 base URL을, KEY에는 key를 넣습니다.
import os
from openai import OpenAI

client = OpenAI(base_url=os.environ["BASE"], api_key=os.environ["KEY"])
model = [m.id for m in client.models.list() if m.id.startswith("ft:")][-1]
reply = client.chat.completions.create(
    model=model,
    temperature=0,
    messages=[
        # 수업에서 정한 system입니다. 모델은 배운 대로 답하므로, 배울 때와 똑같이 묻습니다.
        {"role": "system", "content": "당신은 달이입니다."},
        {"role": "user", "content": "몇 시에 문을 여나요?"},
    ],
)
print(reply.choices[0].message.content)
