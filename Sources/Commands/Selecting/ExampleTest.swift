import CommandLanguage
import Datasets
import Patterns
import Workspaces

/// What `where` asks, made ready to be asked of many examples.
struct ExampleTest {
  fileprivate indirect enum Node {
    case comparison(FieldPath, Comparison, FieldValue)
    case matches(FieldPath, Pattern)
    /// The file of an example, by its path or its last part.
    case file(FieldPath, Comparison, FieldValue)
    case numbers(Set<Int>)
    case tagged(String)
    case empty
    case not(Node)
    case and(Node, Node)
    case or(Node, Node)
  }

  private let root: Node
  private let session: Session
  /// The name, for what goes wrong at an example.
  private let dataset: String
  /// Tells from an example's raw bytes that the test does not hold; nil where bytes tell nothing.
  let screen: Screen?

  /// Reads the condition once: patterns are compiled, and what the check knows is looked up.
  ///
  /// - Throws: ``Failure`` for a pattern that is none, and for a rule that there is not.
  init(_ condition: Condition, of selection: Selection, in session: Session) throws {
    self.session = session
    dataset = selection.dataset.name
    var reader = TestReader(selection: selection, session: session)
    root = try reader.node(condition)
    screen = Screen(condition)
  }

  /// Whether the example is meant.
  ///
  /// - Throws: ``Failure`` E302 when examples have no such field.
  func holds(_ example: StoredExample) throws -> Bool { try holds(root, example) }

  private func holds(_ node: Node, _ example: StoredExample) throws -> Bool {
    switch node {
    case .comparison(let path, let comparison, let value):
      return try session.selections.fieldValues(path, of: example).contains {
        comparison.holds($0, value)
      }
    case .matches(let path, let pattern):
      let values = try session.selections.fieldValues(path, of: example)
      do throws(PatternLimit) {
        for value in values where try pattern.isFound(in: value.text ?? "") { return true }
        return false
      } catch {
        throw error.failure(
          at: example.number, of: dataset, consequence: "what else matches was not looked for")
      }
    case .file(let path, let comparison, let value):
      let name = try session.selections.fieldValue(path, of: example)
      let last = name.text?.split(separator: "/").last.map { FieldValue.text(String($0)) } ?? name
      return comparison == .unequal
        ? name != value && last != value
        : comparison.holds(name, value) || comparison.holds(last, value)
    case .numbers(let numbers): return numbers.contains(example.number)
    case .tagged(let tag): return example.facts.tags.contains(tag)
    case .not(let node): return try !holds(node, example)
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

/// Makes the nodes of a test, looking up at most once what all examples are asked by.
private struct TestReader {
  let selection: Selection
  let session: Session
  private var flags: CheckFlags?
  /// The user's rules whose tests are being read, since one may ask another.
  private var openRules: [String] = []

  init(selection: Selection, session: Session) {
    self.selection = selection
    self.session = session
  }

  mutating func node(_ condition: Condition) throws -> ExampleTest.Node {
    switch condition {
    case .comparison(let path, let comparison, let argument, _):
      return try Self.node(path, comparison, argument)
    case .flag(let flag): return try node(flag)
    case .tagged(let argument): return .tagged(argument.text)
    case .rule(let argument): return try node(rule: argument)
    case .query(let statement):
      return .numbers(try SQLRows(of: statement, in: session).numbers(of: selection.dataset))
    case .saved(let name, let span):
      // Lines have theirs put in before they run.
      throw Failure(
        .variableNotSet, "no selection $\(name)", at: span, consequence: "nothing was done",
        remedy: "let \(name) = where TEST")
    case .not(let test): return .not(try node(test))
    case .and(let left, let right): return .and(try node(left), try node(right))
    case .or(let left, let right): return .or(try node(left), try node(right))
    }
  }

  private static func node(
    _ path: FieldPath, _ comparison: Comparison, _ argument: Argument
  ) throws -> ExampleTest.Node {
    if comparison == .matches {
      return .matches(
        path,
        try Pattern(
          typed: argument.text, at: argument.span, remedy: "for plain text use  contains"))
    }
    let number = comparison.isOfText ? nil : argument.number
    let value = number.map { FieldValue.number($0.value) } ?? .text(argument.text)
    let isFile = ["file", "source"].contains(path.name)
    return isFile ? .file(path, comparison, value) : .comparison(path, comparison, value)
  }

  private mutating func node(_ flag: Condition.Flag) throws -> ExampleTest.Node {
    switch flag {
    case .duplicate: return .numbers(try known().duplicates)
    case .error: return .numbers(try known().errors)
    case .warning: return .numbers(try known().warnings)
    case .empty: return .empty
    case .note: return .numbers(try known().notes)
    case .edited:
      return .numbers(
        Set(
          try session.workspace.editedNumbers(
            of: selection.dataset, revision: selection.revision)))
    }
  }

  private mutating func known() throws -> CheckFlags {
    if let flags { return flags }
    let found = try session.checks.flags(of: selection.dataset, revision: selection.revision)
    flags = found
    return found
  }

  private mutating func node(rule argument: Argument) throws -> ExampleTest.Node {
    let code = try session.checks.ruleCode(argument)
    guard let own = try UserRules(session: session).all.first(where: { $0.name == code }) else {
      return .numbers(
        try session.checks.numbers(
          breaking: code, of: selection.dataset, revision: selection.revision))
    }
    guard !openRules.contains(code), let test = own.condition else {
      throw Failure(
        .unknownTest,
        openRules.contains(code)
          ? "the rule \(code) asks for itself" : "the test of the rule \(code) cannot be read",
        at: argument.span, consequence: "nothing was done", remedy: "rule list")
    }
    openRules.append(code)
    defer { openRules.removeLast() }
    return try node(test.placed(at: argument.span))
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

  /// The text without what does not change how it reads: letter case, the width of gaps, and the
  /// marks that end or close a sentence.
  private func folded(_ text: String) -> String {
    let marks = " .,!?…:;\"'”’)。、！？．，」』）"
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let bare = words.reversed().drop { marks.contains($0) }.reversed()
    return bare.isEmpty ? words : String(bare)
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
    let noted = [
      "file", "kind", "line", "note", "number", "source", "tags", "tokens", "turns",
    ]
    return !noted.contains(name)
  }
}
