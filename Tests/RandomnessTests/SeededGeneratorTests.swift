import Randomness
import Testing

@Suite struct SeededGeneratorTests {
  /// The first numbers of SplitMix64 from seed 1234567, as its author's program prints them.
  @Test func `The sequence is SplitMix64's`() {
    var generator = SeededGenerator(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func `A permutation holds every number once`() {
    var generator = SeededGenerator(seed: 1)
    for count in [0, 1, 2, 17, 100] {
      #expect(generator.permutation(of: count).sorted() == Array(0..<count))
    }
    var other = SeededGenerator(seed: 2)
    #expect(generator.permutation(of: 50) != other.permutation(of: 50))
  }

  @Test func `Numbers are spread as they should be`() {
    var generator = SeededGenerator(seed: 3)
    let units = (0..<20_000).map { _ in generator.unit() }
    #expect(units.allSatisfy { (0..<1).contains($0) })
    #expect((units.reduce(0, +) / 20_000 - 0.5).magnitude < 0.01)
    let dice = (0..<6000).map { _ in generator.below(6) }
    for face in 0..<6 { #expect((850...1150).contains(dice.count { $0 == face })) }
  }

  @Test func `Orders and samples stay as they are stored`() {
    var generator = SeededGenerator(seed: 7)
    #expect(generator.permutation(of: 10) == [9, 5, 8, 6, 1, 2, 4, 7, 0, 3])
    #expect(generator.sample(4, of: Array(1...20)) == [9, 3, 20, 19])
    #expect(generator.shuffled(["a", "b", "c", "d", "e"]) == ["a", "c", "b", "d", "e"])
    #expect((0..<8).map { _ in generator.below(1000) } == [326, 619, 757, 674, 106, 344, 423, 902])
    #expect(generator.unit() == 8_649_874_726_142_967 * 0x1p-53)
  }

  @Test func `A sample has no element twice, and all when there are no more`() {
    var generator = SeededGenerator(seed: 11)
    for count in 0...12 {
      let sample = generator.sample(count, of: Array(0..<10))
      #expect(sample.count == min(count, 10))
      #expect(Set(sample).count == sample.count)
    }
    #expect(generator.sample(3, of: [Int]()).isEmpty)
    let first = (0..<6000).map { _ in generator.sample(2, of: Array(0..<6))[0] }
    for element in 0..<6 { #expect((850...1150).contains(first.count { $0 == element })) }
  }
}
