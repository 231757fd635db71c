import Synchronization

extension AsyncThrowingStream where Failure == any Error, Element: Sendable {
  /// Returns a stream of ready values, each handed over when it is asked for.
  package static func chunks(_ elements: [Element]) -> Self {
    let rest = Mutex(elements[...])
    return AsyncThrowingStream { rest.withLock { $0.popFirst() } }
  }

  /// Returns the elements that `transform` makes of each element of `source`, pulled on demand.
  ///
  /// `transform` is called with nil once, after the last element, so that it can add a rest.
  /// Nothing runs ahead of the reader, and dropping the new stream drops `source`.
  package static func transforming<Source: Sendable>(
    _ source: AsyncThrowingStream<Source, any Error>,
    _ transform: @escaping @Sendable (Source?) throws -> [Element]
  ) -> Self {
    let pull = Pull(source, transform)
    return AsyncThrowingStream { try await pull.next() }
  }
}

extension AsyncThrowingStream where Element == [UInt8], Failure == any Error {
  /// All bytes of the stream.
  ///
  /// - Throws: ``BodyTooLarge`` beyond `limit` bytes, and whatever the stream throws.
  package func collected(limit: Int = .max) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in self {
      guard bytes.count + chunk.count <= limit else { throw BodyTooLarge(limit: limit) }
      bytes += chunk
    }
    // A cancelled stream ends as if it were complete.
    try Task.checkCancellation()
    return bytes
  }
}

/// A body that was longer than its reader allows.
package struct BodyTooLarge: Error, Hashable {
  /// In bytes.
  package let limit: Int
}

/// Holds the elements that are ready while the source is asked for more.
private actor Pull<Source: Sendable, Element: Sendable> {
  private let source: AsyncThrowingStream<Source, any Error>
  private let transform: @Sendable (Source?) throws -> [Element]
  private var ready: [Element] = []
  private var isAtEnd = false

  init(
    _ source: AsyncThrowingStream<Source, any Error>,
    _ transform: @escaping @Sendable (Source?) throws -> [Element]
  ) {
    self.source = source
    self.transform = transform
  }

  func next() async throws -> Element? {
    while ready.isEmpty {
      if isAtEnd { return nil }
      // Iterators of this stream share one buffer, so a new one goes on where the last one was.
      var iterator = source.makeAsyncIterator()
      let element = try await iterator.next(isolation: self)
      if element == nil {
        try Task.checkCancellation()
        isAtEnd = true
      }
      ready = try transform(element).reversed()
    }
    return ready.popLast()
  }
}
