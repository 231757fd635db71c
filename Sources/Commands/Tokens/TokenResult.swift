import JSON
import Presentation
import Tokenization

/// What comes of a text's tokens, said as they come: they may be too many to keep.
struct TokenResult {
  private let plan: TokenPlan
  private var writer: StreamWriter
  private var count = 0
  /// Kept only where the value is asked for.
  private var ids: [UInt32] = []

  init(_ plan: TokenPlan, _ console: any Console) {
    self.plan = plan
    writer = StreamWriter(console)
    if plan.form == .ids, !plan.isValue { writer.write("[") }
  }

  /// Takes tokens that nobody wants to see.
  mutating func add(count more: Int) { count += more }

  /// Takes the next tokens.
  mutating func add(_ more: [UInt32]) {
    if plan.isValue {
      ids += more
    } else if plan.form == .ids {
      for id in more {
        writer.write(count == 0 ? "\(id)" : ",\(id)")
        count += 1
      }
      return
    } else {
      show(more)
    }
    count += more.count
  }

  private mutating func show(_ more: [UInt32]) {
    guard let tokenizer = plan.tokenizer else { return }
    for (index, id) in more.enumerated() {
      let piece = TokenPiece(Int(id), tokenizer)
      if plan.form == .idsAndPieces {
        writer.write("\(piece.line)\n")
      } else {
        writer.write(count + index == 0 ? piece.shown : TokenPiece.boundary + piece.shown)
      }
    }
  }

  /// Says the rest, and returns the value.
  mutating func finished() -> Outcome {
    var value: [JSONMember] = [
      JSONMember("encoding", .string(plan.encoding.rawValue)),
      JSONMember("count", .integer(count)),
      JSONMember("tokens_are_exact", .bool(plan.tokenizer != nil)),
    ]
    guard !plan.isValue else {
      if plan.form == .ids || plan.form == .idsAndPieces {
        value.append(JSONMember("ids", .array(ids.map { .integer(Int($0)) })))
      }
      if plan.form == .pieces || plan.form == .idsAndPieces, let tokenizer = plan.tokenizer {
        let pieces = ids.map { TokenPiece(Int($0), tokenizer).json }
        value.append(JSONMember("pieces", .array(pieces)))
      }
      return Outcome(.object(value))
    }
    switch plan.form {
    case .count:
      return Outcome(.object(value), [.text((plan.tokenizer == nil ? "~" : "") + "\(count)")])
    case .ids: writer.write("]\n")
    case .pieces: writer.write("\n")
    case .idsAndPieces: break
    }
    writer.flush()
    return Outcome(.object(value))
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

/// A token as it is shown: its text, or its bytes where they are no text by themselves.
struct TokenPiece {
  /// What stands between two tokens; no keyboard has it, so that texts rarely do.
  static let boundary = "│"

  private let id: Int
  private let bytes: [UInt8]

  init(_ id: Int, _ tokenizer: Tokenizer) {
    self.id = id
    bytes = tokenizer.decode([id])
  }

  /// nil for a part of a character, or of several.
  private var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The text, line ends kept; other bytes as `<E4>`.
  var shown: String {
    guard let text else {
      return bytes.map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return "<\(digits.count == 1 ? "0" : "")\(digits)>"
      }.joined()
    }
    return sanitized(text, lines: .kept)
  }

  /// Id and text, spaces and line ends visible.
  var line: String {
    let number = String(id)
    let room = String(repeating: " ", count: max(0, 6 - number.count))
    return "\(room)\(number)  \(text.map { sanitized(JSONValue.string($0).text) } ?? shown)"
  }

  /// Id and text; the bytes in place of a text that is none.
  var json: JSONValue {
    text.map { ["id": .integer(id), "text": .string($0)] }
      ?? ["id": .integer(id), "bytes": .array(bytes.map { .integer(Int($0)) })]
  }
}
