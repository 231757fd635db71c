/// Sixteen bytes of a text, compared together.
typealias ByteBlock = SIMD16<UInt8>

/// For each byte of a block, whether something holds of it.
typealias ByteMask = SIMDMask<SIMD16<Int8>>

extension ByteMask {
  /// Whether it holds of any byte.
  @inline(__always) var isAnySet: Bool {
    let words = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }
}

extension ByteBlock {
  /// Which bytes are `value`.
  @inline(__always) func equals(_ value: UInt8) -> ByteMask { self .== ByteBlock(repeating: value) }

  /// Which bytes are at least `first` and less than `first + count`.
  @inline(__always) func isWithin(_ first: UInt8, count: UInt8) -> ByteMask {
    (self &- ByteBlock(repeating: first)) .< ByteBlock(repeating: count)
  }
}
