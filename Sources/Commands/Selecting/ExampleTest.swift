import CommandLanguage
import Datasets
import Patterns
import Workspaces

/// What `where` asks, made ready to be asked of many examples.
struct ExampleTest {
  private indirect enum Node {
    case comparison(FieldPath, Comparison, FieldValue)
    case matches(FieldPath, Pattern)
    case numbers(Set<Int>)
    case tagged(String)
    case empty
    case and(Node, Node)
    case or(Node, Node)
  }

  private let root: Node
  private let session: Session
  /// The name, for what goes wrong at an example.
  private let dataset: String
  /// Tells from an example's raw bytes that the test does not hold; nil where bytes tell nothing.
  let screen: Screen?

  /// Reads the condition once: patterns are compiled, and flags of `check` are looked up.
  ///
  /// - Throws: ``Failure`` for a pattern that is none.
  init(_ condition: Condition, of selection: Selection, in session: Session) throws {
    self.session = session
    dataset = selection.dataset.name
    var flags: CheckFlags?
    root = try Self.node(condition) {
      if let flags { return flags }
      let found = try session.checks.flags(of: selection.dataset, revision: selection.revision)
      flags = found
      return found
    }
    screen = Screen(condition)
  }

  /// Whether the example is meant.
  ///
  /// - Throws: ``Failure`` E302 when examples have no such field.
  func holds(_ example: StoredExample) throws -> Bool { try holds(root, example) }

  private static func node(
    _ condition: Condition, flags: () throws -> CheckFlags
  ) throws -> Node {
    switch condition {
    case .comparison(let path, .matches, let argument, _):
      return .matches(
        path,
        try Pattern(
          typed: argument.text, at: argument.span, remedy: "for plain text use  contains"))
    case .comparison(let path, let comparison, let argument, _) where comparison.isOfText:
      return .comparison(path, comparison, .text(argument.text))
    case .comparison(let path, let comparison, let argument, _):
      let value = argument.number.map { FieldValue.number($0.value) } ?? .text(argument.text)
      return .comparison(path, comparison, value)
    case .flag(.duplicate): return .numbers(try flags().duplicates)
    case .flag(.error): return .numbers(try flags().errors)
    case .flag(.warning): return .numbers(try flags().warnings)
    case .flag(.note): return .numbers(try flags().notes)
    case .flag(.empty): return .empty
    case .tagged(let argument): return .tagged(argument.text)
    case .and(let left, let right):
      return .and(try node(left, flags: flags), try node(right, flags: flags))
    case .or(let left, let right):
      return .or(try node(left, flags: flags), try node(right, flags: flags))
    }
  }

  private func holds(_ node: Node, _ example: StoredExample) throws -> Bool {
    switch node {
    case .comparison(let path, let comparison, let value):
      return comparison.holds(try session.selections.fieldValue(path, of: example), value)
    case .matches(let path, let pattern):
      let text = try session.selections.fieldValue(path, of: example).text ?? ""
      do throws(PatternLimit) {
        return try pattern.isFound(in: text)
      } catch {
        throw error.failure(
          at: example.number, of: dataset, consequence: "what else matches was not looked for")
      }
    case .numbers(let numbers): return numbers.contains(example.number)
    case .tagged(let tag): return example.facts.tags.contains(tag)
    case .empty:
      let parsed = try Example(example.bytes)
      return parsed.messages.contains { message in
        !message.hasCall && (parsed.text(of: message) ?? "").allSatisfy(\.isWhitespace)
      }
    case .and(let left, let right):
      return try holds(left, example) && holds(right, example)
    case .or(let left, let right):
      return try holds(left, example) || holds(right, example)
    }
  }
}

extension Comparison {
  /// Whether both sides are compared as they are written, also where they look like numbers.
  var isOfText: Bool { [.contains, .matches, .similar].contains(self) }

  /// Compares numbers as numbers where both are, else text; what is missing equals nothing.
  func holds(_ left: FieldValue, _ right: FieldValue) -> Bool {
    let left = left.asNumber(like: right)
    switch self {
    case .equal: return left == right
    case .unequal: return left != right
    case .less: return left != .missing && left < right
    case .atMost: return left != .missing && left <= right
    case .greater: return left > right
    case .atLeast: return left >= right
    case .contains:
      return left.text.map { text in right.text.map(text.contains) ?? false } ?? false
    case .similar: return left.text.map(folded) == right.text.map(folded)
    case .matches:
      return left.text.flatMap { text in
        right.text.flatMap { try? Pattern($0) }.map { (try? $0.isFound(in: text)) ?? false }
      } ?? false
    }
  }

  private func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension FieldValue {
  /// Text that is a number, as a number, when it is compared with one.
  fileprivate func asNumber(like other: FieldValue) -> FieldValue {
    guard case .number = other, case .text(let text) = self, let value = Double(text) else {
      return self
    }
    return .number(value)
  }
}

extension ExampleTest {
  /// The texts of a condition without which it cannot hold, looked for in raw bytes.
  indirect enum Screen: Sendable {
    case text(TextFinder)
    case both(Screen, Screen)
    case either(Screen, Screen)

    /// nil where a condition may hold of an example whatever its bytes are.
    fileprivate init?(_ condition: Condition) {
      switch condition {
      case .comparison(let path, .contains, let argument, _) where path.isOfBytes:
        guard let finder = TextFinder(argument.text, ignoringCase: false) else { return nil }
        self = .text(finder)
      case .and(let left, let right):
        switch (Screen(left), Screen(right)) {
        case (let left?, let right?): self = .both(left, right)
        case (let one?, nil), (nil, let one?): self = one
        case (nil, nil): return nil
        }
      case .or(let left, let right):
        guard let left = Screen(left), let right = Screen(right) else { return nil }
        self = .either(left, right)
      default: return nil
      }
    }

    /// Whether the condition may hold of the example that lies in `range`.
    func mayHold(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
      switch self {
      case .text(let finder): finder.mayOccur(in: bytes, range)
      case .both(let left, let right):
        left.mayHold(in: bytes, range) && right.mayHold(in: bytes, range)
      case .either(let left, let right):
        left.mayHold(in: bytes, range) || right.mayHold(in: bytes, range)
      }
    }
  }
}

extension FieldPath {
  /// Whether the field is text of the example itself, and not counted or noted beside it.
  fileprivate var isOfBytes: Bool {
    guard let name else { return false }
    return !["number", "line", "tokens", "tags", "note", "kind", "turns"].contains(name)
  }
}
