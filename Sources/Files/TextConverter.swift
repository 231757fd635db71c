import Glibc

/// Turns text from one character encoding into another, piece by piece, by the C library.
///
/// Strict: a byte that the encoding has not is an error, never a question mark.
@safe package struct TextConverter: ~Copyable {
  /// A byte that cannot be converted.
  package struct Fault: Error, Sendable, Hashable {
    /// Bytes of the whole text before it.
    package let offset: Int

    package init(offset: Int) { self.offset = offset }
  }

  private let descriptor: iconv_t
  /// The bytes of a character that the last piece ended within.
  private var rest: [UInt8] = []
  /// Bytes that were converted before `rest`.
  private var offset = 0

  /// A converter between encodings by the library's names; nil when it has not both.
  package init?(from source: String, to target: String = "UTF-8") {
    guard let descriptor = unsafe iconv_open(target, source),
      Int(bitPattern: descriptor) != -1
    else { return nil }
    unsafe self.descriptor = descriptor
  }

  deinit { unsafe iconv_close(descriptor) }

  /// Whether the pieces so far ended within a character.
  package var isWithinCharacter: Bool { !rest.isEmpty }

  /// Converts the next piece; a character that it ends within waits for the piece after it.
  ///
  /// - Throws: ``Fault`` at the first byte that is no part of a character.
  package mutating func convert(_ piece: ArraySlice<UInt8>) throws(Fault) -> [UInt8] {
    var input = rest + piece
    var output: [UInt8] = []
    var space = [UInt8](repeating: 0, count: max(64, min(input.count * 2, 1 << 20)))
    var used = 0
    while used < input.count {
      let step = step(&input, from: used, &space)
      output += space[..<step.written]
      used += step.read
      switch step.error {
      case 0: continue
      case E2BIG: if step.written == 0 { space += [UInt8](repeating: 0, count: space.count) }
      case EINVAL:
        offset += used
        rest = Array(input[used...])
        return output
      default: throw Fault(offset: offset + used)
      }
    }
    offset += used
    rest = []
    return output
  }

  private func step(
    _ input: inout [UInt8], from start: Int, _ space: inout [UInt8]
  ) -> (read: Int, written: Int, error: Int32) {
    unsafe input.withUnsafeMutableBytes { input in
      unsafe space.withUnsafeMutableBytes { space in
        var source = unsafe input.baseAddress?.advanced(by: start).assumingMemoryBound(
          to: CChar.self)
        var sourceCount = input.count - start
        var target = unsafe space.baseAddress?.assumingMemoryBound(to: CChar.self)
        var targetCount = space.count
        let result = unsafe iconv(descriptor, &source, &sourceCount, &target, &targetCount)
        let error = result == Int.max || result == -1 ? errno : 0
        return (input.count - start - sourceCount, space.count - targetCount, error)
      }
    }
  }
}
