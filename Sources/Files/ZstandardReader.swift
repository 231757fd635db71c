import CZstandard

/// Unpacks what zstd has packed, piece by piece; several frames one after the other are one text.
@safe package final class ZstandardReader: PackedReader {
  private let stream: OpaquePointer
  private var space = [UInt8](repeating: 0, count: 1 << 17)
  private(set) package var packedCount = 0
  private(set) package var count = 0
  /// Whether a frame has begun and not ended.
  private var isWithinFrame = true

  /// The window of the largest frame that is read, as a power of two: 128 MB, as the program zstd
  /// reads without being asked.
  private static let windowLog: Int32 = 27

  package init() {
    guard let stream = unsafe ZSTD_createDStream() else {
      preconditionFailure("no memory for a stream of zstd")
    }
    unsafe self.stream = stream
    _ = unsafe ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLog)
  }

  deinit {
    _ = unsafe ZSTD_freeDStream(stream)
  }

  package func unpack(
    _ piece: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var used = 0
    var mayHoldMore = false
    // A full space may leave text in the stream although all bytes were read.
    while used < piece.count || mayHoldMore {
      let step = try decompress(piece, from: used)
      used += step.read
      packedCount += step.read
      count += step.written
      isWithinFrame = step.isWithinFrame
      mayHoldMore = step.isWithinFrame && step.written == space.count
      if step.written > 0 { try take(space[..<step.written]) }
    }
  }

  package func finish() throws(UnpackingFault) {
    if isWithinFrame { throw .cutShort }
  }

  /// Packed bytes that are handed over at a time: damage is told to be within so many.
  private static let stride = 1 << 14

  private func decompress(
    _ piece: [UInt8], from start: Int
  ) throws(UnpackingFault) -> (read: Int, written: Int, isWithinFrame: Bool) {
    var (read, written) = (0, 0)
    let result = unsafe piece.withUnsafeBytes { input in
      unsafe space.withUnsafeMutableBytes { output in
        var source = unsafe ZSTD_inBuffer(
          src: input.baseAddress, size: min(input.count, start + Self.stride), pos: start)
        var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = unsafe ZSTD_decompressStream(stream, &target, &source)
        (read, written) = unsafe (source.pos - start, target.pos)
        return result
      }
    }
    guard ZSTD_isError(result) == 0 else {
      throw ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
        ? .windowTooLarge : .damaged(offset: packedCount + read)
    }
    return (read, written, result != 0)
  }
}
