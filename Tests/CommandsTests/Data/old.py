import openai

uploaded = openai.File.create(file=open("marv.jsonl", "rb"), purpose="fine-tune")
tune = openai.FineTune.create(training_file=uploaded["id"], model="curie", n_epochs=4)
openai.FineTune.list_events(id=tune["id"])
job = openai.FineTuningJob.create(
    training_file=uploaded.id, model="gpt-3.5-turbo", hyperparameters={"n_epochs": 2})
openai.FineTuningJob.cancel(job["id"])
openai.Completion.create(model=tune["fine_tuned_model"], prompt="Say \"hi\" for $5", max_tokens=5)
