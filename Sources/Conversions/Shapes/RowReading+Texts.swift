import Datasets
import JSON

extension RowReading {
  /// What the column of a conversation in one text is called; `chat` and `sample` are Glaive's.
  static let textKeys = ["text", "chat", "sample"]

  /// A conversation in one text.
  mutating func textDraft() throws(ConversionFault) -> Draft {
    let marked = Self.textKeys.first {
      row[$0]?.text.map { MarkedText.style(of: $0) != nil } ?? false
    }
    let key = marked ?? "text"
    let text = try neededCell([key])
    guard let style = MarkedText.style(of: text.text) else {
      throw ConversionFault(.noTurns, at: [.key(key)])
    }
    guard MarkedText.knowsAllRoles(in: text, style: style) else {
      throw ConversionFault(.unknownRole, at: [.key(key)])
    }
    var draft = Draft(turns: MarkedText.turns(of: text, style: style))
    let used = try placeSystem(before: &draft.turns)
    if style == .glaive { try readFunctions(of: &draft, at: [.key(key)]) }
    for index in draft.turns.indices where draft.turns[index].role == .tool {
      try bind(&draft.turns[index], name: nil, at: [.key(key)])
    }
    draft.extras = extras(beside: used.union([key]))
    return draft
  }

  /// Reads the functions that Glaive's system prompt lists, and the calls in the answers.
  private mutating func readFunctions(
    of draft: inout Draft, at path: [JSONStep]
  ) throws(ConversionFault) {
    for (index, turn) in draft.turns.enumerated() {
      guard case .text(let text) = turn.content else { continue }
      switch turn.role {
      case .system: draft.turns[index].content = .text(try systemText(text, of: &draft, at: path))
      case .assistant: draft.turns[index] = try answer(turn, text, at: path)
      case .tool:
        // A result is bound when its call is known, which is before the next answer is read.
        try bind(&draft.turns[index], name: nil, at: path)
      default: break
      }
    }
    draft.turns.removeAll { $0.role == .system && $0.content == .text(WrittenText("")) }
  }

  private mutating func systemText(
    _ text: WrittenText, of draft: inout Draft, at path: [JSONStep]
  ) throws(ConversionFault) -> WrittenText {
    let plain = (text.dropping(prefix: "SYSTEM:") ?? text).trimmed
    // "You are a helpful assistant with access to the following functions. Use them if required -"
    guard let phrase = plain.text.firstRange(of: " with access to the following functions") else {
      return plain
    }
    let rest = plain.text[phrase.upperBound...]
    guard let start = rest.firstIndex(of: "{") else { return plain }
    var document = NearJSONDocument(Array(rest[start...].utf8))
    var functions: [[UInt8]] = []
    while let item = document.next() {
      guard case .value(let value) = item else { return plain }
      functions.append(value.bytes)
    }
    guard let list = try? JSONTree(parsing: arrayBytes(functions)), Self.holdsTools(list) else {
      return plain
    }
    draft.tools = try tools(list, at: path)
    findings.note(.renamedFunctions)
    return WrittenText(plain.text[..<phrase.lowerBound] + ".")
  }

  /// An answer whose text may end in `<functioncall>` and a call.
  private mutating func answer(
    _ turn: Turn, _ text: WrittenText, at path: [JSONStep]
  ) throws(ConversionFault) -> Turn {
    let mark = "<functioncall>"
    guard let place = text.text.firstRange(of: mark) else { return turn }
    let said = WrittenText(String(text.text[..<place.lowerBound])).trimmed
    guard let call = Self.functionCall(text.text[place.upperBound...].trimmed) else {
      throw ConversionFault(.unreadableCall, at: path)
    }
    var turn = turn
    turn.content = said.isEmpty ? .null : .text(said)
    turn.calls = [try self.call(of: call, at: path)]
    return turn
  }

  /// A call as Glaive writes it, with the JSON of its arguments in single quotes:
  /// `{"name": "f", "arguments": '{"x": 1}'}`.
  private static func functionCall(_ text: Substring) -> JSONTree? {
    func tree(_ text: String) -> JSONTree? {
      let tree = try? JSONTree(parsing: Array(text.utf8))
      return tree?["name"]?.kind == .string ? tree : nil
    }
    if let whole = tree(String(text)) { return whole }
    guard let key = text.firstRange(of: "\"arguments\":") else { return nil }
    let quoted = text[key.upperBound...].trimmed
    guard quoted.first == "'", let end = quoted.lastIndex(of: "'"), end > quoted.startIndex else {
      return nil
    }
    let arguments = String(quoted[quoted.index(after: quoted.startIndex)..<end])
    for written in [arguments, arguments.replacing("\\'", with: "'")] {
      if let call = tree(text[..<key.upperBound] + written + quoted[end...].dropFirst()) {
        return call
      }
    }
    return nil
  }
}

extension RowReading {
  /// Axolotl's text in pieces, of which those with a label of true are learned.
  ///
  /// The marks of a template in the text tell who speaks. Without any, what is learned answers
  /// what is not, where they take turns.
  mutating func segmentsDraft() throws(ConversionFault) -> Draft {
    let list = try needed(["segments"])
    guard list.value.kind == .array else { throw ConversionFault(.notAList, at: list.path) }
    var text = WrittenText("")
    var pieces: [(range: Range<Int>, isLearned: Bool)] = []
    for (index, segment) in list.value.elements.enumerated() {
      let place = list.path + [.index(index)]
      guard let piece = segment["text"]?.text else { throw ConversionFault(.notText, at: place) }
      guard let label = segment["label"], label.kind == .bool else {
        throw ConversionFault(.missingField, at: place + ["label"])
      }
      let start = text.contents.count
      text = text + WrittenText(piece)
      pieces.append((start..<text.contents.count, label.bytes == Array("true".utf8)))
    }
    var draft = Draft()
    if let style = MarkedText.style(of: text.text) {
      guard MarkedText.knowsAllRoles(in: text, style: style) else {
        throw ConversionFault(.unknownRole, at: list.path)
      }
      draft.turns = weightedTurns(of: text, style, pieces)
    } else {
      draft.turns = try alternatingTurns(of: text, pieces, at: list.path)
    }
    draft.extras = extras(beside: ["segments"])
    return draft
  }

  private mutating func weightedTurns(
    of text: WrittenText, _ style: MarkedText.Style,
    _ pieces: [(range: Range<Int>, isLearned: Bool)]
  ) -> [Turn] {
    MarkedText.marked(in: text, style: style).map { marked in
      var turn = marked.turn
      // Only pieces with something that is said count: ends of turns are learned or not.
      let labels = pieces.filter {
        let part = $0.range.clamped(to: marked.range)
        return !MarkedText.spoken(text[part], style: style).trimmed.isEmpty
      }.map(\.isLearned)
      if turn.role == .assistant {
        if !labels.contains(true) { turn.weight = Array("0".utf8) }
        if labels.contains(true), labels.contains(false) { findings.lose(.partialWeights) }
      } else if labels.contains(true) {
        findings.lose(.learnedPrompts)
      }
      return turn
    }
  }

  private func alternatingTurns(
    of text: WrittenText, _ pieces: [(range: Range<Int>, isLearned: Bool)], at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    var turns: [(isLearned: Bool, text: WrittenText)] = []
    for piece in pieces {
      if let last = turns.last, last.isLearned == piece.isLearned {
        turns[turns.count - 1].text = last.text + text[piece.range]
      } else {
        turns.append((piece.isLearned, text[piece.range]))
      }
    }
    guard turns.first?.isLearned == false, turns.last?.isLearned == true else {
      throw ConversionFault(.unclearPieces, at: path)
    }
    return turns.map { turn in
      Turn(turn.isLearned ? .assistant : .user, MarkedText.withoutTokens(turn.text))
    }
  }
}
