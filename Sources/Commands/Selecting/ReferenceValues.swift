import CommandLanguage
import Datasets
import FineTuning
import JSON
import Workspaces

/// The values that references name: what `show` and `expect` read.
package struct ReferenceValues {
  let session: Session

  /// What may stand behind the name of a dataset.
  package static let datasetFields = [
    "count", "tokens", "revision", "errors", "warnings", "duplicates", "file",
  ]

  /// The value that a reference names, with its field.
  ///
  /// - Throws: ``Failure`` for what is not there.
  func value(of reference: Reference, at span: Span?) async throws -> JSONValue {
    switch reference {
    case .dataset(let name, let revision, let field):
      let dataset = try session.selections.dataset(named: name, at: span)
      return try value(
        ofDataset: dataset, session.selections.revision(revision, of: dataset, at: span), field,
        at: span)
    case .examples(_, _, _, let field):
      return try value(ofExample: reference, field, at: span)
    case .job(let name, let field):
      let record = try await JobFollower(session: session)
        .refresh(session.jobs.job(named: name, at: span))
      return try value(ofJob: record, field, at: span)
    case .result(let cell, let field):
      guard let outcome = session.cells.result(of: cell) else {
        throw Failure(
          .noResult, cell.map { "cell \($0) gave no result" } ?? "there is no result yet", at: span,
          remedy: "%  is the last result, %3 that of cell 3")
      }
      if field.isEmpty { return outcome.text.map(JSONValue.string) ?? outcome.json }
      return try member(outcome.json, field, at: span)
    }
  }

  /// The value of the first example that is named; null where there is none.
  private func value(
    ofExample reference: Reference, _ field: FieldPath, at span: Span?
  ) throws -> JSONValue {
    let text = Argument(
      .reference(reference), text: reference.description, span: span ?? Span(0..<0))
    let selection = try session.selections.selection(naming: text)
    try session.selections.refuseLocked(selection.dataset, at: span)
    guard let number = selection.numbers?.first,
      let stored = try session.workspace.example(
        number, of: selection.dataset, revision: selection.revision)
    else { return .null }
    if field.isEmpty { return (try? JSONValue(parsing: stored.bytes)) ?? .null }
    return try session.selections.fieldValue(field, of: stored).json
  }

  private func value(
    ofDataset dataset: Dataset, _ revision: Int?, _ field: FieldPath, at span: Span?
  ) throws -> JSONValue {
    switch field.name {
    case nil where field.isEmpty: return dataset.json
    case "count":
      let count = try revision.map {
        try session.workspace.revision($0, of: dataset).exampleCount
      }
      return .integer(count ?? dataset.exampleCount)
    case "tokens": return dataset.tokens.map(JSONValue.integer) ?? .null
    case "revision": return .integer(revision ?? dataset.revision)
    case "file": return dataset.source.map(JSONValue.string) ?? .null
    case "errors":
      return .integer(try session.checks.judged(dataset, revision: revision).count(.error))
    case "warnings":
      return .integer(try session.checks.judged(dataset, revision: revision).count(.warning))
    case "duplicates":
      return .integer(try session.checks.check(dataset, revision: revision).duplicates.count)
    default:
      throw Failure(
        .noField, "a dataset has no field \(field)", at: span,
        remedy: Self.datasetFields.joined(separator: ", "))
    }
  }

  private func value(
    ofJob record: JobRecord, _ field: FieldPath, at span: Span?
  ) throws -> JSONValue {
    switch field.name {
    case nil where field.isEmpty: return record.json
    case "loss":
      let metrics = try JobFollower(session: session).metrics(of: record)
      return metrics.last?.trainLoss.map(JSONValue.number) ?? .null
    case "cost", "spend":
      guard let reservation = record.launch.reservation else { return .number(0) }
      let spend = try session.workspace.spends().first { $0.id == reservation }
      return .number(Double(spend?.amount ?? 0) / 1e6)
    case "dataset":
      return try record.launch.dataset.flatMap { try session.workspace.dataset($0)?.name }
        .map(JSONValue.string) ?? .null
    case "steps":
      return .integer(try JobFollower(session: session).metrics(of: record).last?.step ?? 0)
    default: return try member(record.json, field, at: span)
    }
  }

  /// Follows a field path through a value.
  private func member(
    _ value: JSONValue, _ field: FieldPath, at span: Span?
  ) throws -> JSONValue {
    var current = value
    for component in field.components {
      let next: JSONValue? =
        switch component {
        case .name("count"): current["count"] ?? current.array.map { .integer($0.count) }
        case .name(let name): current[name]
        case .index(let index) where index < 0:
          current.array.flatMap { $0.count + index >= 0 ? $0[$0.count + index] : nil }
        case .index(let index): current[index]
        case .every: current.array.map(JSONValue.array)
        }
      guard let next else {
        let names = current.members?.map(\.key) ?? []
        throw Failure(
          .noField, "there is no \(field) here", at: span,
          remedy: names.isEmpty ? "show it without a field" : names.joined(separator: ", "))
      }
      current = next
    }
    return current
  }
}
