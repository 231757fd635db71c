import Datasets
import JSON

extension RowReading {
  /// A row with a column for each side, as `mapping` says or the columns' names do.
  mutating func columnsDraft() throws(ConversionFault) -> Draft {
    let keys = row.members.map(\.key)
    var mapping = self.mapping ?? FieldMapping()
    let found = ColumnNames.mapping(of: keys.filter { !isMapped($0) })
    mapping[.user] = mapping[.user] ?? (template == nil ? userColumn(mapping, found) : nil)
    mapping[.assistant] = mapping[.assistant] ?? assistantColumn(mapping, found)
    if self.mapping == nil {
      mapping[.system] = ColumnNames.key(of: ColumnNames.system, among: keys)
      mapping[.tools] = ColumnNames.key(of: ColumnNames.tools, among: keys)
        .flatMap { Self.holdsTools(row[$0]) ? $0 : nil }
    }
    var draft = Draft()
    var used = Set(mapping.pairs.map(\.from))
    if let column = mapping[.system], let system = try systemTurn([column]) {
      draft.turns.append(system)
    }
    if let template {
      used.formUnion(template.columns)
      draft.turns.append(Turn(.user, try filled(template)))
    } else {
      draft.turns.append(Turn(.user, try neededCell([mapping[.user] ?? "user"])))
    }
    draft.turns.append(
      try answerTurn(mapping[.assistant] ?? "assistant", mayCall: mapping[.tools] != nil))
    if let column = mapping[.tools] {
      draft.tools = try tools(row.value(inColumn: column), at: [.key(column)])
    }
    draft.extras = extras(beside: used)
    return draft
  }

  /// The answer in a column: a text, or beside tools the calls that it holds, as xLAM has them.
  private mutating func answerTurn(
    _ column: String, mayCall: Bool
  ) throws(ConversionFault) -> Turn {
    let cell = row.value(inColumn: column)
    guard mayCall, let cell, Self.holdsCalls(cell) else {
      return Turn(.assistant, try neededCell([column]))
    }
    // A list without a call is no answer at all.
    guard Self.list(in: cell)?.isEmpty == false else {
      throw ConversionFault(.noAnswer, at: [.key(column)])
    }
    return try callingTurn(cell, at: [.key(column)], of: row)
  }

  private func isMapped(_ key: String) -> Bool {
    mapping?.pairs.contains { $0.from == key } ?? false
  }

  private func userColumn(_ mapping: FieldMapping, _ found: FieldMapping?) -> String? {
    found?[.user]
      ?? ColumnNames.userKey(among: row.members.map(\.key).filter { !isMapped($0) })
  }

  private func assistantColumn(_ mapping: FieldMapping, _ found: FieldMapping?) -> String? {
    let taken = Set(mapping.pairs.map(\.from) + (template?.columns ?? []))
    return ColumnNames.assistantKey(
      among: row.members.map(\.key).filter { !taken.contains($0) })
  }

  /// The text of a template with this row's cells in it.
  private mutating func filled(_ template: TextTemplate) throws(ConversionFault) -> WrittenText {
    var text = WrittenText("")
    for piece in template.pieces {
      switch piece {
      case .text(let fixed): text = text + WrittenText(fixed)
      case .column(let name): text = text + (try neededCell([name]))
      }
    }
    return text
  }

  /// What ended a prompt in the old completion form.
  static let promptMarks = ["\n\n###\n\n", " ->"]

  /// `{"prompt", "completion"}` without the marks that the old form needed.
  mutating func promptCompletionDraft() throws(ConversionFault) -> Draft {
    var prompt = try neededCell(["prompt"])
    var completion = try neededCell(["completion"])
    for separator in Self.promptMarks {
      guard let stripped = prompt.dropping(suffix: separator) else { continue }
      prompt = stripped
      findings.note(.strippedSeparator)
      break
    }
    if let stripped = completion.dropping(suffix: " END") {
      completion = stripped
      findings.note(.strippedEnding)
    }
    if let stripped = completion.dropping(prefix: " ") {
      completion = stripped
      findings.note(.strippedLeadingSpace)
    }
    var draft = Draft()
    let used = try placeSystem(before: &draft.turns)
    draft.turns += [Turn(.user, prompt), Turn(.assistant, completion)]
    draft.extras = extras(beside: used.union(["prompt", "completion"]))
    return draft
  }

  static let alpacaKeys: Set<String> = [
    "instruction", "input", "context", "output", "response", "system", "history",
  ]

  /// Alpaca: the instruction with its input, and the turns before them.
  mutating func alpacaDraft() throws(ConversionFault) -> Draft {
    var draft = Draft()
    let used = try placeSystem(before: &draft.turns)
    draft.turns += try alpacaRequest()
    draft.turns.append(Turn(.assistant, try neededCell(["output", "response"])))
    draft.extras = extras(beside: usedAlpacaKeys.union(used))
    return draft
  }

  /// The keys of what is asked.
  static let alpacaRequestKeys: Set<String> = ["instruction", "input", "context", "history"]

  /// What is asked: the turns before, and the instruction with what it is about.
  mutating func alpacaRequest() throws(ConversionFault) -> [Turn] {
    var turns: [Turn] = []
    if let history = value(["history"]) {
      turns = try historyTurns(history.value, at: history.path)
    }
    let instruction = try neededCell(["instruction"])
    let input = try optionalCell(["input", "context"]) ?? WrittenText("")
    var request = instruction
    if Self.isEmptyInput(input.text) {
      if !input.isEmpty { findings.note(.droppedEmptyInput) }
    } else {
      request = instruction.isEmpty ? input : .joined([instruction, input], by: "\n")
    }
    return turns + [Turn(.user, request)]
  }

  /// The keys that were read: a row with both `input` and `context` keeps the second as its own.
  var usedAlpacaKeys: Set<String> {
    var used = Self.alpacaKeys
    if value(["input"]) != nil { used.remove("context") }
    if row["output"] != nil, row["output"]?.kind != .null { used.remove("response") }
    return used
  }

  /// Whether an input only says that there is none, as a person wrote it or a table's library.
  private static func isEmptyInput(_ input: String) -> Bool {
    ["", "<noinput>", "noinput", "no input", "<no input>", "nan", "none", "null", "n/a"]
      .contains(input.lowercased())
  }

  private mutating func historyTurns(
    _ history: JSONTree, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    guard history.kind == .array else { throw ConversionFault(.notAList, at: path) }
    var turns: [Turn] = []
    for (index, pair) in history.elements.enumerated() {
      let place = path + [.index(index)]
      guard pair.elements.count == 2 else { throw ConversionFault(.unclearPair, at: place) }
      turns.append(Turn(.user, try cell(pair.elements[0], at: place + [.index(0)])))
      turns.append(Turn(.assistant, try cell(pair.elements[1], at: place + [.index(1)])))
    }
    return turns
  }
}
