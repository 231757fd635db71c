# OpenAI のクライアントでモデルに聞きます:  pip install openai
# BASE には ft serve が表示する base URL を、KEY には key を入れます。
import os
from openai import OpenAI

client = OpenAI(base_url=os.environ["BASE"], api_key=os.environ["KEY"])
model = [m.id for m in client.models.list() if m.id.startswith("ft:")][-1]
reply = client.chat.completions.create(
    model=model,
    temperature=0,
    messages=[
        # レッスンで決めた system です。モデルは教わったとおりに答えるので、学習のときと同じ形で聞きます。
        {"role": "system", "content": "あなたはゆずです。"},
        {"role": "user", "content": "チェックインは何時からですか？"},
    ],
)
print(reply.choices[0].message.content)
