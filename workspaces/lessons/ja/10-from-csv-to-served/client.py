# OpenAI のクライアントでモデルに聞きます:  pip install openai
# BASE と KEY は  ft serve  が教える二行です。
import os
from openai import OpenAI

client = OpenAI(base_url=os.environ["BASE"], api_key=os.environ["KEY"])
model = [m.id for m in client.models.list() if m.id.startswith("ft:")][-1]
reply = client.chat.completions.create(
    model=model,
    temperature=0,
    messages=[{"role": "user", "content": "チェックインは何時からですか？"}],
)
print(reply.choices[0].message.content)
