extension Signs {
  /// Looks at the whole line at once, whatever stands in it beside texts.
  ///
  /// Two steps for each block: whether it has a byte at all with which a wanted sequence begins,
  /// and, in the few that have, which sequences they are.
  init(inTextOf bytes: UnsafeRawBufferPointer) {
    self = []
    // Each byte of a block is compared together with the two bytes that follow it.
    let window = 18
    guard bytes.count >= window else {
      self = [
        .unicodeEscape, .mojibake, .placeholder, .stray, .frame, .address, .at, .number, .key,
        .year,
      ]
      return
    }
    let lastStart = bytes.count - window
    var index = 0
    var lastCount = 0
    while true {
      let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: ByteBlock.self)
      let next = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 1, as: ByteBlock.self)
      if Self.mayBegin(block, next) {
        let afterNext = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 2, as: ByteBlock.self)
        look(at: block, next, afterNext)
      }
      let digits = block.isWithin(UInt8(ascii: "0"), count: 10)
      if digits.isAnySet {
        let count = Int(
          ByteBlock(repeating: 0).replacing(with: 1, where: digits).wrappedSum())
        // A number may lie across two blocks.
        if count &+ lastCount >= 8 { insert(.number) }
        lastCount = count
        if !contains(.year) { unsafe lookForYear(block, next, at: index, bytes) }
        if !contains(.key) { unsafe lookForKeys(around: index, bytes) }
      } else {
        lastCount = 0
      }
      if index == lastStart { return }
      index = min(index &+ 16, lastStart)
    }
  }

  /// Looks whether `19` or `20` with two digits behind it begins in the block.
  @inline(__always)
  private mutating func lookForYear(
    _ block: ByteBlock, _ next: ByteBlock, at index: Int, _ bytes: UnsafeRawBufferPointer
  ) {
    let centuries =
      (block.equals(UInt8(ascii: "1")) .& next.equals(UInt8(ascii: "9")))
      .| (block.equals(UInt8(ascii: "2")) .& next.equals(UInt8(ascii: "0")))
    guard centuries.isAnySet else { return }
    let afterNext = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 2, as: ByteBlock.self)
    if (centuries .& afterNext.isWithin(UInt8(ascii: "0"), count: 10)).isAnySet { insert(.year) }
  }

  /// Whether one of the sequences of ``look(at:_:_:)`` may begin in the block.
  @inline(__always)
  private static func mayBegin(_ block: ByteBlock, _ next: ByteBlock) -> Bool {
    let letters =
      block.equals(UInt8(ascii: "\\")) .| block.equals(UInt8(ascii: "&"))
      .| block.equals(UInt8(ascii: "@"))
      .| block.equals(UInt8(ascii: "<"))
      .| (block.equals(UInt8(ascii: "p")) .& next.equals(UInt8(ascii: "s")))
    let pairs =
      (block.equals(UInt8(ascii: "#")) .& next.equals(UInt8(ascii: "#")))
      .| (block.equals(UInt8(ascii: ":"))
        .& (next.equals(UInt8(ascii: "/")) .| next.equals(UInt8(ascii: "\\"))))
      .| (block.equals(UInt8(ascii: "-")) .& next.equals(UInt8(ascii: "B")))
    // "[" and "{" differ by one bit.
    let brackets = (block | ByteBlock(repeating: 0x20)).equals(UInt8(ascii: "{"))
    // The leads C2 and C3 by one bit, E2 and EF apart.
    let leads =
      (block | ByteBlock(repeating: 0x01)).equals(0xC3) .| block.equals(0xE2) .| block.equals(0xEF)
    return (letters .| brackets .| leads .| pairs).isAnySet
  }

  private mutating func look(at block: ByteBlock, _ next: ByteBlock, _ afterNext: ByteBlock) {
    func isThere(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
      isThere(UInt8(ascii: first), UInt8(ascii: second))
    }
    func isThere(_ first: UInt8, _ second: UInt8) -> Bool {
      (block.equals(first) .& next.equals(second)).isAnySet
    }
    let backslashes = block.equals(UInt8(ascii: "\\"))
    if backslashes.isAnySet {
      if isThere("\\", "u") { insert(.unicodeEscape) }
      if isThere("\\", "r") { insert(.stray) }
      let lines = backslashes .& next.equals(UInt8(ascii: "n"))
      let speakers =
        afterNext.equals(UInt8(ascii: "U")) .| afterNext.equals(UInt8(ascii: "A"))
        .| afterNext.equals(UInt8(ascii: "H"))
      if (lines .& speakers).isAnySet { insert(.frame) }
      // The words of a table's library for an empty cell, on a line of their own.
      let cells =
        afterNext.equals(UInt8(ascii: "n")) .| afterNext.equals(UInt8(ascii: "N"))
        .| afterNext.equals(UInt8(ascii: "<"))
      if (lines .& cells).isAnySet { insert(.placeholder) }
      if isThere("\\", "\\") { insert(.mojibake) }
    }
    // U+FFFD, and the byte-order mark U+FEFF.
    if isThere(0xEF, 0xBF) { insert(.mojibake) }
    if isThere(0xEF, 0xBB) { insert(.stray) }
    // Digits, colons, equal and at signs of full width.
    let wide = afterNext.isWithin(0x90, count: 14) .| afterNext.equals(0xA0)
    if (block.equals(0xEF) .& next.equals(0xBC) .& wide).isAnySet {
      insert([.at, .number, .key])
    }
    if block.equals(UInt8(ascii: "@")).isAnySet { insert(.at) }
    // "-----BEGIN PRIVATE KEY-----".
    if isThere("-", "B") { insert(.key) }
    // "Ã" and "â".
    if isThere(0xC3, 0x83) || isThere(0xC3, 0xA2) { insert(.mojibake) }
    // The no-break space.
    if isThere(0xC2, 0xA0) { insert(.stray) }
    // The zero-width space U+200B.
    let zeroWidth = block.equals(0xE2) .& next.equals(0x80) .& afterNext.equals(0x8B)
    if zeroWidth.isAnySet { insert(.stray) }
    if block.equals(UInt8(ascii: "&")).isAnySet { insert(.mojibake) }
    let psu =
      block.equals(UInt8(ascii: "p")) .& next.equals(UInt8(ascii: "s"))
      .& afterNext.equals(UInt8(ascii: "u"))
    if isThere("<", "|") { insert(.controlToken) }
    if isThere("#", "#") || isThere("[", "I") { insert(.frame) }
    if isThere(":", "/") || isThere(":", "\\") { insert(.address) }
    if isThere("<", "P") || isThere("<", "i") || isThere("[", "i") || isThere("[", "a") {
      insert(.placeholder)
    }
    if psu.isAnySet || isThere("{", "{") || isThere("[", "I") || isThere("[", "Y")
      || isThere("<", "N") || isThere("<", "n")
    {
      insert(.placeholder)
    }
  }
}
