import CommandLanguage
import Datasets
import FineTuning
import JSON
import Presentation
import Tokenization
import Workspaces

// Verbs that are not written as `Verb` yet call the session for what has a type of its own now.

extension Session {
  static let datasetEncoding = TokenCounting.datasetEncoding
  static let sandboxModel = "sandbox-1"
  static let exampleFields = Selections.exampleFields
  static let providerSetting = ProviderChoice.setting
  static func isSandboxModel(_ model: String) -> Bool {
    model == sandboxModel || model.hasPrefix("ft:\(sandboxModel)")
  }
  func dataset(named name: String, at span: Span?) throws -> Dataset {
    try selections.dataset(named: name, at: span)
  }
  func selection(_ invocation: Invocation, argument index: Int = 0) throws -> Selection {
    let arguments = invocation.arguments
    return try selections.selection(
      SelectionRequest(
        argument: arguments.indices.contains(index) ? arguments[index] : nil,
        clauses: invocation.statement.clauses))
  }
  func selection(naming argument: Argument?) throws -> Selection {
    try selections.selection(naming: argument)
  }
  func forEach(_ selection: Selection, _ body: (StoredExample) throws -> Bool) throws {
    try selections.forEach(selection, body)
  }
  func count(_ selection: Selection) throws -> Int { try selections.count(selection) }
  func fieldValue(_ path: FieldPath, of stored: StoredExample) throws -> FieldValue {
    try selections.fieldValue(path, of: stored)
  }
  func makeStringCount(_ encoding: TokenEncoding = datasetEncoding) -> StringTokenCount {
    unsafe tokens.makeStringCount(encoding)
  }
  func countsExactly(_ encoding: TokenEncoding = datasetEncoding) -> Bool {
    tokens.countsExactly(encoding)
  }
  func trustsStoredCounts(of dataset: Dataset) -> Bool { tokens.trustsStoredCounts(of: dataset) }
  func tokens(of stored: StoredExample, in dataset: Dataset) -> TokenFigure {
    tokens.tokens(of: stored, in: dataset)
  }
  func content(_ example: Example) -> ExampleChange.Content { tokens.content(example) }
  func tokenCounts(
    _ selection: Selection, encoding: TokenEncoding, rules: TokenRules
  ) throws -> TokenCounts {
    try tokens.tokenCounts(selection, encoding: encoding, rules: rules)
  }
  func vocabularyFault(_ encoding: TokenEncoding) -> String { tokens.vocabularyFault(encoding) }
  func estimateReason(_ encoding: TokenEncoding = datasetEncoding) -> String {
    "~ is an estimate: \(vocabularyFault(encoding));  scripts/vocabulary  fetches it"
  }
  func check(_ dataset: Dataset, revision: Int?) throws -> CheckReport {
    try checks.check(dataset, revision: revision)
  }
  func report(of checking: Checking, _ dataset: Dataset, revision: Int?) -> CheckReport {
    checks.report(of: checking, dataset, revision: revision)
  }
  func provider(_ invocation: Invocation?, model: String? = nil) throws -> ProviderSummary {
    try providers.provider(invocation?.statement.option("provider")?.value, model: model)
  }
  func provider(named name: String, at span: Span?) throws -> ProviderSummary {
    try providers.provider(named: name, at: span)
  }
  func service(_ invocation: Invocation?, model: String? = nil) throws -> ChosenService {
    try providers.service(invocation?.statement.option("provider")?.value, model: model)
  }
  func job(_ argument: Argument) throws -> JobRecord { try jobs.job(argument) }
  func job(named name: String, at span: Span?) throws -> JobRecord {
    try jobs.job(named: name, at: span)
  }
  func refuseTalkOverCap(at provider: ProviderSummary) throws {
    try spending.refuseOverCap(at: provider)
  }
  func recordTalk(_ usage: TokenUsage, model: String, at provider: ProviderSummary) throws {
    try spending.record(usage, model: model, at: provider)
  }
  func value(of reference: Reference, at span: Span?) async throws -> JSONValue {
    try await ReferenceValues(session: self).value(of: reference, at: span)
  }
  func differingLines(_ old: [UInt8]?, _ new: [UInt8]?) -> [Block] {
    func turns(_ bytes: [UInt8]?) -> [ExampleTurn] {
      bytes.flatMap { try? Example($0) }?.turns ?? []
    }
    return Commands.differingLines(turns(old), turns(new))
  }
}

extension Example {
  var shownTurns: [Presentation.Turn] { turns.map(\.presented) }
}
