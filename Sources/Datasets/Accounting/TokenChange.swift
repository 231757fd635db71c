import JSON

/// How the counts of an example change with an edit, so that only what is edited is counted.
package struct TokenChange: Sendable, Hashable {
  /// What is added to all that the model reads.
  package var total: Int
  /// What is added to what it learns to say.
  package var trained: Int

  /// The change that edits of texts make.
  package init(_ edits: [ExampleTextEdit], of example: Example, counter: TextCounter) {
    (total, trained) = (0, 0)
    for edit in edits {
      let old = unsafe example.bytes.withUnsafeBytes { bytes in
        unsafe counter.count(
          jsonString: UnsafeRawBufferPointer(rebasing: bytes[edit.old.span.contents]))
      }
      let new = unsafe edit.contents.withUnsafeBytes { unsafe counter.count(jsonString: $0) }
      total += edit.old.readCount * (new - old)
      if edit.old.isTrained { trained += new - old }
    }
  }

  /// What makes one example of another; nil where more differs than messages of a conversation.
  package init?(from before: Example, to after: Example, counter: TextCounter) {
    guard before.kind == .chat, after.kind == .chat,
      before.otherBytes(than: before.outline.messageList).elementsEqual(
        after.otherBytes(than: after.outline.messageList))
    else { return nil }
    let (old, new) = (before.messages, after.messages)
    func isSame(_ left: Message, _ right: Message) -> Bool {
      before.bytes[left.range] == after.bytes[right.range]
    }
    var start = 0
    while start < min(old.count, new.count), isSame(old[start], new[start]) { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, isSame(old[oldEnd - 1], new[newEnd - 1]) {
      (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
    }
    let (removed, added) = unsafe (
      TokenAccount(Array(old[start..<oldEnd]), of: before, rules: .standard) {
        unsafe counter.count(jsonString: $0)
      },
      TokenAccount(Array(new[start..<newEnd]), of: after, rules: .standard) {
        unsafe counter.count(jsonString: $0)
      }
    )
    total = added.total - removed.total
    trained = added.trained - removed.trained
  }
}

extension Example {
  /// The bytes outside a value of the example, such as the tools beside the messages.
  fileprivate func otherBytes(than range: Range<Int>?) -> [ArraySlice<UInt8>] {
    guard let range else { return [bytes[...]] }
    return [bytes[..<range.lowerBound], bytes[range.upperBound...]]
  }
}
