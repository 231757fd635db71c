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
    /// `\n\nUSER:` and `\n\nASSISTANT:` with calls of functions, of Glaive.
    case glaive
    /// `[INST]` and `[/INST]`, of Llama 2 and Mistral.
    case llama2
    /// `<|start_header_id|>user<|end_header_id|>` to `<|eot_id|>`.
    case llama3
    /// `<start_of_turn>user` to `<end_of_turn>`.
    case gemma
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
        ("<|im_start|>system\n", .system), ("<|im_start|>tool\n", .tool),
      ]
    case .glaive:
      [
        ("\n\nUSER:", .user), ("\n\nASSISTANT:", .assistant), ("\n\nSYSTEM:", .system),
        ("\n\nFUNCTION RESPONSE:", .tool),
      ]
    case .llama2: [("[INST]", .user), ("[/INST]", .assistant)]
    case .llama3:
      [
        ("<|start_header_id|>user<|end_header_id|>", .user),
        ("<|start_header_id|>assistant<|end_header_id|>", .assistant),
        ("<|start_header_id|>system<|end_header_id|>", .system),
        ("<|start_header_id|>ipython<|end_header_id|>", .tool),
      ]
    case .gemma: [("<start_of_turn>user\n", .user), ("<start_of_turn>model\n", .assistant)]
    }
  }

  /// What ends a turn; what stands behind it up to the next mark is of the template.
  private static func ends(of style: Style) -> [String] {
    switch style {
    case .hh, .guanaco, .alpacaTemplate: []
    case .chatML: ["<|im_end|>"]
    case .glaive: ["<|endoftext|>"]
    case .llama2: ["</s>", "<s>"]
    case .llama3: ["<|eot_id|>", "<|end_of_text|>"]
    case .gemma: ["<end_of_turn>"]
    }
  }

  /// What a tokenizer puts at the start of a text.
  private static let starts = ["<s>", "<|begin_of_text|>", "<bos>", "<|endoftext|>"]

  /// A turn, and where in the text what is said stands.
  struct Marked {
    var turn: Turn
    var range: Range<Int>
  }

  /// The turns of a marked text; what stands before the first mark is the system prompt.
  static func turns(of text: WrittenText, style: Style) -> [Turn] {
    marked(in: text, style: style).map(\.turn)
  }

  /// The turns of a marked text, with their places in it.
  static func marked(in whole: WrittenText, style: Style) -> [Marked] {
    // A text may begin with a mark whose line breaks were taken off.
    let lead = style == .hh || style == .glaive ? WrittenText("\n\n") : WrittenText("")
    // Some programs write < and > as escapes, as which no mark would be found.
    let text = lead + (hasEscapedMarks(whole) ? WrittenText(whole.text) : whole)
    var places: [(range: Range<Int>, role: Role)] = []
    for (mark, role) in marks(of: style) {
      places += text.ranges(of: mark).map { (range: $0, role: role) }
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    var turns: [Marked] = []
    let first = places.first?.range.lowerBound ?? 0
    var before = text[min(lead.contents.count, first)..<first].trimmed
    for start in starts { before = before.dropping(prefix: start)?.trimmed ?? before }
    if !before.isEmpty { turns.append(Marked(turn: Turn(.system, before), range: 0..<0)) }
    for (index, place) in places.enumerated() {
      let end =
        index + 1 < places.count ? places[index + 1].range.lowerBound : text.contents.count
      let range = place.range.upperBound..<end
      let said = spoken(text[range], style: style)
      if style == .alpacaTemplate, let last = turns.last, last.turn.role == place.role,
        case .text(let earlier) = last.turn.content
      {
        // `### Input:` goes on with the instruction.
        turns[turns.count - 1].turn.content = .text(.joined([earlier, said], by: "\n"))
      } else {
        let start = max(0, range.lowerBound - lead.contents.count)
        let place = start..<max(start, range.upperBound - lead.contents.count)
        turns += parted(Turn(places[index].role, said), style: style)
          .map { Marked(turn: $0, range: place) }
      }
    }
    return turns
  }

  /// Whether each turn of the text is of a role that is known, so that nothing of it is lost.
  static func knowsAllRoles(in text: WrittenText, style: Style) -> Bool {
    let opening =
      switch style {
      case .chatML: "<|im_start|>"
      case .llama3: "<|start_header_id|>"
      case .gemma: "<start_of_turn>"
      case .hh, .guanaco, .alpacaTemplate, .glaive, .llama2: ""
      }
    let text = text.text
    return opening.isEmpty
      || text.ranges(of: opening).count
        == marks(of: style).reduce(0) { $0 + text.ranges(of: $1.mark).count }
  }

  /// What is said between a mark and the next one, without what the template puts around it.
  static func spoken(_ text: WrittenText, style: Style) -> WrittenText {
    var said = text
    for end in ends(of: style) {
      if let mark = said.ranges(of: end).first { said = said[0..<mark.lowerBound] }
    }
    switch style {
    case .hh: return said.dropping(prefix: " ") ?? said
    case .chatML where said != text: return said
    case .guanaco, .alpacaTemplate, .chatML, .glaive, .llama2, .llama3, .gemma: return said.trimmed
    }
  }

  /// The text without the tokens that begin and end one, and without white space at its ends.
  static func withoutTokens(_ text: WrittenText) -> WrittenText {
    var text = text.trimmed
    for token in starts + ["</s>", "<eos>", "<|end_of_text|>"] {
      text = text.dropping(prefix: token)?.trimmed ?? text
      text = text.dropping(suffix: token)?.trimmed ?? text
    }
    return text
  }

  private static func hasEscapedMarks(_ text: WrittenText) -> Bool {
    let contents = String(decoding: text.contents, as: UTF8.self).lowercased()
    return contents.contains(#"\u003c"#) || contents.contains(#"\u003e"#)
  }

  /// The system prompt that Llama 2 has within the first question, and the question.
  private static func parted(_ turn: Turn, style: Style) -> [Turn] {
    guard style == .llama2, turn.role == .user, case .text(let text) = turn.content,
      let rest = text.dropping(prefix: "<<SYS>>"), let end = rest.ranges(of: "<</SYS>>").first
    else { return [turn] }
    let question = rest[end.upperBound..<rest.contents.count].trimmed
    return [Turn(.system, rest[0..<end.lowerBound].trimmed), Turn(.user, question)]
  }
}
