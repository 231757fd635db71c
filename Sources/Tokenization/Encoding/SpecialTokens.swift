/// Which of an encoding's special tokens a text may hold; all others are ordinary text in it.
///
/// Text of a user or of a dataset never holds any, whatever it looks like: tiktoken's
/// `encode_ordinary`. A prompt that was put together for a model may.
package enum SpecialTokens: Sendable, Hashable, CaseIterable {
  case none
  /// tiktoken's `allowed_special="all"`.
  case all
}

extension TokenEncoding {
  /// A part of a text that is encoded by itself.
  enum Segment {
    case text(Range<Int>)
    case special(Int)
  }

  /// Calls `body` with the parts of a text, cut before and behind each special token, in order.
  ///
  /// What stands between two special tokens is split as if it were a whole text, as in tiktoken.
  func forEachSegment(
    of text: UnsafeRawBufferPointer, allowing special: SpecialTokens, _ body: (Segment) -> Void
  ) {
    var start = 0
    if special == .all {
      let tokens = specialTokens.map { (bytes: Array($0.text.utf8), id: $0.id) }
      var index = 0
      while index < text.count {
        guard unsafe text[index] == UInt8(ascii: "<"),
          let found = tokens.first(where: { unsafe text[index...].starts(with: $0.bytes) })
        else {
          index += 1
          continue
        }
        if start < index { body(.text(start..<index)) }
        body(.special(found.id))
        index += found.bytes.count
        start = index
      }
    }
    if start < text.count { body(.text(start..<text.count)) }
  }
}

extension TokenCounter {
  /// Returns the number of tokens of a text, of which some may be special ones.
  package func count(utf8 text: UnsafeRawBufferPointer, allowing special: SpecialTokens) -> Int {
    var sum = 0
    unsafe encoding.forEachSegment(of: text, allowing: special) { segment in
      switch segment {
      case .text(let range):
        sum += unsafe count(utf8: UnsafeRawBufferPointer(rebasing: text[range]))
      case .special: sum += 1
      }
    }
    return sum
  }

  /// Returns the ids of a text's tokens, of which some may be special ones.
  package func encode(
    utf8 text: UnsafeRawBufferPointer, allowing special: SpecialTokens
  ) -> [UInt32] {
    var ids: [UInt32] = []
    unsafe encoding.forEachSegment(of: text, allowing: special) { segment in
      switch segment {
      case .text(let range):
        let part = unsafe encode(utf8: UnsafeRawBufferPointer(rebasing: text[range]))
        if ids.isEmpty { ids = part } else { ids += part }
      case .special(let id): ids.append(UInt32(id))
      }
    }
    return ids
  }
}
