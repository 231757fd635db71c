import Testing
import Training

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
    let units = (0..<20_000).map { _ in generator.nextUnit() }
    #expect(units.allSatisfy { (0..<1).contains($0) })
    #expect((units.reduce(0, +) / 20_000 - 0.5).magnitude < 0.01)
    let normals = (0..<20_000).map { _ in generator.nextNormal() }
    #expect((normals.reduce(0, +) / 20_000).magnitude < 0.03)
    #expect((normals.reduce(0) { $0 + $1 * $1 } / 20_000 - 1).magnitude < 0.05)
    let dice = (0..<6000).map { _ in generator.next(below: 6) }
    for face in 0..<6 { #expect((850...1150).contains(dice.count { $0 == face })) }
  }
}
