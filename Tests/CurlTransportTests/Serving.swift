import FineTuning
import FineTuningHTTP
import HTTPTypes
import LoopbackServer
import Synchronization

/// Answers as a closure says.
struct ClosureTransport: HTTPTransport {
  let answer: @Sendable (HTTPRequest, RequestBody) async throws -> (HTTPResponse, ByteStream)

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    try await answer(request, body)
  }
}

/// Runs `body` with the port of a server that answers as `answer` says.
func served(
  _ answer:
    @escaping @Sendable (HTTPRequest, RequestBody) async throws -> (HTTPResponse, ByteStream),
  body: (UInt16) async throws -> Void
) async throws {
  let server = LoopbackServer(ClosureTransport(answer: answer))
  let port = try await server.start()
  do {
    try await body(port)
  } catch {
    await server.stop(timeout: .zero)
    throw error
  }
  await server.stop(timeout: .zero)
}

/// Runs `body` with the port of a server that gives back what it gets.
func echoed(_ body: (UInt16) async throws -> Void) async throws {
  try await served(
    { _, body in
      // Collected first, since the server reads a request to its end before it answers.
      (HTTPResponse(status: .ok), .chunks([try await body.chunks.collected()]))
    }, body: body)
}

/// Something that tasks wait for, opened once.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [:] }
      return state.waiters.values.map { $0 }
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when the gate is open or the task is cancelled.
  func wait() async {
    let ticket = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let passes = state.withLock { state in
          guard !state.isOpen, !Task.isCancelled else { return true }
          state.waiters[ticket] = continuation
          return false
        }
        if passes { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
    }
  }
}

/// Bytes without end; opens `ended` when the stream is released.
func endless(_ ended: Gate) -> ByteStream {
  let guardian = Guardian(ended)
  let piece = [UInt8](repeating: 1, count: 1 << 10)
  return ByteStream { guardian.isHeld ? piece : nil }
}

/// Opens a gate at its own end.
final class Guardian: Sendable {
  private let gate: Gate
  let isHeld = true

  init(_ gate: Gate) {
    self.gate = gate
  }

  deinit {
    gate.open()
  }
}
