package import Datasets
import JSON

/// An example as a row that a profile reads.
package struct DeliveredRow: Sendable, Hashable {
  package var row: WrittenRow
  /// The row as an example, which rules can be asked about.
  package var example: [UInt8]
}

/// Turns examples into rows that a profile takes.
///
/// What it can mend without a guess it mends, and says what was lost by it: keys and roles that
/// are not known there, messages after the last answer, answers that would be learned although
/// they must not. An example that would be refused all the same has no row.
package struct ProfileWriter: Sendable {
  package let profile: Profile
  package let form: DeliveryForm
  private let contents: DeliveryForm.Contents

  package init(_ profile: Profile, contents: DeliveryForm.Contents) {
    self.profile = profile
    self.contents = contents
    form = DeliveryForm(for: profile)
  }

  /// Rules about what the writer takes away, so that the rows cannot break them any more.
  private static let aboutTheGiven = [Rule.weightRange.code, Rule.plainCharacters.code]

  /// The row that an example becomes.
  ///
  /// - Throws: ``ConversionFault`` with the rule by which the profile refuses the example.
  package func row(of bytes: [UInt8]) throws(ConversionFault) -> DeliveredRow {
    guard let example = try? Example(bytes) else { throw ConversionFault(.notAnObject) }
    if let fault = example.errors.first(where: { Self.aboutTheGiven.contains($0.rule) }) {
      throw ConversionFault(.breaksRule(fault.rule))
    }
    guard profile.kinds.contains(example.kind) else {
      throw ConversionFault(.breaksRule(Rule.kindForModel.code))
    }
    let delivered = try delivered(example)
    guard let written = try? Example(delivered.example) else {
      throw ConversionFault(.notAnObject)
    }
    if let refusal = profile.refusal(of: written) {
      throw ConversionFault(.breaksRule(refusal.rule))
    }
    return delivered
  }

  private func delivered(_ example: Example) throws(ConversionFault) -> DeliveredRow {
    let bytes = example.bytes
    if example.kind == .completion {
      let row = try ShapeWriter(.promptCompletion, keepsMetadata: false).row(of: bytes)
      return DeliveredRow(row: row, example: row.bytes)
    }
    let tree: JSONTree
    do throws(JSONError) { tree = try JSONTree(parsing: bytes) } catch {
      throw ConversionFault(.invalidJSON(error.code))
    }
    var reading = RowReading(tree)
    let draft =
      example.kind == .preference ? try reading.preferenceDraft() : try reading.chatDraft()
    var given = draft
    given.extras = []
    var fitting = Fitting(profile, form, contents, reading.findings)
    let fitted = try fitting.fitted(given)
    let shape = example.kind == .preference ? form.preference : form.chat
    let isOwn = shape == .chat || shape == .preference
    if isOwn, fitted == given, fitting.findings.isEmpty, !hasEmptyTools(tree) {
      let row = try ShapeWriter(shape, keepsMetadata: false).row(of: bytes)
      return DeliveredRow(row: row, example: row.bytes)
    }
    var writing = RowWriting(fitted, fitting.findings)
    let written = try writing.row(as: shape)
    let leftOut = draft.extras.map(\.key)
    let notes = writing.findings.notes.filter { note in
      guard case .renamedColumn(_, let name) = note else { return true }
      return !leftOut.contains(name)
    }
    return DeliveredRow(
      row: WrittenRow(
        bytes: written, losses: writing.findings.losses, notes: notes, leftOut: leftOut),
      example: shape == .mistral ? written : fitted.line)
  }

  /// Whether tools are declared and there is none, which a template may take for some.
  private func hasEmptyTools(_ tree: JSONTree) -> Bool {
    guard profile.ruling(on: Rule.emptyTools.code) != nil else { return false }
    let tools = tree["tools"] ?? tree["input"]?["tools"]
    return tools?.kind == .array && tools?.elements.isEmpty == true
  }
}
