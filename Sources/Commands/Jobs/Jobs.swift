package import CommandLanguage
import FineTuning
import Spelling
package import Workspaces

/// The jobs of the workspace, as lines name them.
package struct Jobs {
  let session: Session

  /// The job that an argument names: `@demo`, `@last`, `demo`, or a prefix of the service's id.
  ///
  /// - Throws: ``Failure`` E320 with the nearest name.
  package func job(_ argument: Argument) throws -> JobRecord {
    switch argument.value {
    case .reference(.job(let name, _)): return try job(named: name, at: argument.span)
    case .word(let word):
      if case .job(let prefix)? = RawIdentifier(word) {
        let found = try session.workspace.jobs(withIDPrefix: prefix)
        if let job = found.first, found.count == 1 { return job }
        throw Failure(
          .noJob, found.isEmpty ? "no job \(prefix)" : "several jobs begin with \(prefix)",
          at: argument.span, remedy: "list jobs")
      }
      return try job(named: word, at: argument.span)
    default:
      throw Failure(
        .wrongReference, "\"\(argument.text)\" is not a job", at: argument.span, remedy: "list jobs"
      )
    }
  }

  /// The job that an argument names; the newest without one.
  ///
  /// - Throws: ``Failure`` E320 with the nearest name.
  func jobOrNewest(_ argument: Argument?) throws -> JobRecord {
    try argument.map { try job($0) } ?? job(named: "last", at: nil)
  }

  /// The job called `name`; `last` is the newest.
  ///
  /// - Throws: ``Failure`` E320 with the nearest name.
  package func job(named name: String, at span: Span?) throws -> JobRecord {
    let all = try session.workspace.jobs()
    if name == "last", let newest = all.first { return newest }
    if let found = all.first(where: { $0.name == name }) { return found }
    if let provider = (try? session.providers.local) ?? nil, provider.owns(name) {
      throw Failure(
        .noJob, "no job \"@\(name)\"", at: span,
        remedy: "a model has no sign: did you mean \(name)?")
    }
    let near = nearest(to: name, in: all.map(\.name))
    throw Failure(
      .noJob, "no job \"@\(name)\"", at: span,
      remedy: near.map { "did you mean @\($0)?" }
        ?? (all.isEmpty ? "launch NAME as \(name)" : "list jobs"))
  }

  /// The model that a name means: `@demo` is the model that the job made, other names stay.
  ///
  /// - Throws: ``Failure`` E322 for a job that has made none.
  func model(named text: String) throws -> String {
    guard text.hasPrefix("@") else { return text }
    let record = try job(named: String(text.dropFirst()), at: nil)
    guard let model = record.job?.fineTunedModel else {
      throw Failure(
        .noModelYet, "@\(record.name) has made no model yet", remedy: "tail @\(record.name)")
    }
    return model
  }
}
