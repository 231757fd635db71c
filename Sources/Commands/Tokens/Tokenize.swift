import CommandLanguage
import Datasets
import JSON
import Presentation
import Spelling
import Tokenization
import Workspaces

extension Command {
  package static let tokenize = Command(
    "tokenize", .data, "count the tokens of a file, a text or an example",
    usage: [
      "tokenize [--encoding NAME | --model NAME] [FILE | -]", "tokenize --text TEXT",
      "tokenize NAME#NUMBERS", "tokenize --decode IDS",
    ],
    options: [
      Option("encoding", "NAME", "o200k_base or cl100k_base; o200k_base unless said"),
      Option("model", "NAME", "the encoding of a model, and its rules for tools and images"),
      Option("text", "TEXT", "a text in place of a file"),
      Option("jsonl", nil, "a text in each line, as {\"text\": \"Hi\"}; a result for each"),
      Option("ids", nil, "the token ids as a JSON array"),
      Option("show", nil, "the tokens with their boundaries"),
      Option("special", nil, "special tokens such as <|endoftext|> are tokens, not text"),
      Option("decode", "IDS", "the text of ids, such as \"[13225, 11]\""),
    ],
    examples: [
      Sample("tokenize notes.txt", "the number of tokens of a file"),
      Sample("tokenize --text \"Hello, world\" --show", "a text, cut where its tokens end"),
      Sample("tokenize marv#3 --show", "an example: what is trained, what is masked"),
    ], operands: [.pathOrExamples], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    try session.refuseMixtures(invocation)
    let plan = try session.tokenPlan(invocation)
    if invocation.text("decode") != nil { return try session.decoded(invocation, plan) }
    if case .reference(.examples)? = invocation.arguments.first?.value {
      return try session.tokensOfExamples(invocation, plan)
    }
    return try session.tokensOfText(invocation, plan)
  }
}

/// How a line asks for tokens to be counted and shown.
struct TokenPlan {
  /// What is shown of them.
  enum Form {
    case count
    case ids
    case pieces
    /// One token a line, its id before it.
    case idsAndPieces
  }

  var encoding: TokenEncoding
  /// nil where the vocabulary is not on this machine, so that only estimates can be given.
  var tokenizer: Tokenizer?
  var rules: TokenRules
  var special: SpecialTokens
  var form: Form
  /// Whether only the value is asked for.
  var isValue: Bool
}

extension Session {
  fileprivate func tokenPlan(_ invocation: Invocation) throws -> TokenPlan {
    let encoding = try encoding(invocation)
    let form: TokenPlan.Form =
      switch (invocation.has("ids"), invocation.has("show")) {
      case (false, false): .count
      case (true, false): .ids
      case (false, true): .pieces
      case (true, true): .idsAndPieces
      }
    let plan = TokenPlan(
      encoding: encoding, tokenizer: surroundings.tokenizer(encoding),
      rules: invocation.text("model").map { TokenRules(model: $0) } ?? .standard,
      special: invocation.has("special") ? .all : .none, form: form,
      isValue: invocation.has("json"))
    if plan.tokenizer == nil, form != .count || invocation.text("decode") != nil {
      throw missingVocabulary(encoding)
    }
    return plan
  }

  private func encoding(_ invocation: Invocation) throws -> TokenEncoding {
    if let name = invocation.text("encoding") {
      if let encoding = TokenEncoding(rawValue: name) { return encoding }
      throw Failure(
        .unknownEncoding, "no encoding \"\(name)\"",
        at: invocation.statement.option("encoding")?.value?.span,
        remedy: "o200k_base or cl100k_base")
    }
    guard let model = invocation.text("model") else { return Session.datasetEncoding }
    guard let encoding = TokenEncoding(model: model) else {
      let near = nearest(to: model, in: TokenEncoding.modelNames)
      throw Failure(
        .unknownEncoding, "the encoding of \"\(model)\" is not known",
        at: invocation.statement.option("model")?.value?.span,
        remedy: near.map { "did you mean \($0)?" } ?? "--encoding o200k_base, or cl100k_base")
    }
    if let variant = TokenEncoding.variant(ofModel: model) {
      console.notice(
        "\(model) has \(variant): \(encoding.rawValue) and special tokens that are text here")
    }
    return encoding
  }

  /// The failure where exact tokens are asked for and cannot be had.
  private func missingVocabulary(_ encoding: TokenEncoding) -> Failure {
    Failure(
      .noVocabulary, vocabularyFault(encoding),
      consequence: "only a count can be estimated without it",
      remedy: "scripts/vocabulary")
  }

  /// Options that answer different questions are refused together.
  fileprivate func refuseMixtures(_ invocation: Invocation) throws {
    let exclusive = [
      ("encoding", ["model"]), ("jsonl", ["text", "show", "json"]),
      ("decode", ["text", "jsonl", "ids", "show", "special"]),
    ]
    for (option, others) in exclusive where invocation.has(option) {
      for other in others where invocation.has(other) {
        throw Failure(
          .exclusiveOptions, "--\(option) has no use for --\(other)",
          at: invocation.statement.option(other)?.span, consequence: "nothing was done",
          remedy: "leave one of the two out")
      }
    }
    guard let argument = invocation.arguments.first else { return }
    if invocation.has("text") || invocation.has("decode") { throw invocation.unexpected(argument) }
    if case .reference(.examples) = argument.value {
      for option in ["jsonl", "special"] where invocation.has(option) {
        throw Failure(
          .unexpectedArgument, "examples have no use for --\(option)",
          at: invocation.statement.option(option)?.span, consequence: "nothing was done",
          remedy: "tokenize \(argument.text)")
      }
    } else if !invocation.statement.clauses.isEmpty {
      throw Failure(
        .unexpectedClause, "a file has no examples to choose from", at: argument.span,
        consequence: "nothing was done", remedy: "tokenize NAME#1..$ where TEST")
    }
  }

  /// `--decode`: the text of ids; bytes that are no text are shown as U+FFFD.
  fileprivate func decoded(_ invocation: Invocation, _ plan: TokenPlan) throws -> Outcome {
    let option = invocation.statement.option("decode")
    let given = invocation.text("decode") ?? ""
    guard let values = (try? JSONValue(parsing: Array(given.utf8)))?.array,
      case let ids = values.compactMap(\.integer), ids.count == values.count
    else {
      throw Failure(
        .badOptionValue, "--decode takes a JSON array of ids", at: option?.value?.span,
        consequence: "nothing was done", remedy: "tokenize --decode \"[13225, 11]\"")
    }
    let tokenizer = plan.tokenizer
    if let id = ids.first(where: { tokenizer?.bytes(of: $0) == nil }) {
      throw Failure(
        .unknownEncoding, "\(plan.encoding.rawValue) has no token \(id)", at: option?.value?.span,
        consequence: "nothing was decoded", remedy: "--encoding cl100k_base, or o200k_base")
    }
    let text = String(decoding: tokenizer?.decode(ids) ?? [], as: UTF8.self)
    return Outcome(.string(text), [.preformatted(StyledText(text))], text: text)
  }
}
