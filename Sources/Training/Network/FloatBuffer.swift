/// Memory that kernels read and write, zero at first, freed with its owner.
@safe final class FloatBuffer {
  let count: Int
  /// The first of `count` floats, aligned to a cache line.
  let start: UnsafeMutablePointer<Float>

  init(_ count: Int) {
    self.count = count
    let bytes = (max(count, 1) * MemoryLayout<Float>.stride + 63) / 64 * 64
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    unsafe start = memory.assumingMemoryBound(to: Float.self)
  }

  convenience init(_ values: [Float]) {
    self.init(values.count)
    unsafe start.update(from: values, count: values.count)
  }

  deinit {
    unsafe start.deallocate()
  }

  /// A copy of the floats.
  var values: [Float] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Sets the first `count` floats to zero.
  func clear(_ count: Int) {
    precondition(count <= self.count, "clearing past the end")
    unsafe start.update(repeating: 0, count: count)
  }

  /// Copies the first `count` floats of another block.
  func copy(_ other: FloatBuffer, count: Int) {
    precondition(count <= self.count && count <= other.count, "copying past the end")
    unsafe start.update(from: other.start, count: count)
  }

  subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "index past the end")
      return unsafe start[index]
    }
    set {
      precondition(index >= 0 && index < count, "index past the end")
      unsafe start[index] = newValue
    }
  }
}
