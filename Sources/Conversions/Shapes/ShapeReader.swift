import Datasets
import JSON

/// Turns rows of a shape into examples.
package struct ShapeReader: Sendable {
  package let shape: RowShape
  /// Which column is what, for shapes with columns; what it leaves out is found by name.
  package let mapping: FieldMapping?
  /// Whether an export of ChatGPT gives pairs, of an answer that was kept and another one to the
  /// same request, and no conversations.
  package var offersSiblings = false
  private let template: TextTemplate?

  /// A reader that makes user messages from several columns when `template` is given, such as
  /// `{{title}}: {{body}}`.
  package init(_ shape: RowShape, mapping: FieldMapping? = nil, template: String? = nil) {
    self.shape = shape
    self.mapping = mapping
    self.template = template.map(TextTemplate.init)
  }

  /// The examples that one row becomes.
  ///
  /// - Throws: ``ConversionFault`` when the row is not of the shape. A row of a shape that joins
  ///   rows is read by ``LongTableReader`` or ``MessageTreeReader`` instead.
  package func examples(of row: SourceRow) throws(ConversionFault) -> ConvertedRow {
    let tree: JSONTree
    do throws(JSONError) { tree = try JSONTree(parsing: row.bytes) } catch {
      throw ConversionFault(.invalidJSON(error.code))
    }
    guard tree.kind == (shape == .messageList ? .array : .object) else {
      throw ConversionFault(shape == .messageList ? .notAList : .notAnObject)
    }
    var reading = RowReading(tree, mapping: mapping, template: template)
    let drafts = try reading.drafts(as: shape, withSiblings: offersSiblings)
    var lines = drafts.map(\.line)
    if shape == .chat || shape == .preference, reading.findings.isEmpty { lines = [row.bytes] }
    return ConvertedRow(
      examples: lines, losses: reading.findings.losses, notes: reading.findings.notes)
  }
}

extension RowReading {
  mutating func drafts(
    as shape: RowShape, withSiblings: Bool
  ) throws(ConversionFault) -> [Draft] {
    switch shape {
    // Which rows have the tag may only show behind those that were looked at.
    case .alpaca where row[tagColumn]?.kind == .bool, .shareGPT where row[tagColumn]?.kind == .bool:
      [try ktoDraft()]
    case .chat: [try chatDraft()]
    case .promptCompletion: [try promptCompletionDraft()]
    case .preference: [try preferenceDraft()]
    case .alpaca: [try alpacaDraft()]
    case .shareGPT: [try shareGPTDraft()]
    case .shareGPTPreference: [try shareGPTPreferenceDraft()]
    case .hfPreference: [try hfPreferenceDraft()]
    case .hhStrings: [try hhStringsDraft()]
    case .kto: [try ktoDraft()]
    case .trlPromptCompletion: [try trlDraft()]
    case .gemini: [try geminiDraft()]
    case .bedrock: [try bedrockDraft()]
    case .bedrockConverse: [try converseDraft()]
    case .mistral: [try mistralDraft()]
    case .cohere: [try cohereDraft()]
    case .chatGPTExport: try exportDrafts(withSiblings: withSiblings)
    case .responses: [try exchangeDraft()]
    case .promptfoo: [try evaluationDraft()]
    case .columns: [try columnsDraft()]
    case .messageList: [try messageListDraft()]
    case .text: [try textDraft()]
    case .segments: [try segmentsDraft()]
    case .longTable, .messageTree, .chatLog:
      throw ConversionFault(.notReadable)
    }
  }
}
