import CommandLanguage
import Datasets
import JSON
import Presentation
import Tokenization
import Workspaces

extension Command {
  static let tokenize = Command(
    "tokenize", .data, "count the tokens of a text, a file or an example",
    usage: ["tokenize TEXT", "tokenize --file FILE", "tokenize NAME#NUMBER --show"],
    options: [
      Option("encoding", "NAME", "o200k_base or cl100k_base; o200k_base unless said"),
      Option("model", "NAME", "the encoding of a model"),
      Option("file", "FILE", "the text of a file"),
      Option("ids", nil, "the token ids as a JSON array"),
      Option("show", nil, "the pieces with their boundaries"),
    ],
    examples: [
      Sample("tokenize \"Hello, world\"", "the number of tokens"),
      Sample("tokenize marv#3 --show", "pieces of an example, trained ones marked"),
    ], operands: [.examples], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let encoding = try session.encoding(invocation)
    guard let tokenizer = session.surroundings.tokenizer(encoding) else {
      throw Failure(
        "E605", "the vocabulary of \(encoding.rawValue) is not on this machine",
        remedy: "scripts/vocabulary")
    }
    if case .reference(.examples)? = invocation.arguments.first?.value {
      return try session.tokens(of: session.selection(invocation), by: tokenizer)
    }
    let bytes: [UInt8]
    if let file = invocation.text("file") {
      bytes = try LocalFile.contents(of: session.path(file))
    } else {
      bytes = Array(try invocation.argument(0, "a text:  tokenize \"Hello\"").text.utf8)
    }
    let ids = tokenizer.encode(bytes)
    var blocks: [Block] = []
    if invocation.has("ids") {
      blocks = [.preformatted(StyledText(JSONValue.array(ids.map(JSONValue.integer)).text))]
    } else if invocation.has("show") {
      blocks = [.line(StyledText(pieces(ids, tokenizer)))]
    } else {
      blocks = [.text("\(ids.count)")]
    }
    return Outcome(
      [
        "encoding": .string(encoding.rawValue), "count": .integer(ids.count),
        "ids": .array(ids.map(JSONValue.integer)),
      ], blocks)
  }

  /// The text with a bar between tokens; a token that is part of a character is shown as U+FFFD.
  fileprivate static func pieces(_ ids: [Int], _ tokenizer: Tokenizer) -> String {
    ids.map { String(decoding: tokenizer.decode([$0]), as: UTF8.self) }.joined(separator: "|")
  }
}

extension Session {
  fileprivate func encoding(_ invocation: Invocation) throws -> TokenEncoding {
    if let name = invocation.text("encoding") {
      if let encoding = TokenEncoding(rawValue: name) { return encoding }
      throw Failure(
        "E028", "no encoding \"\(name)\"", at: invocation.statement.option("encoding")?.value?.span,
        remedy: "o200k_base or cl100k_base")
    }
    guard let model = invocation.text("model") else { return Session.datasetEncoding }
    guard let encoding = TokenEncoding(model: model) else {
      throw Failure(
        "E028", "the encoding of \"\(model)\" is not known",
        at: invocation.statement.option("model")?.value?.span, remedy: "--encoding o200k_base")
    }
    return encoding
  }

  fileprivate func tokens(of selection: Selection, by tokenizer: Tokenizer) throws -> Outcome {
    var blocks: [Block] = []
    var values: [JSONValue] = []
    try forEach(selection) { stored in
      let example = try Example(stored.bytes)
      blocks.append(.line("\("\(selection.dataset.name)#\(stored.number)", .accent)"))
      for message in example.messages {
        let ids = tokenizer.encode(Array((example.text(of: message) ?? "").utf8))
        let remark = message.isTrained ? "trained" : "masked"
        blocks.append(
          .turns([
            Presentation.Turn(
              role: example.role(of: message), text: Command.pieces(ids, tokenizer),
              remark: "\(Figure.count(ids.count, "token")), \(remark)")
          ]))
        values.append([
          "example": .integer(stored.number), "role": .string(example.role(of: message)),
          "trained": .bool(message.isTrained), "ids": .array(ids.map(JSONValue.integer)),
        ])
      }
      return true
    }
    return Outcome(.array(values), blocks)
  }
}
