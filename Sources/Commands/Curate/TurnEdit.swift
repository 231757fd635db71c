import CommandLanguage
import Datasets
import JSON
import Workspaces

/// One change of the list of messages of an example.
enum TurnEdit: Sendable {
  case insert(role: String, text: String, isAfter: Bool)
  case drop
  /// To an index as it is afterwards, counted from 0, or from the end where it is negative.
  case move(to: Int)
  /// Neighbors of one role, or a message and the one before it.
  case merge(with: String, isNamed: Bool)
  case split(at: String, role: String?)

  static let words = ["insert", "drop", "move", "merge", "split"]

  /// Reads what stands behind the place of `turn WORD PLACE`.
  init(_ word: Argument, _ reader: inout ArgumentReader) throws(Failure) {
    switch word.text {
    case "insert":
      let role = try reader.argument("a role:  turn insert marv#7.messages[1] user \"Hi\"")
      guard Role(rawValue: role.text) != nil else {
        throw Self.noRole(role)
      }
      self = .insert(
        role: role.text, text: try reader.argument("what it says").text,
        isAfter: reader.flag("after"))
    case "drop": self = .drop
    case "move":
      let index = try reader.argument("an index:  turn move marv#7.messages[2] 1")
      guard let number = index.number?.integer else {
        throw Failure(
          .badCount, "\"\(index.text)\" is no index", at: index.span,
          consequence: "nothing was changed", remedy: "turn move marv#7.messages[2] 1")
      }
      self = .move(to: number)
    case "merge":
      self = .merge(with: reader.text("with") ?? "\n\n", isNamed: false)
    case "split":
      let text = try reader.argument("the text to split at")
      guard !text.text.isEmpty else { throw reader.missing("the text to split at") }
      let role = reader.value("role")
      if let role, Role(rawValue: role.text) == nil { throw Self.noRole(role) }
      self = .split(at: text.text, role: role?.text)
    default:
      throw Failure(
        .unknownSubcommand, "turn has no action \"\(word.text)\"", at: word.span,
        consequence: "nothing was changed", remedy: "turn \(Self.words.joined(separator: ", "))")
    }
  }

  private static func noRole(_ argument: Argument) -> Failure {
    Failure(
      .badOptionValue, "\"\(argument.text)\" is no role", at: argument.span,
      consequence: "nothing was changed",
      remedy: Role.allCases.map(\.rawValue).joined(separator: ", "))
  }

  /// Whether it is about messages that must be named.
  var needsField: Bool {
    switch self {
    case .insert, .drop, .move: true
    case .merge, .split: false
    }
  }

  /// The same where a message is named, which then need not be of the role of the one before it.
  var named: TurnEdit {
    if case .merge(let separator, _) = self { .merge(with: separator, isNamed: true) } else { self }
  }

  var word: String {
    switch self {
    case .insert: "insert"
    case .drop: "drop"
    case .move: "move"
    case .merge: "merge"
    case .split: "split"
    }
  }

  /// What the list of operations says of it, before `of marv#7`.
  var phrase: String {
    switch self {
    case .insert(let role, _, _): "inserted a message of the \(role)"
    case .drop: "dropped messages"
    case .move: "moved a message"
    case .merge: "merged messages"
    case .split: "split messages"
    }
  }

  /// The example with the change made at some of its messages; nil where it has no such messages.
  ///
  /// - Throws: ``EditFault`` where it would be no example any more.
  func applied(to example: Example, at places: [Int]) throws -> Example? {
    if example.kind == .completion { return try halves(of: example, at: places) }
    guard var list = TurnList(example) else { return nil }
    switch self {
    case .insert(let role, let text, let isAfter):
      for place in places.reversed() {
        let index = isAfter ? place + 1 : place
        if index <= list.count { try list.insert(role: role, text: text, at: index) }
      }
    case .drop:
      for place in places.reversed() where place < list.count { try list.remove(place) }
    case .move(let target):
      guard places.count == 1, let place = places.first, place < list.count else { return nil }
      let index = target < 0 ? list.count + target : target
      guard (0..<list.count).contains(index) else { return nil }
      try list.move(place, to: index)
    case .merge(let separator, let isNamed):
      for place in places.reversed() where place > 0 && place < list.count {
        let isOneRole = list.role(place) == list.role(place - 1)
        if isNamed || isOneRole { try list.merge(place, with: separator) }
      }
    case .split(let text, let role):
      for place in places.reversed() where place < list.count {
        try list.split(place, at: text, role: role)
      }
    }
    return try list.example(changedFrom: example)
  }
}

extension TurnEdit {
  /// The example without messages, with its prompt or its completion split, or the two exchanged;
  /// nil where that changes nothing.
  private func halves(of example: Example, at places: [Int]) throws -> Example? {
    guard let prompt = example.prompt, let completion = example.completion,
      var text = try? JSONText(example.bytes)
    else { return nil }
    var halves = [prompt, completion]
    switch self {
    case .move(let target):
      // Either half at the other's place.
      let index = target < 0 ? 2 + target : target
      guard (0..<2).contains(index), places.count == 1, places != [index] else { return nil }
      halves.swapAt(0, 1)
    case .split(let separator, _):
      // Where both have the text, the prompt is split.
      guard let place = places.first(where: { halves[$0].contains(separator) }),
        let (first, second) = halves[place].parts(around: separator)
      else { return nil }
      let rest = place == 0 ? [second, completion] : [prompt, first]
      let joined = rest.filter { !$0.isEmpty }.joined(separator: "\n")
      halves = place == 0 ? [first, joined] : [joined, second]
    case .insert, .drop, .merge: return nil
    }
    for (key, half) in zip(["prompt", "completion"], halves) {
      try text.set(.string(half), at: [.key(key)])
    }
    return try example.changed(to: text)
  }

  /// Refuses what nothing can be done about: a completion has no messages to put in, take out or
  /// merge.
  ///
  /// - Throws: ``Failure`` E216 for a selection of nothing else.
  func refuseCompletions(of selection: Selection, in session: Session) throws {
    switch self {
    case .move, .split: return
    case .insert, .drop, .merge: break
    }
    let kind = try session.selections.kind(
      of: selection.dataset, revision: selection.revision)
    guard kind == .completion else { return }
    let name = selection.dataset.name
    throw Failure(
      .wrongShape,
      "\(name) holds completions, which have a prompt and a completion and no messages",
      consequence: "nothing was changed",
      remedy: "export \(name) to \(name).jsonl, then  load \(name).jsonl as \(name)-chat "
        + "--as prompt-completion")
  }
}

extension String {
  /// What stands before a text and behind it, without the spaces around it.
  fileprivate func parts(around separator: String) -> (String, String)? {
    guard let place = firstRange(of: separator) else { return nil }
    let first = self[..<place.lowerBound].trimmingEnd
    let second = self[place.upperBound...].drop(while: \.isWhitespace)
    return first.isEmpty || second.isEmpty ? nil : (String(first), String(second))
  }
}

extension Example {
  /// The example with another text; nil where that is the same.
  fileprivate func changed(to text: JSONText) throws -> Example? {
    if text.bytes == bytes { return nil }
    do throws(ReadingFault) {
      return try Example(text.bytes)
    } catch {
      throw EditFault.notAnExample(error)
    }
  }
}

/// The messages of an example while they are changed; bytes of others stay.
private struct TurnList {
  private var text: JSONText
  private let path: [JSONStep]
  private(set) var count: Int

  /// nil for an example that cannot be edited in place.
  init?(_ example: Example) {
    guard let text = try? JSONText(example.bytes) else { return nil }
    self.text = text
    path = example.kind == .preference ? ["input", "messages"] : ["messages"]
    count = example.messages.count
  }

  private func path(_ index: Int) -> [JSONStep] { path + [.index(index)] }

  func role(_ index: Int) -> String? { text.value(at: path(index) + ["role"])?.string }

  private func content(_ index: Int) -> String? {
    text.value(at: path(index) + ["content"])?.string
  }

  mutating func insert(role: String, text said: String, at index: Int) throws {
    try text.insert(
      ["role": .string(role), "content": .string(said)], at: path(index))
    count += 1
  }

  mutating func remove(_ index: Int) throws {
    try text.remove(at: path(index))
    count -= 1
  }

  mutating func move(_ index: Int, to target: Int) throws {
    guard index != target, let span = text.span(at: path(index)) else { return }
    let bytes = Array(text.bytes[span])
    try text.remove(at: path(index))
    try text.insert(.null, at: path(target))
    // As it was written, to the byte.
    try text.set(bytes, at: path(target))
  }

  /// Puts what a message says behind what the one before it says; both must be plain texts.
  mutating func merge(_ index: Int, with separator: String) throws {
    guard let first = content(index - 1), let second = content(index) else { return }
    try text.set(.string(first + separator + second), at: path(index - 1) + ["content"])
    try remove(index)
  }

  /// Makes two messages of one where a text stands first, which goes with the spaces around it.
  mutating func split(_ index: Int, at separator: String, role: String?) throws {
    guard let (first, second) = content(index)?.parts(around: separator),
      let speaker = role ?? self.role(index)
    else { return }
    try text.set(.string(first), at: path(index) + ["content"])
    try insert(role: speaker, text: second, at: index + 1)
  }

  func example(changedFrom example: Example) throws -> Example? {
    try example.changed(to: text)
  }
}

extension Substring {
  /// Without white space at its end.
  fileprivate var trimmingEnd: Substring {
    var rest = self
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
