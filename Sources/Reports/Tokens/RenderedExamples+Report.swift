import Commands
import Engines
import Presentation
import Quantities

extension RenderedExampleList {
  /// The sums; with `--show` the text cut into tokens, and what is trained in it apart.
  var blocks: [Block] {
    items.flatMap { item -> [Block] in
      var blocks: [Block] = [
        .line(
          """
          \("\(item.dataset)#\(item.number)", .accent)  \(NumberFormat.count(item.total, "token")), \
          \(NumberFormat.count(item.trained)) trained
          """)
      ]
      if let fault = item.example.fault {
        blocks.append(.line("\("refused", .bad)  \(fault)"))
      }
      if item.example.sequences.contains(where: { $0.count > limit }) {
        blocks.append(
          .line("\("left out", .bad)  longer than \(NumberFormat.count(limit)) tokens"))
      }
      blocks += item.example.losses.map { loss in
        .line(
          "\("lost", .caution)  \(loss.words): \(loss.detail)")
      }
      if form != .count {
        blocks += item.example.sequences.map { .turns(turns(of: $0)) }
      }
      return blocks
    }
  }

  /// Stretches of tokens of one kind.
  private func turns(of tokens: [RenderedExample.Token]) -> [Turn] {
    var turns: [Turn] = []
    var start = 0
    while start < tokens.count {
      let isTrained = tokens[start].isTrained
      let end = tokens[start...].firstIndex { $0.isTrained != isTrained } ?? tokens.count
      let stretch = tokens[start..<end]
      turns.append(
        Turn(
          role: isTrained ? "trained" : "masked", text: shown(stretch),
          remark: NumberFormat.count(stretch.count, "token")))
      start = end
    }
    return turns
  }

  private func shown(_ tokens: ArraySlice<RenderedExample.Token>) -> String {
    switch form {
    case .ids: "[\(tokens.map { String($0.id) }.joined(separator: ","))]"
    case .idsAndPieces: tokens.map { "\($0.id) \(sanitized($0.text))" }.joined(separator: "\n")
    case .count, .pieces:
      tokens.map { sanitized($0.text, lines: .kept) }.joined(separator: TokenPiece.boundary)
    }
  }
}
