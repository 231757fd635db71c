package import CommandLanguage

/// Why a command did not do what was asked, as facts; the program says them in one place.
///
/// Codes: E0xx language, E1xx reading files, E2xx editing, E3xx references, E4xx money,
/// E5xx provider and network, E6xx workspace, E7xx scripts.
package struct Failure: Error, Sendable, Hashable {
  /// Stable, such as `E310`; `help E310` explains it.
  package var code: String
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
    _ code: String, _ message: String, at span: Span? = nil,
    excerpt: Diagnostic.Excerpt? = nil, context: [String] = [], consequence: String? = nil,
    remedy: String? = nil
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.excerpt = excerpt
    self.context = context
    self.consequence = consequence
    self.remedy = remedy
  }

  /// What a program that called ft from a shell learns of it.
  package var exitCode: ExitCode {
    switch code {
    case "E401", "E402": .refusedByMoneyGuard
    case "E601": .newerWorkspace
    case "E710": .expectationDiffers
    case "E501": .offline
    case "E130": .interrupted
    default: code.hasPrefix("E0") ? .usage : .failed
    }
  }
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
