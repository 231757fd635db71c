import FineTuning

/// The patience of the verbs that wait for a provider: `--patience SECONDS`.
enum CommandPatience {
  /// In seconds; whoever waits longer may as well ask again.
  static let longest = 3_600

  /// The option, as each of those verbs declares it.
  static let option = VerbDeclaration.Option(
    "patience", "SECONDS", "how long to wait for the provider; 120 unless said")
}

extension ArgumentReader {
  /// The value of `--patience`; nil where the line does not say.
  mutating func patience() throws(Failure) -> Int? {
    try integer("patience", in: 1...CommandPatience.longest)
  }
}

extension Session {
  /// Runs what asks a provider with the patience of the line, and says when it asks to wait.
  func patiently<Value>(
    _ seconds: Int?, _ body: () async throws -> Value
  ) async throws -> Value {
    let console = console
    var patience = Patience()
    patience.willPause = { console.tell(.training(.paused(seconds: $0))) }
    if let seconds { patience.seconds = seconds }
    return try await Patience.$current.withValue(patience) { try await body() }
  }
}
