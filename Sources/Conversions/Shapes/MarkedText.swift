import Datasets
import JSON

/// A conversation in one text, with marks where each turn begins.
enum MarkedText {
  /// A family of marks.
  enum Style: CaseIterable {
    /// `\n\nHuman:` and `\n\nAssistant:`, of Anthropic's HH-RLHF.
    case hh
    /// `### Human:` and `### Assistant:`, of openassistant-guanaco.
    case guanaco
    /// `### Instruction:` and `### Response:`, of the Alpaca template.
    case alpacaTemplate
    /// `<|im_start|>user` to `<|im_end|>`.
    case chatML
  }

  /// The style whose two main marks `text` has; nil without any.
  static func style(of text: String) -> Style? {
    let text = "\n\n" + text
    return Style.allCases.first { style in
      marks(of: style).prefix(2).allSatisfy { text.contains($0.mark) }
    }
  }

  private static func marks(of style: Style) -> [(mark: String, role: Role)] {
    switch style {
    case .hh:
      [("\n\nHuman:", .user), ("\n\nAssistant:", .assistant), ("\n\nSystem:", .system)]
    case .guanaco:
      [("### Human:", .user), ("### Assistant:", .assistant), ("### System:", .system)]
    case .alpacaTemplate:
      [("### Instruction:", .user), ("### Response:", .assistant), ("### Input:", .user)]
    case .chatML:
      [
        ("<|im_start|>user\n", .user), ("<|im_start|>assistant\n", .assistant),
        ("<|im_start|>system\n", .system),
      ]
    }
  }

  /// The turns of a marked text; what stands before the first mark is the system prompt.
  static func turns(of text: WrittenText, style: Style) -> [Turn] {
    // A text may begin with a mark whose line breaks were taken off.
    let lead = style == .hh ? 2 : 0
    let text = style == .hh ? WrittenText("\n\n") + text : text
    var places: [(range: Range<Int>, role: Role)] = []
    for (mark, role) in marks(of: style) {
      places += text.ranges(of: mark).map { (range: $0, role: role) }
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    var turns: [Turn] = []
    let before = text[
      min(2 * lead, places.first?.range.lowerBound ?? 0)..<(places.first?.range.lowerBound ?? 0)
    ].trimmed
    if !before.isEmpty { turns.append(Turn(.system, before)) }
    for (index, place) in places.enumerated() {
      let end =
        index + 1 < places.count ? places[index + 1].range.lowerBound : text.contents.count
      let said = spoken(text[place.range.upperBound..<end], style: style)
      if style == .alpacaTemplate, let last = turns.last, last.role == place.role,
        case .text(let earlier) = last.content
      {
        // `### Input:` goes on with the instruction.
        turns[turns.count - 1].content = .text(.joined([earlier, said], by: "\n"))
      } else {
        turns.append(Turn(place.role, said))
      }
    }
    return turns
  }

  private static func spoken(_ text: WrittenText, style: Style) -> WrittenText {
    switch style {
    case .hh: return text.dropping(prefix: " ") ?? text
    case .guanaco, .alpacaTemplate: return text.trimmed
    case .chatML:
      guard let end = text.ranges(of: "<|im_end|>").first else { return text.trimmed }
      return text[0..<end.lowerBound]
    }
  }
}

extension RowReading {
  /// A conversation in one text.
  mutating func textDraft() throws(ConversionFault) -> Draft {
    let text = try neededCell(["text"])
    guard let style = MarkedText.style(of: text.text) else {
      throw ConversionFault(.noTurns, at: ["text"])
    }
    var draft = Draft(turns: MarkedText.turns(of: text, style: style))
    draft.extras = extras(beside: ["text"])
    return draft
  }
}
