import CommandLanguage
import Datasets
import JSON
import Spelling
import Tokenization

/// What `tokenize` is asked, and of what.
package struct TokenizeInput: Sendable {
  /// Where the text, or the ids, come from.
  enum Source: Sendable {
    /// Ids, and the option that says them.
    case ids([Int], Argument?)
    case examples(SelectionRequest)
    case text(Text)
  }

  /// Where a text is.
  enum Text: Sendable {
    case literal(String)
    case file(Argument)
    /// `otherwise` says what is missing where there is none, or, unless `isNamed`, where a person
    /// would have to type it.
    case standardInput(isNamed: Bool, otherwise: Failure)
  }

  /// A model whose encoding has a name of its own.
  package struct Variant: Sendable, Hashable {
    package var model: String
    package var name: String
  }

  var source: Source
  var encoding: TokenEncoding
  /// A model that no encoding is known of, with what to say where it is no engine's either.
  var unknownModel: (model: Argument, failure: Failure)?
  var variant: Variant?
  var rules: TokenRules
  var special: SpecialTokens
  var form: TokenForm
  /// Whether each line is a text, in JSON.
  var isLines: Bool
  /// Whether only the value is asked for.
  var isValue: Bool

  /// Takes the line apart, and refuses options that answer different questions.
  init(_ reader: inout ArgumentReader) throws(Failure) {
    let argument = reader.optionalArgument()
    try Self.refuseMixtures(&reader, argument)
    (encoding, unknownModel) = try Self.encoding(&reader)
    let model = reader.text("model")
    variant = model.flatMap { model in
      TokenEncoding.variant(ofModel: model).map { Variant(model: model, name: $0) }
    }
    rules = model.map { TokenRules(model: $0) } ?? .standard
    special = reader.flag("special") ? .all : .none
    form =
      switch (reader.flag("ids"), reader.flag("show")) {
      case (false, false): .count
      case (true, false): .ids
      case (false, true): .pieces
      case (true, true): .idsAndPieces
      }
    isLines = reader.flag("jsonl")
    isValue = reader.wantsValue
    source = try Self.source(&reader, argument)
  }

  private static func encoding(
    _ reader: inout ArgumentReader
  ) throws(Failure) -> (TokenEncoding, (model: Argument, failure: Failure)?) {
    if let name = reader.value("encoding") {
      if let encoding = TokenEncoding(rawValue: name.text) { return (encoding, nil) }
      throw Failure(
        .unknownEncoding, "no encoding \"\(name.text)\"", at: name.span,
        remedy: "o200k_base or cl100k_base")
    }
    guard let model = reader.value("model") else { return (TokenCounting.datasetEncoding, nil) }
    if let encoding = TokenEncoding(model: model.text) { return (encoding, nil) }
    let near = nearest(to: model.text, in: TokenEncoding.modelNames)
    let failure = Failure(
      .unknownEncoding, "the encoding of \"\(model.text)\" is not known", at: model.span,
      remedy: near.map { "did you mean \($0)?" } ?? "--encoding o200k_base, or cl100k_base")
    return (TokenCounting.datasetEncoding, (model, failure))
  }

  /// Options that answer different questions are refused together.
  private static func refuseMixtures(
    _ reader: inout ArgumentReader, _ argument: Argument?
  ) throws(Failure) {
    let exclusive = [
      ("encoding", ["model"]), ("jsonl", ["text", "show", "json"]),
      ("decode", ["text", "jsonl", "ids", "show", "special"]),
    ]
    for (option, others) in exclusive where reader.flag(option) {
      for other in others {
        guard let given = reader.option(other) else { continue }
        throw Failure(
          .exclusiveOptions, "--\(option) has no use for --\(other)", at: given.span,
          consequence: "nothing was done", remedy: "leave one of the two out")
      }
    }
    guard let argument else { return }
    if reader.flag("text") || reader.flag("decode") { throw reader.unexpected(argument) }
    if case .reference(.examples) = argument.value {
      for option in ["jsonl", "special"] {
        guard let given = reader.option(option) else { continue }
        throw Failure(
          .unexpectedArgument, "examples have no use for --\(option)", at: given.span,
          consequence: "nothing was done", remedy: "tokenize \(argument.text)")
      }
    } else if reader.hasClauses {
      throw Failure(
        .unexpectedClause, "a file has no examples to choose from", at: argument.span,
        consequence: "nothing was done", remedy: "tokenize NAME#1..$ where TEST")
    }
  }

  private static func source(
    _ reader: inout ArgumentReader, _ argument: Argument?
  ) throws(Failure) -> Source {
    if let option = reader.option("decode") {
      return .ids(try ids(option.value), option.value)
    }
    if let text = reader.text("text") { return .text(.literal(text)) }
    guard let argument else {
      return .text(
        .standardInput(
          isNamed: false, otherwise: reader.missing("a file, or a text:  --text \"…\"")))
    }
    if argument.text == "-" {
      let missing = Failure(
        .missingArgument, "- is the standard input of one command of a shell", at: argument.span,
        consequence: "nothing was read", remedy: "tokenize FILE, or in the shell:  ft tokenize -")
      return .text(.standardInput(isNamed: true, otherwise: missing))
    }
    guard case .reference(let reference) = argument.value else { return .text(.file(argument)) }
    if case .examples = reference { return .examples(reader.selection(argument)) }
    throw Failure(
      .wrongReference, "\"\(argument.text)\" is not a file, nor examples", at: argument.span,
      remedy: "name a file, or examples such as marv#3..7")
  }

  private static func ids(_ argument: Argument?) throws(Failure) -> [Int] {
    let given = argument?.text ?? ""
    guard let values = (try? JSONValue(parsing: Array(given.utf8)))?.array,
      case let ids = values.compactMap(\.integer), ids.count == values.count
    else {
      throw Failure(
        .badOptionValue, "--decode takes a JSON array of ids", at: argument?.span,
        consequence: "nothing was done", remedy: "tokenize --decode \"[13225, 11]\"")
    }
    return ids
  }
}
