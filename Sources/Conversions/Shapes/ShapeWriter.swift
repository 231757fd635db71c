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
  /// Columns of the example that a writer without metadata left out, in their order.
  package var leftOut: [String] = []
}

/// Turns examples into rows of a shape.
///
/// A row without losses becomes the same example again: the same messages, tools and columns, but
/// for identifiers of calls where a note says so, and for weights of 1.
package struct ShapeWriter: Sendable {
  package let shape: RowShape
  /// What the columns of ``RowShape/columns`` are called; what it leaves out keeps its own name.
  package let heads: FieldMapping
  /// Whether further columns of an example, which say nothing of the conversation, go along.
  package let keepsMetadata: Bool

  /// A writer of rows of `shape`, which ``RowShape/isWritable`` says there is.
  package init(_ shape: RowShape, heads: FieldMapping = FieldMapping(), keepsMetadata: Bool = true)
  {
    self.shape = shape
    self.heads = heads
    self.keepsMetadata = keepsMetadata
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
    let wantsPair = [.preference, .hfPreference, .shareGPTPreference].contains(shape)
    guard isPair == wantsPair else {
      throw ConversionFault(isPair ? .isAPreference : .notAPreference)
    }
    // Rows of OpenAI's own shapes are the examples themselves.
    let isOwn = shape == .preference || shape == .chat && !isCompletion
    if isOwn || shape == .promptCompletion && isCompletion {
      return ownRow(tree, example, keys: RowReading.exampleKeys(isPair, isCompletion))
    }
    var draft =
      if isPair {
        try reading.preferenceDraft()
      } else if isCompletion {
        try reading.plainCompletionDraft()
      } else {
        try reading.chatDraft()
      }
    let leftOut = keepsMetadata ? [] : takeMetadata(from: &draft)
    var writing = RowWriting(draft, reading.findings, heads: heads)
    let bytes = try writing.row(as: shape)
    let notes = writing.findings.notes.filter { note in
      // A column that is left out has no new name.
      guard case .renamedColumn(_, let name) = note else { return true }
      return !leftOut.contains(name)
    }
    return WrittenRow(
      bytes: bytes, losses: writing.findings.losses, notes: notes, leftOut: leftOut)
  }

  /// Takes the further columns away, but for a label that the shape has a place for.
  private func takeMetadata(from draft: inout Draft) -> [String] {
    let labels = ["true", "false"].map { Array($0.utf8) }
    let isLabel = { (column: Column) in
      shape == .kto && column.key == "label" && labels.contains(column.value)
    }
    let names = draft.extras.filter { !isLabel($0) }.map(\.key)
    draft.extras.removeAll { !isLabel($0) }
    return names
  }

  /// The example itself; without its further columns where those stay out.
  private func ownRow(
    _ tree: JSONTree, _ example: [UInt8], keys: Set<String>
  ) -> WrittenRow {
    let further = tree.members.map(\.key).filter { !keys.contains($0) }
    guard !keepsMetadata, !further.isEmpty else {
      return WrittenRow(bytes: example, losses: [], notes: [])
    }
    var object = ObjectBytes()
    for (key, value) in tree.members where keys.contains(key) {
      object.add(key, value.bytes)
    }
    return WrittenRow(bytes: object.closed, losses: [], notes: [], leftOut: further)
  }
}

extension RowReading {
  /// The keys that say what is trained in an example of a kind.
  static func exampleKeys(_ isPair: Bool, _ isCompletion: Bool) -> Set<String> {
    if isCompletion { return ["prompt", "completion"] }
    guard isPair else { return requestKeys }
    return [
      "input", "preferred_output", "non_preferred_output", "preferred_completion",
      "non_preferred_completion",
    ]
  }

  /// A prompt and its completion as they stand.
  mutating func plainCompletionDraft() throws(ConversionFault) -> Draft {
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
  let heads: FieldMapping

  init(
    _ draft: Draft, _ findings: Findings = Findings(), heads: FieldMapping = FieldMapping()
  ) {
    self.draft = draft
    self.findings = findings
    self.heads = heads
  }

  mutating func row(as shape: RowShape) throws(ConversionFault) -> [UInt8] {
    switch shape {
    case .chat, .preference: return draft.line
    case .promptCompletion: return try promptCompletionRow()
    case .alpaca: return try alpacaRow()
    case .shareGPT: return try shareGPTRow()
    case .hfPreference: return try hfPreferenceRow()
    case .shareGPTPreference: return try shareGPTPreferenceRow()
    case .trlPromptCompletion: return try trlRow()
    case .kto: return try ktoRow()
    case .gemini: return try geminiRow()
    case .bedrock: return try bedrockRow()
    case .bedrockConverse: return try converseRow()
    case .mistral: return try mistralRow()
    case .cohere: return try cohereRow()
    case .columns: return try columnsRow()
    case .messageList: return messageListRow()
    case .hhStrings, .chatGPTExport, .responses, .promptfoo, .chatLog, .messageTree, .longTable,
      .segments, .text:
      throw ConversionFault(.notWritable)
    }
  }
}
