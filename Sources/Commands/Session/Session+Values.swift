import CommandLanguage
import Datasets
import FineTuning
import JSON
import Presentation
import Workspaces

extension Session {
  /// What may stand behind the name of a dataset.
  package static let datasetFields = [
    "count", "tokens", "revision", "errors", "warnings", "duplicates", "file",
  ]

  /// The value that a reference names, with its field: what `expect` and a bare reference read.
  ///
  /// - Throws: ``Failure`` for what is not there.
  func value(of reference: Reference, at span: Span?) async throws -> JSONValue {
    switch reference {
    case .dataset(let name, let revision, let field):
      return try value(ofDataset: dataset(named: name, at: span), revision, field, at: span)
    case .examples(_, _, _, let field):
      let text = Argument(
        .reference(reference), text: reference.description, span: span ?? Span(0..<0))
      let selection = try selection(naming: text)
      guard let number = selection.numbers?.first,
        let stored = try workspace.example(
          number, of: selection.dataset, revision: selection.revision)
      else { return .null }
      if field.isEmpty { return (try? JSONValue(parsing: stored.bytes)) ?? .null }
      return try fieldValue(field, of: stored).json
    case .job(let name, let field):
      let record = try await JobFollower(session: self).refresh(job(named: name, at: span))
      return try value(ofJob: record, field, at: span)
    case .result(let cell, let field):
      guard let outcome = result(ofCell: cell) else {
        throw Failure(
          .noResult, cell.map { "cell \($0) gave no result" } ?? "there is no result yet", at: span,
          remedy: "%  is the last result, %3 that of cell 3")
      }
      if field.isEmpty { return outcome.text.map(JSONValue.string) ?? outcome.json }
      return try member(outcome.json, field, at: span)
    }
  }

  private func value(
    ofDataset dataset: Dataset, _ revision: Int?, _ field: FieldPath, at span: Span?
  ) throws -> JSONValue {
    switch field.name {
    case nil where field.isEmpty: return dataset.json
    case "count":
      let count = try revision.map { try workspace.revision($0, of: dataset).exampleCount }
      return .integer(count ?? dataset.exampleCount)
    case "tokens": return dataset.tokens.map(JSONValue.integer) ?? .null
    case "revision": return .integer(revision ?? dataset.revision)
    case "file": return dataset.source.map(JSONValue.string) ?? .null
    case "errors":
      return .integer(try check(dataset, revision: revision).count(.error))
    case "warnings":
      return .integer(try check(dataset, revision: revision).count(.warning))
    case "duplicates":
      return .integer(try check(dataset, revision: revision).duplicates.count)
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
      let metrics = try JobFollower(session: self).metrics(of: record)
      return metrics.last?.trainLoss.map(JSONValue.number) ?? .null
    case "cost", "spend":
      guard let reservation = record.launch.reservation else { return .number(0) }
      let spend = try workspace.spends().first { $0.id == reservation }
      return .number(Double(spend?.amount ?? 0) / 1e6)
    case "dataset":
      return try record.launch.dataset.flatMap { try workspace.dataset($0)?.name }
        .map(JSONValue.string) ?? .null
    case "steps":
      return .integer(try JobFollower(session: self).metrics(of: record).last?.step ?? 0)
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
        case .index(let index): current[index]
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

  /// Shows what a job, a result or a field names, as value and lines.
  func showValue(of argument: Argument) async throws -> Outcome {
    let reference: Reference
    if let given = argument.reference ?? argument.word.flatMap({ Reference($0) }) {
      reference = given
    } else {
      reference = .job(try job(argument).name, field: FieldPath())
    }
    let value = try await value(of: reference, at: argument.span)
    guard let members = value.members, reference.field.isEmpty else {
      let text = value.string ?? value.text
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return Outcome(value, lines.map { .text(String($0)) })
    }
    let fields = members.filter { $0.value != .null }.map { member in
      Presentation.Field(member.key, StyledText(member.value.string ?? member.value.text))
    }
    return Outcome(value, [.fields(fields)])
  }
}
