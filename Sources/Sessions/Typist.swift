package import Commands
import Reports

/// Types lines before an audience, a character at a time.
package struct Typist: Sendable {
  /// The time between two characters.
  private let interval: Duration
  private let clock: any Clock<Duration>

  /// Returns nil for a pace at which lines come at once.
  package init?(_ pace: Pace, clock: any Clock<Duration> = ContinuousClock()) {
    guard let typing = pace.typing else { return nil }
    interval = typing
    self.clock = clock
  }

  /// Types the line behind its prompt, and ends it.
  ///
  /// - Throws: `CancellationError`, with the line left where it was.
  func type(_ text: String, prompt: String, on console: some TextConsole) async throws {
    console.stream(prompt)
    for character in text {
      console.stream(String(character))
      try await clock.sleep(for: interval)
    }
    console.stream("\n")
  }
}
