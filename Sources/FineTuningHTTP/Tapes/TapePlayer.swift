import Digests
import FineTuning
import HTTPTypes
package import JSON
import Synchronization

/// Answers a script's requests from a tape; it holds nothing that could open a connection.
///
/// Requests that do something are answered in the order of the tape, each kind for itself, and must
/// ask what the taped one asked. Looks are answered in their order too, and then with the last
/// answer again, so that it makes no difference how often a job is asked about.
package final class TapePlayer: Sendable {
  private struct State {
    /// How many exchanges of each key were played.
    var played: [String: Int] = [:]
    /// What this run calls things that the recorded run had named by chance, by the taped name.
    var ownNames: [String: String] = [:]
  }

  /// How often the last answer to a look is given again before the script is said to wait in vain.
  private static let mostRepeats = 300
  /// The members of requests whose values every run makes up for itself.
  private let localFields: Set<String>

  package let tape: Tape
  package let clock: VirtualClock
  private let exchanges: [String: [TapedExchange]]
  private let symbols: Symbols
  private let state: Mutex<State>

  /// Begins at the beginning, or where `position` says; `share` is how much of the tape's time is
  /// waited for, from 0 to 1, and `outside` the clock that it is waited for by.
  package init(
    _ tape: Tape, localFields: Set<String> = [], position: JSONValue? = nil, share: Double = 0,
    outside: any Clock<Duration> = ContinuousClock()
  ) {
    self.tape = tape
    self.localFields = localFields
    exchanges = Dictionary(grouping: tape.exchanges) { "\($0.provider) \($0.request.key)" }
    symbols = Symbols(tape)
    clock = VirtualClock(
      start: tape.header.recordedAt,
      offset: .milliseconds(position?["milliseconds"]?.count ?? 0), share: share,
      outside: outside)
    state = Mutex(
      State(
        played: (position?["played"]?.members ?? []).reduce(into: [:]) {
          $0[$1.key] = $1.value.count
        },
        ownNames: position?["own_names"]?.pairs ?? [:]))
  }

  /// How far the tape was played, for another player to go on from.
  package var position: JSONValue {
    let passed = Int(clock.now.offset / .milliseconds(1))
    return state.withLock { state in
      [
        "milliseconds": .integer(passed),
        "played": .object(
          state.played.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
        "own_names": JSONValue(state.ownNames),
      ]
    }
  }

  /// The address that a provider had when the tape was recorded; nil for one that was not asked.
  package func address(of provider: String) -> String? {
    tape.header.providers.first { $0.name == provider }?.address
  }

  /// A transport that answers the requests to one provider.
  package func transport(for connection: Connection) -> any HTTPTransport {
    PlayingTransport(
      player: self, provider: connection.provider.name, basePath: connection.baseURL.path)
  }

  // MARK: Matching

  /// The exchange that answers, and when on the tape it ended; nil of one that is given again.
  fileprivate func answer(
    _ request: TapedRequest, to provider: String
  ) throws(TapeError) -> (TapedExchange, end: Duration?) {
    let key = "\(provider) \(request.key)"
    guard let known = exchanges[key], let last = known.last else {
      throw TapeError(.absent(request: request.title, cell: nil))
    }
    let count = state.withLock { $0.played[key] ?? 0 }
    if count >= known.count {
      guard request.isLook else {
        throw TapeError(.absent(request: request.title, cell: last.cell))
      }
      guard count - known.count < Self.mostRepeats else {
        throw TapeError(.stuck(request: request.title, cell: last.cell))
      }
    }
    let exchange = known[min(count, known.count - 1)]
    var ownNames: [String: String] = [:]
    let differences = differences(exchange.request, request, &ownNames)
    guard differences.isEmpty else {
      throw TapeError(
        .differs(request: request.title, cell: exchange.cell, differences: differences))
    }
    state.withLock { state in
      state.played[key] = count + 1
      state.ownNames.merge(ownNames) { $1 }
    }
    let end = Duration.milliseconds(exchange.startMilliseconds + exchange.milliseconds)
    return (exchange, end: count < known.count ? end : nil)
  }

  private func differences(
    _ taped: TapedRequest, _ request: TapedRequest, _ ownNames: inout [String: String]
  ) -> [String] {
    var found = RequestDifference(symbols: symbols, localFields: localFields)
    if taped.path != request.path { found.compare(path: taped.path, request.path) }
    if taped.key == request.key, !taped.isLook, taped.query != request.query {
      found.note("query", taped.query, request.query)
    }
    found.compare(taped.body, request.body)
    ownNames = found.ownNames
    return found.lines
  }

  /// The taped answer with the names that this run made up in place of the taped ones.
  fileprivate func content(_ content: TapedExchange.Content) -> TapedExchange.Content {
    guard case .json(var value) = content else { return content }
    let names = state.withLock { $0.ownNames }
    for (taped, own) in names.sorted(by: { $0.key < $1.key }) where taped != own {
      value = value.replacing(taped, with: own)
    }
    return .json(value)
  }
}

/// One provider as the tape knows it.
private struct PlayingTransport: HTTPTransport {
  let player: TapePlayer
  let provider: String
  let basePath: String

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    let (body, reading) = BodyReading.reading(body)
    for try await _ in body.chunks {}
    try Task.checkCancellation()
    let (exchange, end) = try player.answer(
      TapedRequest(request, below: basePath, body: reading.value), to: provider)
    if let end { try await player.clock.pass(to: end) }
    switch exchange.ending {
    case .failure(let name):
      throw TransportError(TransportError.Code(tapedName: name), host: request.authority ?? "")
    case .answer(let status, let headers, let content):
      var response = HTTPResponse(status: .init(code: status))
      for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
        guard let field = HTTPField.Name(name) else { continue }
        response.headerFields[field] = value
      }
      return (response, .chunks(player.content(content).chunks))
    }
  }
}
