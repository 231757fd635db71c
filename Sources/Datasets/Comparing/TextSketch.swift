internal import Digests

/// Sketches of many texts, a fixed number of bytes for each, from which likeness is estimated.
///
/// A sketch is the smallest hash of a text's shingles in each of 256 bins (Li, Owen and Zhang: One
/// permutation hashing, NIPS 2012); an empty bin takes the one of another bin by chance
/// (Shrivastava: Optimal densification for fast and accurate minwise hashing, ICML 2017). Two texts
/// agree in a bin with the chance that their Jaccard index is. Five bins each make the 51 bands
/// under which texts that are alike are likely to meet.
package struct TextSketches: Sendable {
  static let binCount = 256
  static let rowsPerBand = 5
  static let bandCount = binCount / rowsPerBand

  /// The low byte of each bin.
  ///
  /// Five of them tell two bands apart but for one in 10¹².
  private(set) var bins: [UInt8] = []
  /// The digest of each text; equal texts are not compared bin by bin.
  private(set) var digests: [UInt64] = []
  /// How many bytes each text has; 0 for a text that is compared with none.
  package private(set) var lengths: [Int] = []

  package init() {}

  /// How many texts there are.
  package var count: Int { digests.count }

  /// Adds the texts of another behind the own ones.
  package mutating func append(_ other: TextSketches) {
    bins += other.bins
    digests += other.digests
    lengths += other.lengths
  }

  mutating func append(_ minima: [UInt32], digest: UInt64, length: Int) {
    digests.append(digest)
    lengths.append(length)
    for value in minima { bins.append(UInt8(truncatingIfNeeded: value)) }
  }

  /// Of some texts the hash of one band.
  func hashes(of band: Int, _ members: [Int]) -> [UInt32] {
    unsafe bins.withUnsafeBufferPointer { bins in
      members.map { member in
        let start = member &* Self.binCount &+ band &* Self.rowsPerBand
        var word: UInt64 = 0
        for row in 0..<Self.rowsPerBand { word = word << 8 | UInt64(unsafe bins[start &+ row]) }
        return UInt32(truncatingIfNeeded: Shingles.hash(word))
      }
    }
  }

  /// The texts that are probably most like one, as many as are wanted, without itself.
  ///
  /// - Complexity: O(*n*) in the texts, 256 bytes of each.
  package func nearest(to index: Int, count: Int) -> [Int] {
    guard lengths[index] > 0 else { return [] }
    let others = digests.indices.filter { $0 != index && lengths[$0] > 0 }
    return others.map { (likeness: likeness(index, $0), index: $0) }
      .sorted { ($1.likeness, $0.index) < ($0.likeness, $1.index) }
      .prefix(count).map(\.index)
  }

  /// The estimated Jaccard index of two texts: bins that agree, without those that do by chance.
  func likeness(_ one: Int, _ other: Int) -> Double {
    let size = Self.binCount
    let equal = unsafe bins.withUnsafeBytes { bytes in
      var equal = 0
      for offset in stride(from: 0, to: size, by: 16) {
        let left = unsafe bytes.loadUnaligned(
          fromByteOffset: one &* size &+ offset, as: ByteBlock.self)
        let right = unsafe bytes.loadUnaligned(
          fromByteOffset: other &* size &+ offset, as: ByteBlock.self)
        let ones = ByteBlock(repeating: 0).replacing(
          with: ByteBlock(repeating: 1), where: left .== right)
        equal &+= Int(ones.wrappedSum())
      }
      return equal
    }
    let share = Double(equal) / Double(size)
    return max(0, (share - 1.0 / 256) / (1 - 1.0 / 256))
  }
}

/// Makes sketches; keeps its memory between examples.
package struct TextSketcher {
  private let part: RepeatedPart
  private var spoken = SpokenText()
  private var minima = Array(repeating: UInt32.max, count: TextSketches.binCount)

  package init(of part: RepeatedPart) { self.part = part }

  /// Adds the sketch of an example's part to `sketches`.
  ///
  /// - Complexity: O(*n*) in the bytes of the text, with one hash for each character.
  package mutating func add(_ example: Example, to sketches: inout TextSketches) {
    var minima = self.minima
    for index in minima.indices { minima[index] = .max }
    let (digest, length) = unsafe spoken.withText(part, of: example) { text in
      unsafe minima.withUnsafeMutableBufferPointer { minima in
        unsafe Shingles.forEach(in: text) { shingle in
          let hash = Shingles.hash(shingle)
          let bin = Int(truncatingIfNeeded: hash >> 56)
          let value = UInt32(truncatingIfNeeded: hash)
          if unsafe value < minima[bin] { unsafe minima[bin] = value }
        }
      }
      return (unsafe TextDigest.digest(of: text), text.count)
    }
    self.minima = minima
    if length > 0 { fillEmptyBins(&minima) }
    sketches.append(minima, digest: digest, length: length)
  }

  private func fillEmptyBins(_ minima: inout [UInt32]) {
    let found = self.minima
    for bin in found.indices where found[bin] == .max {
      var attempt: UInt64 = 0
      while true {
        attempt += 1
        let other = Int(Shingles.hash(UInt64(bin) << 32 | attempt) >> 56)
        guard found[other] != .max else { continue }
        minima[bin] = found[other]
        break
      }
    }
  }

  /// The text that is compared, for the exact likeness.
  package mutating func text(of example: Example) -> [UInt8] {
    unsafe spoken.withText(part, of: example) { unsafe Array($0) }
  }
}
