import Randomness
import Synchronization

/// Where the sandbox's ids and unasked-for seeds come from; give a seed to get the same ones again.
package final class Identifiers: Sendable {
  private let state: Mutex<SeededGenerator>

  /// The same ids in the same order for the same `seed`.
  package init(seed: UInt64) {
    state = Mutex(SeededGenerator(seed: seed))
  }

  /// Ids that differ from run to run.
  package convenience init() {
    self.init(seed: .random(in: .min ... .max))
  }

  /// A number from 0 to 2147483647, the range of a job's seed.
  func seed() -> Int {
    Int(state.withLock { $0.next() } >> 33)
  }

  /// Returns `prefix` and letters and digits that no earlier call has drawn.
  func identifier(_ prefix: String, length: Int = 24) -> String {
    prefix + letters(from: state.withLock { $0.next() }, count: length)
  }
}

/// Returns `count` letters and digits that depend on `words` alone.
///
/// Ids of things that a job makes are drawn so: a job that is resumed makes the same ids again.
func derivedLetters(_ words: String..., count: Int) -> String {
  // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for word in words {
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ 0xff) &* 0x100_0000_01b3
  }
  return letters(from: hash, count: count)
}

private func letters(from seed: UInt64, count: Int) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  var generator = SeededGenerator(seed: seed)
  return String((0..<count).map { _ in alphabet[Int(generator.next() % 62)] })
}
