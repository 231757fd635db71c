# Asks the served model with OpenAI's own client:  pip install openai
# BASE is the base URL, and KEY the key, that  ft serve  prints.
import os
from openai import OpenAI

client = OpenAI(base_url=os.environ["BASE"], api_key=os.environ["KEY"])
model = [m.id for m in client.models.list() if m.id.startswith("ft:")][-1]
reply = client.chat.completions.create(
    model=model,
    temperature=0,
    messages=[
        # The system prompt of the lesson: a model answers as it was trained, so it is asked the
        # same way.
        {"role": "system", "content": "You are Pedal."},
        {"role": "user", "content": "When do you open?"},
    ],
)
print(reply.choices[0].message.content)
