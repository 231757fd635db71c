import Commands
package import Presentation
import Quantities

extension TokenizeResult: Report {
  package var blocks: [Block] {
    switch self {
    case .decoded(let text): [.preformatted(StyledText(text))]
    case .examples(let list): list.blocks
    case .rendered(let list): list.blocks
    case .text(let tokens): tokens.blocks
    case .lines: []
    }
  }
}

extension TextTokens {
  /// The count; ids and pieces were streamed.
  fileprivate var blocks: [Block] {
    form == .count && !isValue ? [.text("\(isExact ? "" : "~")\(count)")] : []
  }
}

extension ExampleTokenList {
  fileprivate var blocks: [Block] {
    var blocks: [Block] = []
    for item in items {
      switch item {
      case .field(let text):
        if !blocks.isEmpty, form != .count { blocks.append(.blank) }
        blocks.append(.preformatted(StyledText(text.shown(form))))
      case .example(let example):
        if !blocks.isEmpty { blocks.append(.blank) }
        blocks += example.blocks(form)
      }
    }
    if let estimateReason { blocks.append(.note(StyledText(estimateReason.sentence))) }
    return blocks
  }
}

extension TokenizedExample {
  fileprivate func blocks(_ form: TokenForm) -> [Block] {
    let mark = isExact ? "" : "~"
    var blocks: [Block] = [
      .line(
        """
        \("\(dataset)#\(number)", .accent)  \(mark)\(NumberFormat.count(total, "token")), \
        \(NumberFormat.count(trained)) trained
        """)
    ]
    if form != .count { blocks.append(.turns(parts.map { $0.turn(form) })) }
    blocks.append(
      .fields(terms.filter { $0.count > 0 || $0.kind == .contents }.map(\.field)))
    return blocks
  }
}

extension TokenizedExample.Part {
  fileprivate func turn(_ form: TokenForm) -> Turn {
    switch content {
    case .image(let words, let tokens):
      Turn(role: role, text: words, remark: "\(NumberFormat.estimate(tokens)) tokens, masked")
    case .text(let text):
      Turn(
        role: role, text: text.shown(form),
        remark:
          "\(NumberFormat.count(text.count, "token")), \(isTrained ? "trained" : "masked")")
    }
  }
}

extension TokenizedExample.Term {
  /// The figure with the rule that it goes by.
  fileprivate var field: Field {
    let (name, rule) = words
    var value = StyledText((isEstimate ? "~" : "") + NumberFormat.count(count))
    if !rule.isEmpty { value.append("  \(rule)", .dim) }
    return Field(name, value)
  }

  private var words: (name: String, rule: String) {
    switch kind {
    case .contents: ("contents", "")
    case .roles: ("roles", "")
    case .names: ("names", "with 1 for each")
    case .messages(let each): ("messages", "\(each) for each; the cookbook's estimate")
    case .reply: ("reply", "to open it; the cookbook's estimate")
    case .calls: ("calls", "their JSON text, an estimate: no rule is documented")
    case .tools: ("tools", "the cookbook's estimate for flat schemas")
    case .images(let rule): ("images", rule)
    }
  }
}

extension CountedText {
  fileprivate func shown(_ form: TokenForm) -> String {
    guard isExact else { return "~\(count)" }
    switch form {
    case .count: return "\(count)"
    case .ids: return "[\(ids.map(String.init).joined(separator: ","))]"
    case .pieces:
      // Each by itself: what could hide or steer would take the boundary into its character.
      return pieces.map { sanitized($0.shown, lines: .kept) }
        .joined(separator: TokenPiece.boundary)
    case .idsAndPieces: return pieces.map { sanitized($0.line) }.joined(separator: "\n")
    }
  }
}
