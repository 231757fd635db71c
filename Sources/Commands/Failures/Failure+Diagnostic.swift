import CommandLanguage
import Datasets
import Files
import FineTuning
import Workspaces

extension Failure {
  /// Takes any error that a command may meet, and says it as a fact with a remedy.
  package init(explaining error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as WorkspaceError: self = Failure(error)
    case let error as FileError: self = Failure(WorkspaceError(error))
    case let error as ServiceError: self = Failure(error)
    case let diagnostic as Diagnostic: self = Failure(diagnostic)
    case let fault as EditFault:
      self = Failure(.editFailed, fault.description, consequence: "nothing was changed")
    case is CancellationError:
      self = Failure(.interrupted, "interrupted", consequence: "what was not finished was not kept")
    default:
      self = Failure(.unforeseen, "\(error)", consequence: "it is not known what was done")
    }
  }

  /// A fault of the language itself, such as an open quote.
  init(_ diagnostic: Diagnostic) {
    self.init(
      diagnostic.kind, diagnostic.message, excerpt: diagnostic.excerpt,
      consequence: diagnostic.consequence, remedy: diagnostic.help)
  }
}
