/// What a program wrote, as text alone: colors, cursor movements and returns are left out.
///
/// The sequence that opens the line editor stays, as `▸`: where it stands, ft waits for a line.
struct PlainText {
  private(set) var text = ""
  /// Whether a color or a style was among what is left out.
  private(set) var hasColor = false
  /// Whether any escape sequence was.
  private(set) var hasSequences = false
  /// How often the terminal was to ring.
  private(set) var bellCount = 0
  private var undecoded: [UInt8] = []
  private var sequence = ""

  static let open: Character = "▸"

  mutating func take(_ bytes: some Sequence<UInt8>) {
    undecoded += bytes
    // A character may be cut at the end of a block.
    var end = undecoded.count
    while end > 0, end > undecoded.count - 4,
      String(validating: undecoded[..<end], as: UTF8.self) == nil
    {
      end -= 1
    }
    for scalar in String(decoding: undecoded[..<end], as: UTF8.self).unicodeScalars { take(scalar) }
    undecoded.removeFirst(end)
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if scalar == "\u{1B}" || !sequence.isEmpty {
      sequence.unicodeScalars.append(scalar)
      guard sequence.unicodeScalars.count > 1, scalar != "[", scalar.properties.isAlphabetic
      else { return }
      if sequence == "\u{1B}[?2004h" { text.append(Self.open) }
      hasSequences = true
      if scalar == "m" { hasColor = true }
      sequence = ""
      return
    }
    if scalar == "\u{7}" { bellCount += 1 }
    if scalar != "\r", scalar != "\u{8}", scalar != "\u{7}" { text.unicodeScalars.append(scalar) }
  }
}
