import CommandLanguage
import Workspaces

/// The names that remedies use where they show how a line is typed.
private enum SampleName {
  static let dataset = "marv"
  static let job = "@demo"
}

extension Failure {
  /// The failure with the names of this session in the place of those that samples have, so that a
  /// remedy can be typed as it stands.
  ///
  /// A name stays where a dataset or job is called so and the line is about that one, and where there
  /// is none to put in its place.
  package func naming(_ session: Session, line: String) -> Failure {
    var failure = self
    func isMeant(_ name: String) -> Bool {
      line.contains(name) || kind != .missingArgument && message.contains(name)
    }
    func replace(_ name: (String) -> String) {
      failure.remedy = failure.remedy.map(name)
      if kind == .missingArgument { failure.message = name(failure.message) }
    }
    if let dataset = session.likelyDataset, dataset.name != SampleName.dataset,
      !isMeant(SampleName.dataset)
    {
      replace { Self.naming(dataset, in: $0) }
    }
    if !isMeant(SampleName.job), let jobs = try? session.workspace.jobs(), let last = jobs.first,
      !jobs.contains(where: { "@" + $0.name == SampleName.job })
    {
      replace { $0.replacing(SampleName.job, with: "@\(last.name)") }
    }
    return failure
  }

  /// Puts a dataset in the place of the sample one, with numbers and revisions that it has.
  private static func naming(_ dataset: Dataset, in text: String) -> String {
    // The usual boundaries of words, since a field may follow at once, as in marv.assistant.
    let sample = #/\bmarv\b(?:@r([0-9]+))?(#[0-9]+(?:(?:\.\.|,)[0-9]+)*)?/#
      .wordBoundaryKind(.simple)
    return text.replacing(sample) { match in
      let revision = match.output.1.map { "@r\(min(Int($0) ?? 1, dataset.revision))" } ?? ""
      let numbers = match.output.2 ?? ""
      let largest = numbers.split { !$0.isNumber }.compactMap { Int($0) }.max() ?? 0
      return dataset.name + revision + (largest > dataset.lastNumber ? "#1" : numbers)
    }
  }
}

extension Session {
  /// The dataset that a line most likely means: the one in use, else the newest.
  fileprivate var likelyDataset: Dataset? {
    guard let datasets = try? workspace.datasets() else { return nil }
    return datasets.first { $0.name == currentDataset } ?? datasets.max { $0.id < $1.id }
  }
}
