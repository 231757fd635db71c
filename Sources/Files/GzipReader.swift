import CZlib

/// Unpacks a packed file, piece by piece; several packed ones after each other are one text.
package protocol PackedReader: AnyObject {
  /// Packed bytes that were read.
  var packedCount: Int { get }
  /// Bytes that came out of them.
  var count: Int { get }

  /// Unpacks the next piece, handing over the text in blocks.
  ///
  /// - Throws: ``UnpackingFault``, and what `take` throws.
  func unpack(_ piece: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Void) throws

  /// Says that the packed file has ended.
  ///
  /// - Throws: ``UnpackingFault/cutShort`` where more must follow.
  func finish() throws(UnpackingFault)
}

/// Why packed bytes cannot be unpacked.
package enum UnpackingFault: Error, Sendable, Hashable {
  /// The bytes are not the packer's, or damaged, after so many.
  case damaged(offset: Int)
  /// The file ends before what it packs does.
  case cutShort
  /// What is packed looks further back than is kept in memory.
  case windowTooLarge
}

/// Unpacks what gzip has packed.
@safe package final class GzipReader: PackedReader {
  private let stream: UnsafeMutablePointer<z_stream>
  private var space = [UInt8](repeating: 0, count: 1 << 17)
  private(set) package var packedCount = 0
  private(set) package var count = 0
  /// Whether the last packed file has ended.
  private var isAtEnd = false

  package init() {
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    _ = unsafe ft_inflateInit(stream)
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  package func unpack(
    _ piece: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var used = 0
    while used < piece.count {
      if isAtEnd {
        // Zeros after the end only fill a block of a tape.
        if piece[used...].allSatisfy({ $0 == 0 }) { return }
        guard unsafe inflateReset(stream) == Z_OK else {
          throw UnpackingFault.damaged(offset: packedCount)
        }
        isAtEnd = false
      }
      let step = inflate(piece, from: used)
      used += step.read
      packedCount += step.read
      count += step.written
      if step.written > 0 { try take(space[..<step.written]) }
      switch step.result {
      case Z_STREAM_END: isAtEnd = true
      case Z_OK: continue
      case Z_BUF_ERROR where step.read == 0 && step.written == 0 && used < piece.count:
        throw UnpackingFault.damaged(offset: packedCount)
      case Z_BUF_ERROR: continue
      default: throw UnpackingFault.damaged(offset: packedCount)
      }
    }
  }

  package func finish() throws(UnpackingFault) {
    if !isAtEnd { throw .cutShort }
  }

  private func inflate(
    _ piece: [UInt8], from start: Int
  ) -> (read: Int, written: Int, result: Int32) {
    var input = piece[start...].prefix(1 << 17)
    return unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe space.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.next_in = input.baseAddress
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let read = unsafe input.count - Int(stream.pointee.avail_in)
        let written = unsafe output.count - Int(stream.pointee.avail_out)
        return (read, written, result)
      }
    }
  }
}
