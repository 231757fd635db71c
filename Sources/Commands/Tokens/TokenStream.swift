import JSON
import Tokenization

/// The tokens of one text; those that nobody wants as a value were streamed and are not kept.
package struct TextTokens: Sendable {
  package var encoding: String
  package var count = 0
  /// Whether the count is that of a vocabulary.
  package var isExact: Bool
  package var form: TokenForm
  /// Whether only the value is asked for.
  package var isValue: Bool
  var ids: [UInt32] = []
  var pieces: [TokenPiece] = []

  var json: JSONValue {
    var value: [JSONMember] = [
      JSONMember("encoding", .string(encoding)), JSONMember("count", .integer(count)),
      JSONMember("tokens_are_exact", .bool(isExact)),
    ]
    if isValue, form == .ids || form == .idsAndPieces {
      value.append(JSONMember("ids", .array(ids.map { .integer(Int($0)) })))
    }
    if isValue, form == .pieces || form == .idsAndPieces {
      value.append(JSONMember("pieces", .array(pieces.map(\.json))))
    }
    return .object(value)
  }
}

/// What comes of a text's tokens, said as they come: they may be too many to keep.
struct TokenStream {
  private let plan: TokenPlan
  private var writer: StreamWriter
  private var tokens: TextTokens

  init(_ plan: TokenPlan, _ console: any Console) {
    self.plan = plan
    writer = StreamWriter(console)
    tokens = TextTokens(
      encoding: plan.encoding.rawValue, isExact: plan.tokenizer != nil, form: plan.form,
      isValue: plan.isValue)
    if plan.form == .ids, !plan.isValue { writer.write("[") }
  }

  /// Takes tokens that nobody wants to see.
  mutating func add(count more: Int) { tokens.count += more }

  /// Takes the next tokens.
  mutating func add(_ more: [UInt32]) {
    if plan.isValue {
      tokens.ids += more
    } else {
      write(more)
    }
    tokens.count += more.count
  }

  private mutating func write(_ more: [UInt32]) {
    var isFirst = tokens.count == 0
    for id in more {
      switch plan.form {
      case .count: break
      case .ids: writer.write(isFirst ? "\(id)" : ",\(id)")
      case .pieces, .idsAndPieces: write(id, isFirst: isFirst)
      }
      isFirst = false
    }
  }

  private mutating func write(_ id: UInt32, isFirst: Bool) {
    guard let tokenizer = plan.tokenizer else { return }
    let piece = TokenPiece(id, tokenizer)
    if plan.form == .idsAndPieces {
      writer.write("\(piece.line)\n")
    } else {
      writer.write(isFirst ? piece.shown : TokenPiece.boundary + piece.shown)
    }
  }

  /// Says the rest, and returns what there is to know.
  mutating func finished() -> TextTokens {
    if plan.isValue {
      if plan.form == .pieces || plan.form == .idsAndPieces {
        tokens.pieces = plan.tokenizer?.pieces(of: tokens.ids) ?? []
      }
      return tokens
    }
    switch plan.form {
    case .count, .idsAndPieces: break
    case .ids: writer.write("]\n")
    case .pieces: writer.write("\n")
    }
    writer.flush()
    return tokens
  }
}

/// The results of JSON lines, one a line.
struct TokenLines {
  private var writer: StreamWriter
  private let mark: String
  /// Tokens of all lines together.
  private(set) var count = 0

  init(_ plan: TokenPlan, _ console: any Console) {
    writer = StreamWriter(console)
    mark = plan.tokenizer == nil ? "~" : ""
  }

  mutating func add(count more: Int) {
    count += more
    writer.write("\(mark)\(more)\n")
  }

  mutating func add(_ ids: [UInt32]) {
    count += ids.count
    writer.write("[\(ids.map(String.init).joined(separator: ","))]\n")
  }

  mutating func flush() { writer.flush() }
}

/// Text on its way to a console, in pieces large enough to be worth a system call.
private struct StreamWriter {
  private let console: any Console
  private var pending = ""

  init(_ console: any Console) { self.console = console }

  mutating func write(_ text: String) {
    pending += text
    if pending.utf8.count > 1 << 16 { flush() }
  }

  mutating func flush() {
    if !pending.isEmpty { console.stream(pending) }
    pending = ""
  }
}
