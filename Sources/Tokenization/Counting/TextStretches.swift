/// Cuts a text that comes in blocks, so that it need not be in memory whole.
package struct TextStretches {
  /// Where a stretch may end.
  package enum Cut: Sendable {
    /// Where ``TextCut`` allows it: the stretches together have the tokens of the text.
    case tokens
    /// Behind a line.
    case lines
  }

  private let cut: Cut
  /// What was read and has no end yet.
  private var rest: [UInt8] = []

  package init(endingAt cut: Cut) { self.cut = cut }

  /// Takes the next block, and calls `body` with the stretch that it completes, if it does.
  package mutating func add(
    _ block: ArraySlice<UInt8>, _ body: (RawSpan) throws -> Void
  ) rethrows {
    // No place to cut is further back than two bytes before what is new.
    let searched = max(0, rest.count - 2)
    rest += block
    guard let end = unsafe rest.withUnsafeBytes({ unsafe lastEnd(in: $0, from: searched) }) else {
      return
    }
    try unsafe body(rest.span.bytes.extracting(0..<end))
    rest.removeSubrange(..<end)
  }

  /// Calls `body` with what is left at the end of the text, unless that is nothing.
  package func finish(_ body: (RawSpan) throws -> Void) rethrows {
    if !rest.isEmpty { try unsafe body(rest.span.bytes) }
  }

  private func lastEnd(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    switch cut {
    case .tokens: unsafe TextCut.last(in: text, from: start)
    case .lines: unsafe text[start...].lastIndex(of: 0x0A).map { $0 + 1 }
    }
  }
}
