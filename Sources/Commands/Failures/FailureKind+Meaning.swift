package import CommandLanguage

extension FailureKind {
  /// The text that `help CODE` shows: what the failure means, and what helps.
  package var page: String { Self.pages[self] ?? "" }

  private static let pages = languagePages.merging(dataPages) { own, _ in own }
    .merging(servicePages) { own, _ in own }

  /// What a program that called ft from a shell learns of the failure.
  package var exitCode: ExitCode {
    switch self {
    case .overLimit, .notAgreed: .refusedByMoneyGuard
    case .newerWorkspace: .newerWorkspace
    case .expectationDiffers, .tapeDiffers: .expectationDiffers
    case .unreachable, .noTape: .offline
    case .interrupted: .interrupted
    default: code.hasPrefix("E0") ? .usage : .failed
    }
  }
}
