import FineTuning
import HTTPTypes
import JSON
import Synchronization

/// Writes down what a run asks services and what they answer.
///
/// Answers pass on as they come; a stream is on the tape up to where its reader left it.
package final class TapeRecorder: Sendable {
  private struct State {
    var tape: Tape
    var secrets: [String] = []
    var cell: @Sendable () -> Int? = { nil }
  }

  private let state: Mutex<State>
  private let start = ContinuousClock.now

  package init(_ header: Tape.Header) {
    state = Mutex(State(tape: Tape(header: header)))
  }

  /// What was recorded so far, without keys, also those whose pieces came one by one.
  package var tape: Tape {
    state.withLock { state in
      var tape = state.tape
      for index in tape.exchanges.indices {
        guard
          case .answer(let status, let headers, .events(let events)) =
            tape.exchanges[index].ending
        else { continue }
        tape.exchanges[index].ending = .answer(
          status: status, headers: headers, .events(events.withoutSplitKeys(state.secrets)))
      }
      return tape
    }
  }

  /// Learns which cell of the script runs whenever a request is made.
  package func askForCell(_ cell: @escaping @Sendable () -> Int?) {
    state.withLock { $0.cell = cell }
  }

  /// A transport that records the exchanges with one provider.
  package func transport(
    over base: any HTTPTransport, to connection: Connection
  ) -> any HTTPTransport {
    let address = connection.baseURL.description
    let own = connection.provider.baseURL?.description
    state.withLock { state in
      if let key = connection.key?.exposed { state.secrets.append(key) }
      guard !state.tape.header.providers.contains(where: { $0.name == connection.provider.name })
      else { return }
      state.tape.header.providers.append(
        Tape.Place(
          name: connection.provider.name, address: address,
          standsInFor: own == address ? nil : own))
    }
    return RecordingTransport(
      recorder: self, base: base, provider: connection.provider.name,
      basePath: connection.baseURL.path)
  }

  fileprivate var milliseconds: Int { Int((ContinuousClock.now - start) / .milliseconds(1)) }

  /// Adds an exchange that has begun, and returns its place on the tape.
  fileprivate func begin(_ request: TapedRequest, provider: String) -> Int {
    let now = milliseconds
    return state.withLock { state in
      state.tape.exchanges.append(
        TapedExchange(
          cell: state.cell(), provider: provider, startMilliseconds: now, request: request,
          ending: .failure("cancelled")))
      return state.tape.exchanges.count - 1
    }
  }

  fileprivate func change(_ index: Int, _ change: (inout TapedExchange, [String]) -> Void) {
    let now = milliseconds
    state.withLock { state in
      change(&state.tape.exchanges[index], state.secrets)
      let started = state.tape.exchanges[index].startMilliseconds
      state.tape.exchanges[index].milliseconds = max(0, now - started)
    }
  }
}

/// One provider's exchanges on their way to the tape.
private struct RecordingTransport: HTTPTransport {
  let recorder: TapeRecorder
  let base: any HTTPTransport
  let provider: String
  let basePath: String

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    let (body, reading) = BodyReading.reading(body)
    var taped = TapedRequest(request, below: basePath, body: nil)
    let index = recorder.begin(taped, provider: provider)
    defer {
      taped.body = TapedRequest(request, below: basePath, body: reading.value).body
      recorder.change(index) { exchange, secrets in
        exchange.request = taped.without(secrets)
      }
    }
    do {
      let (response, answer) = try await base.send(request, body: body)
      return (response, recorded(answer, of: response, at: index))
    } catch let error as TransportError {
      recorder.change(index) { exchange, _ in exchange.ending = .failure(error.code.tapedName) }
      throw error
    }
  }

  /// The answer's body, each piece written down before it is handed on.
  private func recorded(_ body: ByteStream, of response: HTTPResponse, at index: Int) -> ByteStream
  {
    let kept = response.keptHeaders
    let type = kept["content-type"] ?? ""
    let isStream = type.hasPrefix("text/event-stream")
    let isJSON = type.hasPrefix("application/json")
    let status = response.status.code
    let seen = Mutex(
      (bytes: [UInt8](), events: ServerSentEventParser(), list: [TapedExchange.Event]()))
    let recorder = recorder
    let note: @Sendable (TapedExchange.Content) -> Void = { content in
      recorder.change(index) { exchange, secrets in
        exchange.ending = .answer(
          status: status, headers: kept.mapValues { $0.without(secrets) }, content)
      }
    }
    note(isStream ? .events([]) : .text(""))
    return .transforming(body) { chunk in
      seen.withLock { seen in
        recorder.change(index) { exchange, secrets in
          let headers = kept.mapValues { $0.without(secrets) }
          if isStream {
            let passed = recorder.milliseconds - exchange.startMilliseconds
            seen.list += seen.events.feed(chunk ?? []).map { event in
              TapedExchange.Event(
                milliseconds: max(0, passed),
                event: ServerSentEvent(
                  name: event.name, data: event.data.withoutKeysInJSON.without(secrets)))
            }
            exchange.ending = .answer(status: status, headers: headers, .events(seen.list))
          } else if let chunk {
            seen.bytes += chunk
          } else {
            exchange.ending = .answer(
              status: status, headers: headers,
              TapedExchange.Content(seen.bytes, isJSON: isJSON, secrets: secrets))
          }
        }
      }
      return chunk.map { [$0] } ?? []
    }
  }
}

extension TapedRequest {
  /// Reads a request, its path below that of the provider's address.
  init(_ request: HTTPRequest, below basePath: String, body: JSONValue?) {
    let halves = (request.path ?? "/").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = halves.first ?? "/"
    if path.hasPrefix(basePath) { path = path.dropFirst(basePath.count) }
    self.init(
      method: request.method.rawValue, path: String(path),
      query: halves.count > 1 ? String(halves[1]) : "", body: body)
  }
}

extension TapedRequest {
  fileprivate func without(_ secrets: [String]) -> TapedRequest {
    var clean = self
    clean.path = path.without(secrets)
    clean.query = query.without(secrets)
    clean.body = body?.without(secrets)
    return clean
  }
}

extension HTTPResponse {
  /// The headers that go on a tape.
  fileprivate var keptHeaders: [String: String] {
    var kept: [String: String] = [:]
    for name in Tape.keptHeaders {
      guard let field = HTTPField.Name(name), let value = headerFields[field] else { continue }
      kept[name] = value.withoutKeys
    }
    return kept
  }
}

extension String {
  /// The text of an event without keys, and without what names the customer when it is JSON.
  fileprivate var withoutKeysInJSON: String {
    guard let value = try? JSONValue(parsing: self) else { return withoutKeys }
    let clean = value.withoutKeys
    return clean == value ? self : clean.text
  }
}

extension TransportError.Code {
  /// The word for it on a tape.
  var tapedName: String {
    switch self {
    case .couldNotResolveHost: "could_not_resolve_host"
    case .couldNotConnect: "could_not_connect"
    case .tls: "tls"
    case .timedOut: "timed_out"
    case .disconnected: "disconnected"
    case .unusableAddress: "unusable_address"
    case .unreadableBody: "unreadable_body"
    case .other(let number): "curl_\(number)"
    }
  }

  init(tapedName: String) {
    let known: [TransportError.Code] = [
      .couldNotResolveHost, .couldNotConnect, .tls, .timedOut, .disconnected, .unusableAddress,
      .unreadableBody,
    ]
    self =
      known.first { $0.tapedName == tapedName }
      ?? .other(tapedName.hasPrefix("curl_") ? Int(tapedName.dropFirst(5)) ?? 0 : 0)
  }
}
