import CommandLanguage
import Datasets
package import JSON
import Tokenization

/// The result of `tokenize`: a kind of its own for each kind of source.
package enum TokenizeResult: VerbResult {
  /// The text of ids; bytes that are no text are U+FFFD.
  case decoded(String)
  case examples(ExampleTokenList)
  /// Examples as a model of the user's own reads them.
  case rendered(RenderedExampleList)
  case text(TextTokens)
  /// Texts in lines, whose results were streamed as they came.
  case lines(TokenLineSum)

  package var json: JSONValue {
    switch self {
    case .decoded(let text): .string(text)
    case .examples(let list): list.json
    case .rendered(let list): list.json
    case .text(let tokens): tokens.json
    case .lines(let sum): sum.json
    }
  }

  package var text: String? {
    if case .decoded(let text) = self { text } else { nil }
  }
}

extension Verb where Input == TokenizeInput, Result == TokenizeResult {
  /// `tokenize`: the tokens of a file, a text or an example.
  package static var tokenize: Self {
    Self(
      VerbDeclaration(
        "tokenize", .data, "count the tokens of a file, a text or an example",
        usage: [
          "tokenize [--encoding NAME | --model NAME] [FILE | -]", "tokenize --text TEXT",
          "tokenize NAME#NUMBERS", "tokenize --decode IDS",
        ],
        options: [
          .init("encoding", "NAME", "o200k_base or cl100k_base; o200k_base unless said"),
          .init("model", "NAME", "the encoding of a model, and its rules for tools and images"),
          .init("text", "TEXT", "a text in place of a file"),
          .init("jsonl", nil, "a text in each line, as {\"text\": \"Hi\"}; a result for each"),
          .init("ids", nil, "the token ids as a JSON array"),
          .init("show", nil, "the tokens with their boundaries"),
          .init("special", nil, "special tokens such as <|endoftext|> are tokens, not text"),
          .init("decode", "IDS", "the text of ids, such as \"[13225, 11]\""),
        ],
        examples: [
          .init("tokenize notes.txt", "the number of tokens of a file"),
          .init("tokenize --text \"Hello, world\" --show", "a text, cut where its tokens end"),
          .init("tokenize marv#3 --show", "an example: what is trained, what is masked"),
          .init("tokenize marv#3 --model llama --show", "as your own model's template writes it"),
        ], operands: [.pathOrExamples],
        traits: VerbTraits(isReading: true, takesField: true)),
      read: { reader throws(Failure) in try TokenizeInput(&reader) },
      perform: { input, session in
        if let list = try RenderedExampleList(input, in: session) { return .rendered(list) }
        let plan = try TokenPlan(input, in: session)
        switch input.source {
        case .ids(let ids, let option):
          return .decoded(try plan.text(of: ids, at: option))
        case .examples(let request):
          return .examples(try TokenizedExamples(plan, in: session).list(of: request))
        case .text(let text):
          return try TokenizedText(text, plan, isLines: input.isLines, in: session).result()
        }
      })
  }
}

/// What is shown of tokens.
package enum TokenForm: Sendable, Hashable {
  case count
  case ids
  case pieces
  /// One token a line, its id before it.
  case idsAndPieces
}

/// How a line asks for tokens to be counted and shown, with what this machine has for it.
struct TokenPlan {
  var encoding: TokenEncoding
  /// nil where the vocabulary is not on this machine, so that only estimates can be given.
  var tokenizer: Tokenizer?
  var special: SpecialTokens
  var form: TokenForm
  /// Whether only the value is asked for.
  var isValue: Bool
  var rules: TokenRules

  /// - Throws: ``Failure`` where exact tokens are asked for and cannot be had.
  init(_ input: TokenizeInput, in session: Session) throws {
    encoding = input.encoding
    tokenizer = session.context.tokenizer(encoding)
    special = input.special
    form = input.form
    isValue = input.isValue
    rules = input.rules
    if let variant = input.variant { session.console.tell(.tokens(.variant(variant, encoding))) }
    var needsTokenizer = form != .count
    if case .ids = input.source { needsTokenizer = true }
    if tokenizer == nil, needsTokenizer {
      throw Failure(
        .noVocabulary, session.tokens.vocabularyFault(encoding),
        consequence: "only a count can be estimated without it",
        remedy: "scripts/vocabulary")
    }
  }

  /// `--decode`: the text of ids.
  fileprivate func text(of ids: [Int], at option: Argument?) throws -> String {
    if let id = ids.first(where: { tokenizer?.bytes(of: $0) == nil }) {
      throw Failure(
        .unknownEncoding, "\(encoding.rawValue) has no token \(id)", at: option?.span,
        consequence: "nothing was decoded", remedy: "--encoding cl100k_base, or o200k_base")
    }
    return String(decoding: tokenizer?.decode(ids) ?? [], as: UTF8.self)
  }
}
