import JSON

// What comes in: a word that somebody typed, in any of three languages. What goes out: the term
// that it means, in the language that it is to be read in. The English table stands here, and those
// of the other languages beside it, term for term.

/// A word of the field as people meet it in messages and in the providers' pages.
package struct GlossaryTerm: Sendable, Hashable {
  /// The English name, by which a term is the same in every language.
  package var key: String
  package var language: LessonLanguage
  /// The field's own word in the language; lower case in English unless it is an abbreviation.
  package var name: String
  /// Other ways to write it, such as the name of the API's parameter.
  package var others: [String]
  /// What the word means, in one or two sentences.
  package var meaning: String
  /// What ft and its sandbox do with it, with a line to type where there is one.
  package var here: String
  /// Where providers differ; nil where they agree.
  package var elsewhere: String?

  /// A term in English.
  init(
    _ name: String, _ others: [String] = [], _ meaning: String, here: String,
    elsewhere: String? = nil
  ) {
    self.init(
      key: name, language: .english, name: name, others: others, meaning: meaning, here: here,
      elsewhere: elsewhere)
  }

  /// A term in Korean.
  init(
    _ key: String, ko name: String, _ others: [String], _ meaning: String, here: String,
    elsewhere: String? = nil
  ) {
    self.init(
      key: key, language: .korean, name: name, others: others, meaning: meaning, here: here,
      elsewhere: elsewhere)
  }

  /// A term in Japanese.
  init(
    _ key: String, ja name: String, _ others: [String], _ meaning: String, here: String,
    elsewhere: String? = nil
  ) {
    self.init(
      key: key, language: .japanese, name: name, others: others, meaning: meaning, here: here,
      elsewhere: elsewhere)
  }

  private init(
    key: String, language: LessonLanguage, name: String, others: [String], meaning: String,
    here: String, elsewhere: String?
  ) {
    self.key = key
    self.language = language
    self.name = name
    self.others = others
    self.meaning = meaning
    self.here = here
    self.elsewhere = elsewhere
  }

  /// Every spelling that finds the term, lower case.
  package var names: [String] { ([name] + others).map { $0.lowercased() } }

  /// The spelling that is one word of the language, so that it needs no quotes.
  package var completion: String {
    // The spaces of a Korean term are left out as often as not.
    if language == .korean { return name.filter { $0 != " " } }
    return ([name] + others).first { !$0.contains(" ") } ?? name
  }

  var json: JSONValue {
    [
      "term": .string(key), "language": .string(language.rawValue), "name": .string(name),
      "also": .array(others.map(JSONValue.string)), "meaning": .string(meaning),
      "in_ft": .string(here), "elsewhere": elsewhere.map(JSONValue.string) ?? .null,
    ]
  }
}

extension GlossaryTerm {
  /// The whole glossary: data first, then training, then what comes of it.
  package static func all(in language: LessonLanguage) -> [GlossaryTerm] {
    switch language {
    case .english: english
    case .korean: korean
    case .japanese: japanese
    }
  }

  /// The term of that name; nil when the glossary has none.
  ///
  /// A word of `language` comes before one of another. A term found by a Korean or Japanese word is
  /// in the language of the word, and one found by an English word in `language`, since English is
  /// what every message and provider says.
  package static func named(_ text: String, in language: LessonLanguage) -> GlossaryTerm? {
    let wanted = folded(text)
    for other in language.andOthers {
      let found = all(in: other).first { $0.names.contains { folded($0) == wanted } }
      if let found { return other == .english ? found.term(in: language) : found }
    }
    return nil
  }

  /// The same term in another language.
  func term(in language: LessonLanguage) -> GlossaryTerm {
    Self.all(in: language).first { $0.key == key } ?? self
  }

  /// A spelling without what is put in or left out at will: capitals, spaces, hyphens.
  private static func folded(_ text: String) -> String {
    text.lowercased().filter { !" -_・".contains($0) }
  }
}

extension GlossaryTerm {
  /// The glossary in English.
  static let english: [GlossaryTerm] = data + services + training + results

  private static let data: [GlossaryTerm] = [
    GlossaryTerm(
      "dataset", ["datasets", "data set"],
      "All examples under one name, with every change that was made to them.",
      here: "load marv.jsonl as marv makes one; list shows all of them, and marv.count is the "
        + "number of its examples.",
      elsewhere: "OpenAI has files in its place: launch sends the examples as one."),
    GlossaryTerm(
      "revision", ["revisions"],
      "The state of a dataset after a change: r1, r2 and so on.",
      here: "Each change makes one and keeps the older: log marv lists them, and show marv@r1 "
        + "shows the first."),
    GlossaryTerm(
      "snapshot", ["snapshots"],
      "A state with a name that does not move: of a model, a version with a date in its name; of "
        + "a dataset, a revision that was given a name.",
      here: "snapshot marv as before-cleaning names the present revision, and "
        + "diff marv@before-cleaning shows what has changed since.",
      elsewhere: "OpenAI's gpt-4.1-mini stands for the snapshot gpt-4.1-mini-2025-04-14."),
    GlossaryTerm(
      "example", ["row", "line"],
      "One conversation that the model learns from: one line of a JSONL file.",
      here: "show marv#7 shows one; its number stays when others are dropped.",
      elsewhere: "OpenAI asks for at least 10 examples in a file."),
    GlossaryTerm(
      "JSONL", ["JSON Lines", "ndjson"], "A text file with one JSON object in each line, in UTF-8.",
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
    GlossaryTerm(
      "leak", ["leaks", "data leak", "leakage", "data leakage"],
      "An example of the test set that the model has trained on, as it is or nearly so: the test "
        + "then makes the model look better than it is.",
      here: "leaks marv-train marv-test near lists them; split marv 75/25 grouped by prompt keeps "
        + "equal prompts on one side."),
  ]

  private static let services: [GlossaryTerm] = [
    GlossaryTerm(
      "provider", ["providers"],
      "A service that trains models and lets them be used, mostly over the network.",
      here: "provider lists those that ft knows; launch marv --provider openai trains at one, and "
        + "check marv --for all asks the rules of each.",
      elsewhere: "Prices and limits differ, and so does what an example may hold."),
    GlossaryTerm(
      "sandbox", [],
      "The service that is part of ft: it does what a provider does, on this machine, with a "
        + "small model that is really trained.",
      here: "It is used unless another is named, needs no key and no network, and costs nothing; "
        + "provider use sandbox comes back to it."),
    GlossaryTerm(
      "job", ["jobs"],
      "One training at a service, from the data to the model.",
      here: "launch marv as demo starts one, which is @demo from then on; tail @demo follows it, "
        + "and list jobs shows all.",
      elsewhere: "A provider's job waits in a queue first, and goes on while this machine is off."),
  ]

  private static let training: [GlossaryTerm] = [
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
        + "method from the data, or --method dpo. The sandbox's loss has the preferred answer's own "
        + "in it, so it begins above log 2."),
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

  private static let results: [GlossaryTerm] = [
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
