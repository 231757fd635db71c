import JSON

/// A word of the field as people meet it in messages and in the providers' pages.
package struct GlossaryTerm: Sendable, Hashable {
  /// The field's own word, lower case unless it is an abbreviation.
  package var name: String
  /// Other ways to write it, such as the name of the API's parameter.
  package var others: [String]
  /// What the word means, in one or two sentences.
  package var meaning: String
  /// What ft and its sandbox do with it, with a line to type where there is one.
  package var here: String
  /// Where providers differ; nil where they agree.
  package var elsewhere: String?

  init(
    _ name: String, _ others: [String] = [], _ meaning: String, here: String,
    elsewhere: String? = nil
  ) {
    self.name = name
    self.others = others
    self.meaning = meaning
    self.here = here
    self.elsewhere = elsewhere
  }

  /// Every spelling that finds the term, lower case.
  package var names: [String] { ([name] + others).map { $0.lowercased() } }

  /// The spelling that is one word of the language, so that it needs no quotes.
  var completion: String { ([name] + others).first { !$0.contains(" ") } ?? "\"\(name)\"" }

  /// The term of that name, in capital or small letters; nil when the glossary has none.
  package static func named(_ text: String) -> GlossaryTerm? {
    let wanted = text.lowercased()
    return all.first { $0.names.contains(wanted) }
  }

  var json: JSONValue {
    [
      "term": .string(name), "also": .array(others.map(JSONValue.string)),
      "meaning": .string(meaning), "in_ft": .string(here),
      "elsewhere": elsewhere.map(JSONValue.string) ?? .null,
    ]
  }
}

extension GlossaryTerm {
  /// The whole glossary: data first, then training, then what comes of it.
  package static let all = data + training + results

  private static let data = [
    GlossaryTerm(
      "example", ["row", "line"],
      "One conversation that the model learns from: one line of a JSONL file.",
      here: "show marv#7 shows one; its number stays when others are dropped.",
      elsewhere: "OpenAI asks for at least 10 examples in a file."),
    GlossaryTerm(
      "JSONL", ["ndjson"], "A text file with one JSON object in each line, in UTF-8.",
      here: "load reads it and export writes it; lines that nobody changed keep their bytes.",
      elsewhere: "Some services take only names that end in .jsonl."),
    GlossaryTerm(
      "system prompt", ["system"],
      "The message before the conversation that says how the model is to answer.",
      here: "ask and chat send that of the training set unless --system says another: a tuned "
        + "model answers best under the prompt that it was trained with."),
    GlossaryTerm(
      "weight", [],
      "0 or 1 on a message of the assistant: with 0 the message is read as context and not "
        + "trained.",
      here: "set marv#3.messages[2].weight 0; show says weight 0 beside the message.",
      elsewhere: "Not every service keeps it: Mistral's converter drops it without a word."),
    GlossaryTerm(
      "token", ["tokens"],
      "The unit that models read and providers charge for: a word or a part of one.",
      here: "tokenize marv#3 --show shows each; counts are exact for o200k_base and cl100k_base, "
        + "and ~ marks an estimate.",
      elsewhere: "Each model family has a vocabulary of its own; the sandbox's model too."),
    GlossaryTerm(
      "context length", ["context window", "context"],
      "The most tokens that a model reads at once, prompt and answer together.",
      here: "estimate says how many examples are longer than the model's limit.",
      elsewhere: "OpenAI cuts longer examples at the end, and with it the answer to learn."),
    GlossaryTerm(
      "validation set", ["validation", "validation file", "holdout"],
      "Examples that are never trained, on which the loss is measured to see whether the model "
        + "learns or only memorizes.",
      here: "launch marv --validation NAME; plot draws both curves."),
    GlossaryTerm(
      "duplicate", ["duplicates"],
      "An example that is there twice, and so counts twice in every pass.",
      here: "show marv where duplicate, then drop marv where duplicate."),
  ]

  private static let training = [
    GlossaryTerm(
      "fine-tuning", ["finetuning", "sft", "supervised"],
      "Training a finished model a little further on examples, so that it answers as they do.",
      here: "launch marv as demo trains the sandbox's small model on this machine.",
      elsewhere: "OpenAI creates no new jobs from 2027-01-06; the format and the API live on."),
    GlossaryTerm(
      "epoch", ["epochs", "n_epochs"], "One pass over all examples.",
      here: "launch marv --epochs 3, from 1 to 50; the sandbox's own choice is 3 to 15 for "
        + "small sets, more for fewer examples.",
      elsewhere: "The price is for the tokens of all passes together."),
    GlossaryTerm(
      "batch size", ["batch", "batch_size", "batch-size"],
      "How many examples are learned from together in one step.",
      here: "launch marv --batch-size 4, from 1 to 256; the sandbox's own choice grows with the "
        + "set, one for each 500 examples."),
    GlossaryTerm(
      "step", ["steps"], "One change of the model's numbers, after one batch.",
      here: "tail shows them as step 33/165: examples times epochs over the batch size."),
    GlossaryTerm(
      "learning rate multiplier", ["learning_rate_multiplier", "learning rate", "lr"],
      "A factor on the service's learning rate: how far each step moves the model.",
      here: "launch marv --lr 2; 1 unless said. Too high and the loss jumps, too low and nothing "
        + "is learned.",
      elsewhere: "Services other than OpenAI's mostly take the rate itself, such as 1e-5."),
    GlossaryTerm(
      "hyperparameter", ["hyperparameters"],
      "A number that is chosen before training: epochs, batch size, learning rate, beta.",
      here: "What is left out is chosen by the service; list jobs --json shows what it chose."),
    GlossaryTerm(
      "seed", [], "The number that fixes every choice made by chance.",
      here: "The sandbox makes the same model, bit for bit, from the same data and seed.",
      elsewhere: "OpenAI's seed makes runs alike, not equal."),
    GlossaryTerm(
      "DPO", ["direct preference optimization", "preference"],
      "Direct preference optimization: training on two answers to one prompt, towards the "
        + "preferred and away from the other.",
      here: "Examples have input, preferred_output and non_preferred_output; launch takes the "
        + "method from the data, or --method dpo."),
    GlossaryTerm(
      "beta", ["β"],
      "In DPO, how strongly the model is held to what it was: low moves it far, high little.",
      here: "launch pairs --beta 0.5, above 0 and up to 2; 0.1 unless said."),
    GlossaryTerm(
      "LoRA", ["adapter"],
      "Low-rank adaptation: training small added matrices in place of the whole model.",
      here: "The sandbox trains its whole model, which is small enough for that.",
      elsewhere: "Together, Fireworks and most tools for own machines train adapters."),
    GlossaryTerm(
      "suffix", [], "A part of the tuned model's name, to tell it from others.",
      here: "launch marv --suffix polite gives ft:sandbox-1:local:polite:…",
      elsewhere: "OpenAI takes up to 64 characters."),
  ]

  private static let results = [
    GlossaryTerm(
      "loss", ["training loss", "train_loss"],
      "How surprised the model was by the answers, per token; it falls while the model learns. "
        + "0 would be no surprise at all.",
      here: "plot @demo draws it and says what it means."),
    GlossaryTerm(
      "accuracy", ["token accuracy"],
      "The share of answer tokens that the model would have put first.",
      here: "plot @demo --accuracy."),
    GlossaryTerm(
      "overfitting", ["overfit", "memorization"],
      "Learning the examples by heart in place of what they have in common: the training loss "
        + "falls and the validation loss rises.",
      here: "Fewer epochs, or more and different examples; plot shows where the curves part."),
    GlossaryTerm(
      "checkpoint", ["checkpoints"],
      "The model as it was after some step, kept and usable by a name of its own.",
      here: "The sandbox keeps those of the last epochs; their names end in ckpt-step-N.",
      elsewhere: "OpenAI keeps those of the last three epochs."),
    GlossaryTerm(
      "base model", ["base"], "The model that training starts from.",
      here: "sandbox-1 unless --model says another; compare @demo sandbox-1 \"…\" asks both."),
    GlossaryTerm(
      "temperature", [],
      "How freely the next token is drawn: 0 takes the likeliest, higher values vary more.",
      here: "ask @demo \"…\" --temperature 0.7; 0 unless said, so that answers can be compared."),
  ]
}
