import Commands
package import Presentation

extension ExplainResult: Report {
  package var blocks: [Block] {
    switch self {
    case .term(let term): term.blocks
    case .all(let language):
      [
        .line(
          StyledText(
            GlossaryTerm.all(in: language).map(\.name).joined(
              separator: GuidePhrase.comma[language]))),
        .hint("explain TERM  \(GuidePhrase.saysOfTerm[language])"),
      ]
    }
  }
}

extension GlossaryTerm {
  /// The meaning first, then what is done with it here and elsewhere.
  fileprivate var blocks: [Block] {
    var title = StyledText(name, .accent)
    if !others.isEmpty {
      let list = others.joined(separator: GuidePhrase.comma[language])
      title.append("  \(GuidePhrase.also[language]) \(list)", .dim)
    }
    var blocks: [Block] = [.line(title), .line(StyledText(meaning)), .blank]
    blocks.append(.line("\(GuidePhrase.here[language], .strong)  \(here)"))
    if let elsewhere {
      blocks.append(.line("\(GuidePhrase.elsewhere[language], .strong)  \(elsewhere)"))
    }
    return blocks
  }
}

extension GuidePhrase {
  fileprivate static var also: GuidePhrase { GuidePhrase("also", ko: "같은 말:", ja: "別名:") }

  fileprivate static var here: GuidePhrase { GuidePhrase("here", ko: "ft에서는", ja: "ft では") }

  fileprivate static var elsewhere: GuidePhrase {
    GuidePhrase("elsewhere", ko: "다른 곳에서는", ja: "ほかでは")
  }

  fileprivate static var saysOfTerm: GuidePhrase {
    GuidePhrase(
      "says what ft does with it", ko: "낱말의 뜻과 ft에서의 쓰임을 알려 줍니다",
      ja: "言葉の意味と、ft での使い方を説明します")
  }

  /// What stands between the items of a list.
  fileprivate static var comma: GuidePhrase { GuidePhrase(", ", ko: ", ", ja: "、") }
}
