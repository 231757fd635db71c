import CommandLanguage
import Quantities
import Workspaces

/// The consent to a change of many examples: given on the line, or asked for.
struct Confirmation: Sendable {
  /// Up to this many changed examples, Enter alone means yes and marks need no question.
  static let easyLimit = 20
  /// How many changes are shown before the question.
  static let sampleLimit = 3

  /// Whether `--yes` stands on the line.
  let isGiven: Bool

  init(_ reader: inout ArgumentReader) { isGiven = reader.flag("yes") }

  /// Asks before `count` examples change; in a script `--yes` must stand on the line.
  ///
  /// - Throws: ``Failure`` E210 when the answer is no, or nobody can answer.
  func require(
    for count: Int, of dataset: Dataset, samples: [ChangeSample], at console: any Console
  ) async throws {
    if isGiven { return }
    guard console.isInteractive else {
      throw Failure(
        .manyExamples, "this changes \(NumberFormat.count(count, "example")) of \(dataset.name)",
        consequence: "nothing was changed", remedy: "look first with show, then add --yes")
    }
    console.tell(.change(.samples(samples)))
    let question = Question.changeExamples(count: count, total: dataset.exampleCount)
    guard await console.confirm(question) == true else {
      throw Failure(.declined, "not agreed", consequence: "nothing was changed")
    }
  }
}
