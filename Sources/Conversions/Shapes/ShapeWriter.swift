import Datasets
import JSON

/// An example as a row of another shape.
package struct WrittenRow: Sendable, Hashable {
  /// One JSON value on one line.
  package var bytes: [UInt8]
  /// What the example said that the row does not; each once.
  package var losses: [Loss]
  /// What was done that lost nothing; each once.
  package var notes: [ConversionNote]
}

/// Turns examples into rows of a shape.
///
/// A row without losses becomes the same example again: the same messages, tools and columns, but
/// for identifiers of calls where a note says so, and for weights of 1.
package struct ShapeWriter: Sendable {
  package let shape: RowShape

  /// A writer of rows of `shape`, which ``RowShape/isWritable`` says there is.
  package init(_ shape: RowShape) {
    self.shape = shape
  }

  /// The row that an example becomes.
  ///
  /// - Throws: ``ConversionFault`` when the shape has no place for such an example at all, such as
  ///   several turns in a row of columns.
  package func row(of example: [UInt8]) throws(ConversionFault) -> WrittenRow {
    guard shape.isWritable else { throw ConversionFault(.notWritable) }
    let tree: JSONTree
    do throws(JSONError) { tree = try JSONTree(parsing: example) } catch {
      throw ConversionFault(.invalidJSON(error.code))
    }
    guard tree.kind == .object else { throw ConversionFault(.notAnObject) }
    var reading = RowReading(tree)
    let isPair = tree["messages"] == nil && tree["input"]?.kind == .object
    let isCompletion = tree["messages"] == nil && !isPair && tree["completion"] != nil
    let wantsPair = shape == .preference || shape == .hfPreference
    guard isPair == wantsPair else {
      throw ConversionFault(isPair ? .isAPreference : .notAPreference)
    }
    // Rows of OpenAI's own shapes are the examples themselves.
    let isOwn = shape == .preference || shape == .chat && !isCompletion
    if isOwn || shape == .promptCompletion && isCompletion {
      return WrittenRow(bytes: example, losses: [], notes: [])
    }
    let draft =
      if isPair {
        try reading.preferenceDraft()
      } else if isCompletion {
        try reading.plainCompletionDraft()
      } else {
        try reading.chatDraft()
      }
    var writing = RowWriting(draft, reading.findings)
    let bytes = try writing.row(as: shape)
    return WrittenRow(
      bytes: bytes, losses: writing.findings.losses, notes: writing.findings.notes)
  }
}

extension RowReading {
  /// A prompt and its completion as they stand.
  fileprivate mutating func plainCompletionDraft() throws(ConversionFault) -> Draft {
    var draft = Draft()
    draft.turns = [
      Turn(.user, try neededCell(["prompt"])), Turn(.assistant, try neededCell(["completion"])),
    ]
    draft.extras = extras(beside: ["prompt", "completion"])
    return draft
  }
}

/// One example on its way into a row.
struct RowWriting {
  let draft: Draft
  var findings: Findings

  init(_ draft: Draft, _ findings: Findings = Findings()) {
    self.draft = draft
    self.findings = findings
  }

  mutating func row(as shape: RowShape) throws(ConversionFault) -> [UInt8] {
    switch shape {
    case .chat, .preference: return draft.line
    case .promptCompletion: return try promptCompletionRow()
    case .alpaca: return try alpacaRow()
    case .shareGPT: return try shareGPTRow()
    case .hfPreference: return try hfPreferenceRow()
    case .trlPromptCompletion: return try trlRow()
    case .kto: return try ktoRow()
    case .gemini: return try geminiRow()
    case .bedrock: return try bedrockRow()
    case .bedrockConverse: return try converseRow()
    case .mistral: return try mistralRow()
    case .cohere: return try cohereRow()
    case .columns: return try columnsRow()
    case .messageList: return messageListRow()
    case .shareGPTPreference, .hhStrings, .chatGPTExport, .responses, .promptfoo, .longTable,
      .text:
      throw ConversionFault(.notWritable)
    }
  }
}
