import Randomness
import Testing

/// What numpy 2.4 prints for the same seeds.
@Suite struct LibraryGeneratorTests {
  @Test func `The Mersenne Twister is seeded by one number`() {
    var generator = MersenneTwister(seed: 42)
    #expect(
      (0..<3).map { _ in generator.next() } == [1_608_637_542, 3_421_126_067, 4_083_286_876])
  }

  /// Of four words: the first numbers in the authors' own `mt19937ar.out`.
  @Test func `The Mersenne Twister is seeded by several numbers`() {
    var generator = MersenneTwister(key: [1, 2, 3])
    #expect(
      (0..<3).map { _ in generator.next() } == [2_619_334_238, 1_552_691_353, 3_808_334_787])
    var other = MersenneTwister(key: [0x123, 0x234, 0x345, 0x456])
    #expect((0..<3).map { _ in other.next() } == [1_067_595_299, 955_945_823, 477_289_528])
  }

  @Test func `A seed becomes the words of a seed sequence`() {
    #expect(
      SeedSequence(entropy: 42).words(4) == [
        11_465_652_750_463_011_511, 15_382_171_918_060_459_190, 9_018_504_550_953_525_431,
        3_703_499_796_004_394_495,
      ])
  }

  private static let numbers: [(seed: UInt64, first: [UInt64])] = [
    (
      42, [14_276_969_152_011_380_360, 8_095_878_257_575_067_585, 15_838_336_090_824_644_132]
    ),
    (
      (1 << 40) + 7,
      [15_307_346_044_642_009_514, 4_709_548_916_763_817_589, 2_836_937_976_252_648_324]
    ),
  ]

  @Test(arguments: numbers)
  func `The permuted congruential generator has numpy's sequence`(
    _ seed: UInt64, _ numbers: [UInt64]
  ) {
    var generator = PermutedCongruentialGenerator(seed: seed)
    #expect((0..<3).map { _ in generator.next() } == numbers)
  }

  @Test func `Orders are those of both generators`() {
    var old = MersenneTwister(seed: 42)
    #expect(old.permutation(of: 12) == [10, 9, 0, 8, 5, 2, 1, 11, 4, 7, 3, 6])
    var new = PermutedCongruentialGenerator(seed: 42)
    #expect(new.permutation(of: 12) == [0, 7, 6, 9, 11, 3, 5, 2, 4, 10, 1, 8])
    #expect(old.permutation(of: 0) == [])
    #expect(new.permutation(of: 1) == [0])
  }
}
