import CommandLanguage
import Datasets
import FineTuning
import Quantities
import Workspaces

/// What is looked at before anything of a launch is sent.
struct LaunchCheck {
  let session: Session
  let input: LaunchInput
  /// How the model that is to be trained reads examples.
  let reading: ModelReading

  private static let consequence = "nothing was uploaded or started"

  /// The method of the line, else the one that the examples are made for.
  ///
  /// - Throws: ``Failure`` E216 where examples and method, or the two datasets, do not fit.
  func method(
    for selection: Selection, _ validation: Selection?
  ) throws -> TrainingMethod.Kind {
    let selections = session.selections
    let kind = try selections.kind(of: selection.dataset, revision: selection.revision) ?? .chat
    let made: TrainingMethod.Kind = kind == .preference ? .dpo : .supervised
    let method = input.method ?? made
    guard method == made else {
      throw Failure(
        .wrongShape,
        "\(selection.name) holds \(kind.plural), and \(method.rawValue) learns from "
          + (method == .dpo ? ExampleKind.preference : .chat).plural,
        consequence: Self.consequence,
        remedy: "launch \(selection.name) --method \(made.rawValue)")
    }
    if let span = input.betaSpan, method != .dpo {
      throw Failure(
        .badOptionValue, "--beta is for dpo, and this job is \(method.rawValue)", at: span,
        consequence: Self.consequence, remedy: "launch \(selection.name)")
    }
    guard let validation else { return method }
    let other = try selections.kind(of: validation.dataset) ?? kind
    guard other == kind else {
      throw Failure(
        .wrongShape,
        "\(selection.name) holds \(kind.plural), and \(validation.name) \(other.plural)",
        at: input.validation?.span, consequence: Self.consequence,
        remedy: "--validation needs \(kind.plural) too")
    }
    return method
  }

  /// Refuses a dataset that `check` finds errors in, and says which answers would be cut.
  ///
  /// Data to measure on may be of a few examples, which only training data may not.
  ///
  /// - Throws: ``Failure`` E206.
  func refuseErrors(_ selection: Selection, isValidation: Bool = false) throws {
    var report = try session.checks.judged(
      session.checks.check(selection.dataset, revision: selection.revision, for: reading),
      of: selection.dataset, revision: selection.revision)
    if isValidation { report = report.without(Rule.minimumCount.code) }
    let isNothing = report.counts[Rule.somethingTrained.code] != nil
    // Nobody can want a job that trains nothing.
    if !input.allowsErrors || isNothing, report.count(.error) > 0 {
      throw failure(report, selection, isNothing: isNothing)
    }
    let cut = report.findings.filter { $0.rule == Rule.contextLength.code }
    guard let first = cut.first?.example else { return }
    session.console.tell(
      .training(
        .answersCut(
          count: report.counts[Rule.contextLength.code] ?? cut.count,
          first: "\(selection.dataset.name)#\(first)",
          model: reading.target.model)))
  }

  /// Refuses to send secrets to a provider that is another machine, but for those that are waived.
  ///
  /// - Throws: ``Failure`` E206.
  static func refuseSecrets(
    of selection: Selection, to provider: ProviderSummary, in session: Session,
    consequence: String
  ) throws {
    if provider.trainsOnlyWhileOpen { return }
    let code = Rule.secrets.code
    let report = try session.checks.judged(selection.dataset, revision: selection.revision)
    guard let count = report.counts[code], count > 0 else { return }
    let found = report.findings.filter { $0.rule == code }
    let name = selection.dataset.name
    throw Failure(
      .dataHasErrors,
      "\(selection.name) has keys or passwords in \(NumberFormat.count(count, "text"))",
      context: found.prefix(3).map {
        "\(code) \(name)#\($0.example ?? 0): \($0.detail)  \($0.field)"
      }, consequence: consequence,
      remedy: "redact \(name) key, or if they are none:  waive \(code) \(name) \"why\"")
  }

  private func failure(
    _ report: CheckReport, _ selection: Selection, isNothing: Bool
  ) -> Failure {
    let errors = report.count(.error)
    let first = report.findings.first {
      isNothing ? $0.rule == Rule.somethingTrained.code : $0.severity == .error
    }
    let place = first?.example.map { "\(selection.dataset.name)#\($0)" } ?? selection.name
    let check = "check \(selection.name)"
    let model = reading.target.model
    return Failure(
      .dataHasErrors, "\(selection.name) has \(NumberFormat.count(errors, "error"))",
      context: first.map { ["\($0.rule) \(place): \($0.detail)"] } ?? [],
      consequence: Self.consequence,
      remedy: isNothing
        ? "\(check) --for \(model) --all, then shorten the prompts"
        : "\(check), mend it, or launch with --anyway")
  }

  /// Says what the data to measure on has in common with the training data, and refuses what
  /// tells nothing at all.
  ///
  /// - Throws: ``Failure`` E221 where every example to measure on is trained on.
  static func compare(_ plan: LaunchPlan, allowsAll: Bool, in session: Session) throws {
    guard let sent = plan.validation else { return }
    let validation = Selection(
      dataset: sent.dataset, revision: sent.revision, field: FieldPath())
    let measured = try Measured(
      validation, whileTraining: plan.selection, limit: .max, showsNotes: false, in: session)
    let (training, name) = (plan.training.dataset.name, sent.dataset.name)
    if measured.isAllTrained, !allowsAll {
      throw Failure(
        .measuredOnTrained,
        "all \(NumberFormat.count(measured.exampleCount, "example")) of \(name) are in \(training) "
          + "too, and measuring on them tells nothing",
        context: measured.findings.shown.prefix(3).map {
          "\($0.rule) \(name)#\($0.example ?? 0): \($0.detail)"
        },
        consequence: consequence,
        remedy: "split \(training) 80/20 grouped by near, or launch with --anyway")
    }
    let (leaking, other) = (
      measured.findings.shown.filter { $0.rule == Rule.leakage.code },
      measured.findings.shown.filter { $0.rule != Rule.leakage.code }
    )
    if measured.leakCount > 0 {
      let first = leaking.prefix(3).map { "\(name)#\($0.example ?? 0) \($0.detail)" }
      session.console.tell(
        .training(
          .leaked(count: measured.leakCount, first: first, validation: name, training: training)))
    }
    for finding in other {
      session.console.tell(.training(.measuredBadly(validation: name, detail: finding.detail)))
    }
  }
}
