/// Goes through a source as Python would, without running anything, and takes its calls down.
///
/// Both ways of a condition are gone, and a loop over a list that is written out is gone through for
/// each element.
struct PythonReader {
  private(set) var calls: [PythonCall] = []
  let tokens: [PythonToken]

  /// The value that each name has now, and each path such as `self.file_id`.
  var values: [String: PythonValue] = [:]
  var functions: [String: Function] = [:]
  var position = 0
  var depth = 0
  /// What the function that is gone through gives back; nil outside of functions.
  var returned: PythonValue?
  /// The functions whose arguments are read.
  var outer: [String] = []
  var isInWith = false
  var isInReturn = false
  var loopCount = 0
  /// How often bodies may still be gone through once more.
  var repetitions = 300
  /// Of each opening bracket, where it closes.
  private(set) var closings: [Int: Int] = [:]
  /// Of each opening bracket, the names that a `for` in it gives values.
  private(set) var ownNames: [Int: [String]] = [:]
  /// Functions that another one has taken the name of, and that nothing had called.
  var replaced: [Function] = []

  /// Deeper brackets and blocks than any walk-through has.
  static let depthLimit = 60
  /// More functions than any walk-through has.
  private static let functionLimit = 2_000
  /// What begins a statement that gives no name a value.
  private static let passedWords: Set = [
    "raise", "assert", "del", "global", "nonlocal", "elif", "else", "except", "finally", "case",
    "yield",
  ]

  /// Goes through all of a source.
  init(walking tokens: [PythonToken]) {
    self.init(tokens)
    readStatements(to: tokens.count)
    // What nothing calls is read as well, so that no call in it goes unseen.
    for _ in 0..<Self.functionLimit {
      let unseen = functions.filter { !$0.value.wasCalled }
      if let next = unseen.min(by: { $0.value.body.lowerBound < $1.value.body.lowerBound }) {
        _ = run(next.value, named: next.key, with: nil)
      } else if let next = replaced.popLast() {
        _ = run(next, named: "", with: nil)
      } else {
        break
      }
    }
  }

  /// Stands at the beginning of these tokens.
  init(_ tokens: [PythonToken]) {
    self.tokens = tokens
    var open: [Int] = []
    var isInTargets = false
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .sign("("), .sign("["), .sign("{"): open.append(index)
      case .sign(")"), .sign("]"), .sign("}"):
        if let start = open.popLast() { closings[start] = index }
      case .name("for"): isInTargets = !open.isEmpty
      case .name("in"): isInTargets = false
      case .name(let name):
        if isInTargets, let bracket = open.last { ownNames[bracket, default: []].append(name) }
      default: break
      }
    }
  }

  /// Adds a call, and returns it with its number.
  mutating func add(_ call: PythonCall) -> PythonCall {
    var call = call
    call.number = calls.count
    call.outer = outer.last
    call.isManaged = isInWith
    call.isReturned = isInReturn
    call.isRepeated = loopCount > 0
    calls.append(call)
    return call
  }

  /// Gives the call the name that its result was given.
  mutating func name(_ value: PythonValue, _ target: String) -> PythonValue {
    guard case .call(var call) = value, call.target == nil, calls.indices.contains(call.number)
    else { return value }
    call.target = target
    calls[call.number].target = target
    return .call(call)
  }

  // MARK: Looking at tokens

  func sign(_ offset: Int = 0) -> String? {
    guard position + offset < tokens.count, case .sign(let sign) = tokens[position + offset].kind
    else { return nil }
    return sign
  }

  func name(_ offset: Int = 0) -> String? {
    position + offset < tokens.count ? tokens[position + offset].name : nil
  }

  private var isAtNewline: Bool { position >= tokens.count || tokens[position].kind == .newline }

  mutating func skipComments() {
    while position < tokens.count, case .comment = tokens[position].kind { position += 1 }
  }

  private mutating func skipLine(to end: Int) {
    while position < end, !isAtNewline { position += 1 }
  }

  // MARK: Statements

  mutating func readStatements(to end: Int) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      position = end
      return
    }
    while position < end {
      let start = position
      readStatement(to: end)
      if position == start { position += 1 }
    }
  }

  private mutating func readStatement(to end: Int) {
    skipComments()
    guard position < end, !isAtNewline else { return }
    let indent = tokens[position].column
    // A block begins on a line of its own.
    guard position == 0 || tokens[position - 1].kind == .newline else { return readSimple(to: end) }
    if name() == "async", ["def", "for", "with"].contains(name(1)) { position += 1 }
    switch name() {
    case "def" where name(1) != nil: readFunction(indent, to: end)
    case "class": skipHeader(to: end)
    case "for": readLoop(indent, to: end)
    case "while":
      position += 1
      _ = readExpression()
      loopCount += 1
      readSuite(indent, to: end)
      loopCount -= 1
    case "if", "try", "match": readBranches(indent, to: end)
    case "with": readWith()
    default: readSimple(to: end)
    }
  }

  /// A statement without a block.
  private mutating func readSimple(to end: Int) {
    switch name() {
    case "return":
      position += 1
      isInReturn = true
      let value = isAtNewline ? PythonValue.word("None") : readTuple()
      isInReturn = false
      if returned == nil || returned == .word("None") { returned = value }
    case "import", "from": readImport(to: end)
    case let word? where Self.passedWords.contains(word): position += 1
    default:
      if sign() == "!" || sign() == "%" { return skipLine(to: end) }
      readAssignment()
    }
  }

  private mutating func skipHeader(to end: Int) {
    while position < end, !isAtNewline, sign() != ":" {
      position = (closings[position] ?? position) + 1
    }
    if sign() == ":" { position += 1 }
  }

  /// `import openai as ai`, and names in the place of others.
  private mutating func readImport(to end: Int) {
    var last: String?
    while position < end, !isAtNewline {
      if name() == "as", let other = name(1), let last { values[other] = .name(last) }
      last = name() ?? last
      position += 1
    }
  }

  /// The tokens of a block: the rest of the line behind a colon, or the lines that are indented more.
  mutating func suite(_ indent: Int, to end: Int) -> Range<Int> {
    skipHeader(to: end)
    guard position <= end, position > 0, tokens[position - 1].isSign(":") else {
      position = min(position, end)
      return position..<position
    }
    skipComments()
    let start = position
    guard isAtNewline else {
      skipLine(to: end)
      return start..<position
    }
    var last = position
    while position < end {
      while position < end, isAtNewline { position += 1 }
      guard position < end else { break }
      if case .comment = tokens[position].kind {
        position += 1
        continue
      }
      guard tokens[position].column > indent else { break }
      skipLine(to: end)
      last = position
    }
    position = last
    return start..<last
  }

  private mutating func readSuite(_ indent: Int, to end: Int) {
    let body = suite(indent, to: end)
    read(body)
  }

  /// Goes through a block and stands behind it.
  mutating func read(_ body: Range<Int>) {
    position = body.lowerBound
    readStatements(to: body.upperBound)
    position = body.upperBound
  }

  /// The next word of a line on this level, past what is between.
  private mutating func continues(_ indent: Int, _ words: [String], to end: Int) -> Bool {
    let start = position
    while position < end, isAtNewline || tokens[position].isComment { position += 1 }
    if position < end, let word = name(), words.contains(word), tokens[position].column == indent {
      return true
    }
    position = start
    return false
  }

  /// Both ways of a condition; a name that has another value behind each is not known any more.
  private mutating func readBranches(_ indent: Int, to end: Int) {
    position += 1
    if sign() != ":" { _ = readExpression() }
    let before = values
    readSuite(indent, to: end)
    var merged = values
    while continues(indent, ["elif", "else", "except", "finally"], to: end) {
      let isLast = name() == "finally"
      position += 1
      values = isLast ? merged : before
      if sign() != ":" { _ = readExpression() }
      readSuite(indent, to: end)
      merged = isLast ? values : merged.merging(values) { Self.either($0, $1) }
    }
    values = before.merging(merged) { Self.either($0, $1) }
  }

  /// What a name is known to stand for that is one of these.
  private static func either(_ one: PythonValue, _ other: PythonValue) -> PythonValue {
    if one == other || other == .word("None") { return one }
    if one == .word("None") { return other }
    guard case .dictionary(let entries) = one, case .dictionary(let others) = other else {
      return .other
    }
    // A key that is in one of them alone has a value that is not known.
    var keys: [PythonValue] = []
    for entry in entries + others where !keys.contains(entry.key) { keys.append(entry.key) }
    return .dictionary(
      keys.map { key in
        let (value, second) = (key.string.flatMap { one[$0] }, key.string.flatMap { other[$0] })
        return PythonValue.Entry(
          key: key, value: value.flatMap { value in second.map { either(value, $0) } } ?? .other)
      })
  }

  private mutating func readWith() {
    position += 1
    isInWith = true
    repeat {
      if sign() == "," { position += 1 }
      let value = readExpression()
      bindAlias(value)
    } while sign() == ","
    isInWith = false
    if sign() == ":" { position += 1 }
  }

  /// `as NAME` behind a value.
  mutating func bindAlias(_ value: PythonValue) {
    guard name() == "as", let target = name(1) else { return }
    position += 2
    values[target] = name(value, target)
  }

  // MARK: Loops

  private mutating func readLoop(_ indent: Int, to end: Int) {
    position += 1
    let targets = readTargets()
    if name() == "in" { position += 1 }
    let iterated = readTuple()
    let body = suite(indent, to: end)
    loopCount += 1
    defer { loopCount -= 1 }
    guard case .list(let elements) = iterated, !elements.isEmpty, elements.count <= 12,
      elements.count <= repetitions
    else {
      for target in targets { values[target] = nil }
      return read(body)
    }
    for element in elements {
      repetitions -= 1
      bind(targets, element)
      read(body)
    }
  }

  /// The names between `for` and `in`.
  mutating func readTargets() -> [String] {
    var targets: [String] = []
    while position < tokens.count, name() != "in", !isAtNewline {
      if let target = name() { targets.append(target) }
      position += 1
    }
    return targets
  }

  private mutating func bind(_ targets: [String], _ value: PythonValue) {
    if targets.count == 1 {
      values[targets[0]] = name(value, targets[0])
    } else if case .list(let parts) = value, parts.count == targets.count {
      for (target, part) in zip(targets, parts) { values[target] = name(part, target) }
    } else {
      for target in targets { values[target] = .other }
    }
  }
}

extension PythonToken {
  var isComment: Bool { if case .comment = kind { true } else { false } }
}
