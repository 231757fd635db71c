import FineTuningHTTP
import HTTPTypes
import Synchronization

/// One request and its answer, shared by the task that sends it and the thread that runs curl.
///
/// Every member may be called from anywhere.
final class Exchange: Sendable {
  /// Bytes that may wait for their reader before the sender is made to pause.
  private static let inboundLimit = 256 << 10

  private struct State {
    var response: HTTPResponse?
    var headWaiter: CheckedContinuation<HTTPResponse, any Error>?
    var inbound: [[UInt8]] = []
    var inboundByteCount = 0
    var isInboundPaused = false
    var chunkWaiter: CheckedContinuation<[UInt8]?, any Error>?
    var result: Result<Void, any Error>?
    var outbound: ArraySlice<UInt8> = []
    var isOutboundPaused = false
    var isBodyEnded = false
    var offerWaiter: CheckedContinuation<Void, any Error>?
  }

  let order: TransferOrder
  private let loop: TransferLoop
  private let state = Mutex(State())

  init(order: TransferOrder, loop: TransferLoop) {
    self.order = order
    self.loop = loop
  }

  // MARK: For the task

  /// Starts the transfer and returns the head of the answer.
  func start() async throws -> HTTPResponse {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state in
          if state.result == nil { state.headWaiter = continuation }
          return state.result
        }
        // A cancelled task, or a body that failed at once, came first.
        if let result {
          continuation.resume(with: result.flatMap { .failure(CancellationError()) })
        } else {
          loop.start(self)
        }
      }
    } onCancel: {
      cancel()
    }
  }

  /// Returns the next piece of the answer's body; nil at its end.
  func nextChunk() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        var resumesSender = false
        let ready: Result<[UInt8]?, any Error>? = state.withLock { state in
          if !state.inbound.isEmpty {
            let chunk = state.inbound.removeFirst()
            state.inboundByteCount -= chunk.count
            resumesSender = state.isInboundPaused && state.inbound.isEmpty
            if resumesSender { state.isInboundPaused = false }
            return .success(chunk)
          }
          if let result = state.result { return result.map { nil } }
          state.chunkWaiter = continuation
          return nil
        }
        if resumesSender { loop.resume(self) }
        if let ready { continuation.resume(with: ready) }
      }
    } onCancel: {
      cancel()
    }
  }

  /// Hands over the next piece of the request's body and waits until it is sent.
  func offer(_ chunk: [UInt8]) async throws {
    guard !chunk.isEmpty else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        var resumesReader = false
        let result = state.withLock { state in
          guard state.result == nil else { return state.result }
          state.outbound = chunk[...]
          state.offerWaiter = continuation
          resumesReader = state.isOutboundPaused
          state.isOutboundPaused = false
          return nil
        }
        if resumesReader { loop.resume(self) }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiter = state.withLock { $0.offerWaiter.take() }
      waiter?.resume(throwing: CancellationError())
    }
  }

  /// Says that the request's body is complete.
  func endBody() {
    let resumesReader = state.withLock { state in
      state.isBodyEnded = true
      defer { state.isOutboundPaused = false }
      return state.isOutboundPaused
    }
    if resumesReader { loop.resume(self) }
  }

  /// Fails the exchange because its request body cannot be completed; ignored after the answer.
  func failBody(_ error: any Error) {
    guard state.withLock({ $0.response == nil }) else { return }
    finish(.failure(error))
  }

  func cancel() {
    finish(.failure(CancellationError()))
  }

  // MARK: For the thread

  /// What curl is to do next with a request's body.
  enum Supply {
    case bytes(Int)
    case pause
    case end
  }

  /// Fills `buffer` with the next bytes of the request's body.
  func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Supply {
    var waiter: CheckedContinuation<Void, any Error>?
    let supply: Supply = state.withLock { state in
      guard !state.outbound.isEmpty else {
        if state.isBodyEnded { return .end }
        state.isOutboundPaused = true
        return .pause
      }
      let count = min(buffer.count, state.outbound.count)
      unsafe buffer.copyBytes(from: state.outbound.prefix(count))
      state.outbound.removeFirst(count)
      if state.outbound.isEmpty { waiter = state.offerWaiter.take() }
      return .bytes(count)
    }
    waiter?.resume()
    return supply
  }

  func receive(_ response: HTTPResponse) {
    let waiter = state.withLock { state in
      state.response = response
      return state.headWaiter.take()
    }
    waiter?.resume(returning: response)
  }

  /// Takes a piece of the answer's body; false when it must be offered again later.
  func receive(_ chunk: [UInt8]) -> Bool {
    var waiter: CheckedContinuation<[UInt8]?, any Error>?
    let isTaken = state.withLock { state in
      waiter = state.chunkWaiter.take()
      guard waiter == nil else { return true }
      guard state.inboundByteCount < Self.inboundLimit else {
        state.isInboundPaused = true
        return false
      }
      state.inbound.append(chunk)
      state.inboundByteCount += chunk.count
      return true
    }
    waiter?.resume(returning: chunk)
    return isTaken
  }

  // MARK: For both

  /// Ends the exchange with the first result that it is given; what has arrived stays readable.
  func finish(_ result: Result<Void, any Error>) {
    let waiters = state.withLock { state -> State? in
      guard state.result == nil else { return nil }
      state.result = result
      let waiters = state
      state.headWaiter = nil
      state.chunkWaiter = nil
      state.offerWaiter = nil
      return waiters
    }
    guard let waiters else { return }
    loop.drop(self)
    let broken = TransportError(.disconnected, host: order.host)
    waiters.headWaiter?.resume(with: result.flatMap { .failure(broken) })
    waiters.chunkWaiter?.resume(with: result.map { nil })
    waiters.offerWaiter?.resume(with: result.flatMap { .failure(CancellationError()) })
  }
}
