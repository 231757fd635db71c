/// A key that never shows: not in print, not in a dump, not in a message, not on disk.
///
/// Writing one into a string does not compile, and there is no way to encode one. Whoever must
/// send it asks for ``exposed``, which a reviewer can search for.
package struct Secret: Sendable {
  /// The key itself, to be put into a header or an environment and nowhere else.
  package let exposed: String

  /// nil for an empty or blank key, or one that a header cannot hold; spaces around it are cut.
  package init?(_ text: some StringProtocol) {
    var bytes = Substring(text).utf8
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    exposed = String(Substring(bytes))
  }

  /// Whether `other` is the same key, in a time that does not depend on where they differ.
  package func matches(_ other: some StringProtocol) -> Bool {
    let ours = Array(exposed.utf8)
    let theirs = Array(other.utf8)
    var difference = ours.count ^ theirs.count
    for index in ours.indices {
      difference |= Int(ours[index] ^ (index < theirs.count ? theirs[index] : 0))
    }
    return difference == 0
  }
}

extension Secret: Equatable {
  package static func == (first: Secret, second: Secret) -> Bool { first.matches(second.exposed) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension DefaultStringInterpolation {
  /// Does not compile, so that no key gets into a message by mistake.
  @available(*, unavailable, message: "a key never goes into text; use 'exposed' for a header")
  package mutating func appendInterpolation(_ secret: Secret) {}

  /// Does not compile either.
  @available(*, unavailable, message: "a key never goes into text; use 'exposed' for a header")
  package mutating func appendInterpolation(_ secret: Secret?) {}
}
