import Datasets
import JSON

/// One example on its way to what a profile takes.
struct Fitting {
  private let profile: Profile
  private let form: DeliveryForm
  private let contents: DeliveryForm.Contents
  private(set) var findings: Findings

  init(
    _ profile: Profile, _ form: DeliveryForm, _ contents: DeliveryForm.Contents,
    _ findings: Findings
  ) {
    self.profile = profile
    self.form = form
    self.contents = contents
    self.findings = findings
  }

  /// The example without what the profile does not read.
  mutating func fitted(_ draft: Draft) throws(ConversionFault) -> Draft {
    var draft = draft
    if !form.takesSettings, !draft.settings.isEmpty {
      draft.settings = []
      findings.lose(.settings)
    }
    if !draft.isPreference {
      draft.turns = try heard(draft.turns)
      if profile.severity(of: .lastRole) == .error { draft.turns = try ended(draft.turns) }
    }
    draft.turns = draft.turns.map { fitted($0) }
    draft.preferred = draft.preferred.map { fitted($0) }
    draft.rejected = draft.rejected.map { fitted($0) }
    if profile.severity(of: .systemFirst) == .error {
      draft.turns = joined(draft.turns, [.system])
    }
    if profile.severity(of: .alternatingRoles) == .error {
      draft.turns = joined(draft.turns, [.user, .assistant])
    }
    return draft
  }

  /// Whether a key of a message is read.
  private func takes(_ key: String) -> Bool { profile.messageKeys?.names.contains(key) ?? true }

  private var hearsWeights: Bool {
    takes("weight") && profile.ruling(on: Rule.weightIgnored.code) == nil
  }

  /// The turns before the first answer that must not be learned, where that would be learned.
  private mutating func heard(_ turns: [Turn]) throws(ConversionFault) -> [Turn] {
    let zero = Array("0".utf8)
    guard !hearsWeights,
      let masked = turns.firstIndex(where: { $0.role == .assistant && $0.weight == zero })
    else { return turns }
    guard let last = turns[..<masked].lastIndex(where: { $0.role == .assistant }) else {
      throw ConversionFault(.nothingTrained, at: ["messages"])
    }
    if turns[masked...].contains(where: { $0.role == .assistant && $0.weight != zero }) {
      findings.lose(.trainedAnswers)
    }
    findings.note(.cutBeforeMasked)
    return Array(turns[...last])
  }

  /// The turns up to the last answer.
  private mutating func ended(_ turns: [Turn]) throws(ConversionFault) -> [Turn] {
    guard let last = turns.lastIndex(where: { $0.role == .assistant }) else {
      throw ConversionFault(.noAnswer, at: ["messages"])
    }
    if last + 1 < turns.count { findings.lose(.messagesAfterAnswer) }
    return Array(turns[...last])
  }

  private mutating func fitted(_ turn: Turn) -> Turn {
    var keys: RowWriting.MessageKeys = []
    if takes("name") { keys.insert(.name) }
    if hearsWeights { keys.insert(.weight) }
    if form.takesRefusals { keys.insert(.answer) }
    var writing = RowWriting(Draft(), findings)
    var turn = writing.kept(turn, keys)
    findings = writing.findings
    let isKnown = profile.roles?.names.contains(Role.developer.rawValue) ?? true
    if turn.role == .developer, !isKnown || profile.ruling(on: Rule.developerRole.code) != nil {
      turn.role = .system
      findings.lose(.developerRole)
    }
    if profile.ruling(on: Rule.nullContent.code) != nil,
      turn.content == .null || turn.content == .missing
    {
      turn.content = .text(WrittenText(""))
      findings.note(.filledContents)
    }
    turn.content = content(of: turn)
    return turn
  }

  /// The content in the form that all have.
  private mutating func content(of turn: Turn) -> Turn.Content {
    switch (contents, turn.content) {
    case (.lists, .text(let text)):
      findings.note(.textsAsLists)
      return .parts([.text(text)])
    case (.texts, .parts(let parts)):
      guard let texts = plainTexts(of: parts) else { return turn.content }
      if texts.count != 1 { findings.lose(.contentParts) }
      return .text(texts.reduce(WrittenText(""), +))
    default: return turn.content
    }
  }

  /// The texts of parts that are nothing else; nil where one is.
  private func plainTexts(of parts: [Turn.Part]) -> [WrittenText]? {
    var writing = RowWriting(Draft())
    let typed = writing.typedParts(of: Turn(.user, .parts(parts)))
    let texts = typed.compactMap { if case .text(let text) = $0 { text } else { nil } }
    return texts.count == typed.count ? texts : nil
  }

  /// The turns with those of one of the roles that follow one another joined by an empty line.
  private mutating func joined(_ turns: [Turn], _ roles: Set<Role>) -> [Turn] {
    var joined: [Turn] = []
    for turn in turns {
      guard roles.contains(turn.role), let last = joined.last, last.role == turn.role,
        case .text(let first) = last.content, case .text(let second) = turn.content,
        last.calls.isEmpty, turn.calls.isEmpty, last.weight == turn.weight,
        last.name == turn.name, last.others.isEmpty, turn.others.isEmpty
      else {
        joined.append(turn)
        continue
      }
      joined[joined.count - 1].content = .text(.joined([first, second], by: "\n\n"))
      findings.lose(.messageEnds)
    }
    return joined
  }
}
