package import CommandLanguage

/// Why a command did not do what was asked, as facts; the program says them in one place.
package struct Failure: Error, Sendable, Hashable {
  /// What it means; its code is shown, and explained by `help CODE`.
  package var kind: FailureKind
  /// The fact, lower case, without a full stop.
  package var message: String
  /// The words of the command at fault; nil when the whole is.
  package var span: Span?
  /// The line of a file at fault, when the fault is not in the command itself.
  package var excerpt: Diagnostic.Excerpt?
  /// More facts, a line each, such as the service's own words.
  package var context: [String]
  /// What did not happen, such as `nothing was loaded`.
  package var consequence: String?
  /// One remedy, as a line that can be typed where there is one.
  package var remedy: String?

  package init(
    _ kind: FailureKind, _ message: String, at span: Span? = nil,
    excerpt: Diagnostic.Excerpt? = nil, context: [String] = [], consequence: String? = nil,
    remedy: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.span = span
    self.excerpt = excerpt
    self.context = context
    self.consequence = consequence
    self.remedy = remedy
  }

  /// The code of the kind, such as `E310`.
  package var code: String { kind.code }

  /// What a program that called ft from a shell learns of it.
  package var exitCode: ExitCode { kind.exitCode }
}

/// How the process ends, for shells and build machines.
package enum ExitCode: Int32, Sendable, Hashable {
  case success = 0
  case failed = 1
  /// The line could not be read; nothing ran.
  case usage = 2
  case expectationDiffers = 3
  case refusedByMoneyGuard = 4
  case offline = 5
  case newerWorkspace = 6
  case interrupted = 130
}
