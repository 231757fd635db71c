import Digests
import JSON

/// What the ids on a tape stand for, such as "upload of cell 4".
struct Symbols: Sendable {
  private var names: [String: String] = [:]

  /// Reads which exchange made each thing.
  init(_ tape: Tape) {
    for exchange in tape.exchanges {
      guard case .answer(_, _, .json(let value)) = exchange.ending else { continue }
      let cell = exchange.cell.map { " of cell \($0)" } ?? ""
      if exchange.request.method == "POST", let id = value["id"]?.string,
        let word = Self.words[exchange.request.template]
      {
        names[id] = names[id] ?? word + cell
      }
      if let model = value["fine_tuned_model"]?.string {
        names[model] = names[model] ?? "model" + cell
      }
    }
  }

  private static let words = [
    "/files": "upload", "/fine_tuning/jobs": "job", "/uploads": "upload in parts",
    "/responses": "response",
  ]

  /// The id with what it stands for, or the text itself.
  func name(of text: String) -> String { names[text].map { "\($0) (\(text))" } ?? text }
}

/// The differences between a taped request and another one, field by field.
struct RequestDifference {
  let symbols: Symbols
  let localFields: Set<String>
  /// Such as `hyperparameters.n_epochs 3 → 4`.
  private(set) var lines: [String] = []
  /// What the new request calls the things that the taped one had named by chance.
  private(set) var ownNames: [String: String] = [:]

  /// The most lines, and the most characters of a value, in a message.
  private static let lineLimit = 12
  private static let valueLimit = 60

  init(symbols: Symbols, localFields: Set<String>) {
    self.symbols = symbols
    self.localFields = localFields
  }

  /// Compares two bodies.
  mutating func compare(_ taped: JSONValue?, _ new: JSONValue?) { compare(taped, new, at: "") }

  /// Compares the arguments of two paths.
  mutating func compare(path taped: String, _ new: String) {
    let one = taped.split(separator: "/").map(String.init)
    let other = new.split(separator: "/").map(String.init)
    for index in 0..<max(one.count, other.count) {
      let (old, now) = (
        index < one.count ? one[index] : "", index < other.count ? other[index] : ""
      )
      if old != now { note("path", decoded(old), decoded(now)) }
    }
  }

  private func decoded(_ segment: String) -> String {
    PercentEncoding.decoded(segment) ?? segment
  }

  /// Adds a line for a field whose text differs.
  mutating func note(_ field: String, _ taped: String, _ new: String) {
    add(field, shown(.string(taped)), shown(.string(new)))
  }

  private mutating func compare(_ taped: JSONValue?, _ new: JSONValue?, at path: String) {
    if taped == new { return }
    switch (taped, new) {
    case (.object(let one), .object(let other)):
      let names = Set(one.map(\.key)).union(other.map(\.key)).sorted()
      for name in names {
        compare(taped?[name], new?[name], at: path.isEmpty ? name : "\(path).\(name)")
      }
    case (.array(let one), .array(let other)):
      for index in 0..<max(one.count, other.count) {
        compare(taped?[index], new?[index], at: "\(path)[\(index)]")
      }
    case (.string(let one), .string(let other)) where localFields.contains(path):
      ownNames[one] = other
    default: add(path.isEmpty ? "body" : path, shown(taped), shown(new))
    }
  }

  private mutating func add(_ field: String, _ taped: String, _ new: String) {
    if lines.count == Self.lineLimit { return lines.append("…") }
    if lines.count < Self.lineLimit { lines.append("\(field) \(taped) → \(new)") }
  }

  private func shown(_ value: JSONValue?) -> String {
    let text =
      switch value {
      case nil: "(none)"
      case .string(let text): text.isEmpty ? "\"\"" : symbols.name(of: text)
      case let value?: value.text
      }
    return text.count > Self.valueLimit ? text.prefix(Self.valueLimit - 1) + "…" : text
  }
}
