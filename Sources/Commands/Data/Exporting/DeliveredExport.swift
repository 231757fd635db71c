import CommandLanguage
import Conversions
package import Datasets
import Files
import JSON
import Workspaces

/// What is to be said of rows that were written for a profile.
package struct Delivery: Sendable {
  /// Something that `check --for` still tells of the file, with the profile's reason.
  package struct Told: Sendable {
    package var finding: Finding
    /// nil where the profile has no word of its own on the rule.
    package var ruling: Profile.Ruling?
  }

  package var profile: Profile
  package var kind: ExampleKind
  /// Whether some row declares tools.
  package var hasTools: Bool
  package var told: [Told]
  /// Examples that stand first, since a key of theirs would come too late.
  package var movedToFront: [Int]

  var members: [JSONMember] {
    [
      JSONMember("for", .string(profile.name)),
      JSONMember("moved_to_front", .array(movedToFront.map(JSONValue.integer))),
      JSONMember(
        "told",
        .array(
          told.map {
            [
              "rule": .string($0.finding.rule), "severity": .string("\($0.finding.severity)"),
              "detail": .string($0.finding.detail),
            ]
          })),
    ]
  }
}

/// Examples on their way into rows that a profile reads.
struct DeliveredExport {
  let session: Session
  let selection: Selection
  let request: ExportInput.Delivered

  /// Bytes that are handed over at once.
  private static let blockSize = 1 << 20

  /// Rows on their way, and what became of the examples so far.
  private struct Pass {
    var tally = ExportTally()
    var checking: ProfileChecking
    /// Of the first row, which all others have too.
    var kind: ExampleKind?
    var hasTools = false
    var block: [UInt8] = []
  }

  private var profile: Profile { request.profile }

  /// Writes the rows to `path`, whole or not at all.
  ///
  /// - Throws: ``Failure`` where something is lost that the line does not agree to lose; nothing is
  ///   written then.
  func write(
    to path: String
  ) throws -> (tally: ExportTally, delivery: Delivery, byteCount: Int) {
    let writer = ProfileWriter(profile, contents: try contents())
    var moved: [Int] = []
    let isFile = FileStatus(ofFileAt: path).map { $0.kind == .file } ?? true
    if profile.ruling(on: Rule.lateKeys.code) != nil || !isFile {
      let trial = try emit(writer, first: []) { _ in }
      try require(trial.tally)
      moved = report(of: trial).findings.filter { $0.rule == Rule.lateKeys.code }
        .compactMap(\.example)
      moved = Set(moved).sorted()
    }
    var pass = Pass(checking: ProfileChecking([profile]))
    let count = try LocalFile.write(to: path) { append in
      pass = try emit(writer, first: moved, append)
      try require(pass.tally)
    }
    // The file has its reader's shape now, and what that has no place for is among the losses.
    var settled: [Rule] = [.otherShape]
    if writer.form.chat != .chat { settled.append(.namesDropped) }
    // What is said of the other form in which LLaMA-Factory reads messages.
    if writer.form.chat == .shareGPT { settled += [.addedLine, .callWithText] }
    let codes = settled.map(\.code)
    let told = report(of: pass).findings.filter { !codes.contains($0.rule) }.map {
      Delivery.Told(finding: $0, ruling: profile.ruling(on: $0.rule))
    }
    let delivery = Delivery(
      profile: profile, kind: pass.kind ?? .chat, hasTools: pass.hasTools, told: told,
      movedToFront: moved)
    return (pass.tally, delivery, count)
  }

  /// How contents are to be written: a reader that settles types needs one form for all of them.
  private func contents() throws -> DeliveryForm.Contents {
    guard profile.ruling(on: Rule.lateParts.code) != nil else { return .asWritten }
    var hasOtherParts = false
    try session.selections.forEach(selection) { stored in
      let example = try? Example(stored.bytes)
      let messages = example.map { $0.messages + $0.preferred + $0.rejected } ?? []
      hasOtherParts = messages.contains { message in
        guard case .parts(let parts) = message.content else { return false }
        return parts.contains { $0.text == nil }
      }
      return !hasOtherParts
    }
    return DeliveryForm.contents(for: profile, hasOtherParts: hasOtherParts)
  }

  /// What the profile says of the rows, in which no example has an error any more.
  private func report(of pass: Pass) -> CheckReport {
    pass.checking.reports(
      judging: Checking(rules: []).report(), isPart: selection.numbers != nil)[0]
  }

  /// Hands over the file about a megabyte at a time, beginning with some examples.
  private func emit(
    _ writer: ProfileWriter, first: [Int], _ append: ([UInt8]) throws -> Void
  ) throws -> Pass {
    var pass = Pass(checking: ProfileChecking([profile]))
    if request.isList { pass.block += "[".utf8 }
    for number in first {
      guard
        let stored = try session.workspace.example(
          number, of: selection.dataset, revision: selection.revision)
      else { continue }
      take(stored, writer, &pass)
    }
    let moved = Set(first)
    try session.selections.forEach(selection) { stored in
      if moved.contains(stored.number) { return true }
      take(stored, writer, &pass)
      if pass.block.count > Self.blockSize {
        try append(pass.block)
        pass.block.removeAll(keepingCapacity: true)
      }
      return true
    }
    if request.isList { pass.block += "\n]\n".utf8 }
    try append(pass.block)
    pass.block = []
    return pass
  }

  private func take(_ stored: StoredExample, _ writer: ProfileWriter, _ pass: inout Pass) {
    do throws(ConversionFault) {
      let delivered = try writer.row(of: stored.bytes)
      guard let example = try? Example(delivered.example) else {
        throw ConversionFault(.notAnObject)
      }
      guard pass.kind ?? example.kind == example.kind else {
        throw ConversionFault(.breaksRule(Rule.oneKind.code))
      }
      pass.kind = example.kind
      if example.toolsRange != nil { pass.hasTools = true }
      if request.isList { pass.block += (pass.tally.rowCount == 0 ? "\n" : ",\n").utf8 }
      pass.tally.add(delivered.row, losses: delivered.row.losses, number: stored.number)
      pass.checking.add(example, number: stored.number, line: pass.tally.rowCount)
      pass.block += delivered.row.bytes
      if !request.isList { pass.block.append(10) }
    } catch {
      pass.tally.add(error, number: stored.number)
    }
  }

  /// Refuses what the line does not agree to.
  private func require(_ tally: ExportTally) throws(Failure) {
    if tally.rowCount == 0, !tally.unwritable.isEmpty {
      throw Failure(
        .lossyExport, "\(profile.title) takes no example of \(selection.name)",
        context: tally.lines(of: selection.name), consequence: "nothing was written",
        remedy: "check \(selection.name) --for \(profile.name)")
    }
    guard !request.agreesToLosses, tally.lossyCount > 0 else { return }
    throw Failure(losing: tally, selection, for: profile, request.line)
  }
}
