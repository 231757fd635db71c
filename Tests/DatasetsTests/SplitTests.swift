import Datasets
import Testing

/// What scikit-learn 1.9.1 and datasets 5.2.0 give over numpy 2.4.6; `scripts/split-parity` asks
/// them about a thousand more.
@Suite struct SplitTests {
  /// A division of 0 ..< count by one of the libraries.
  struct Vector: Sendable {
    enum Way: Sendable { case sklearn, datasets, classes }
    let way: Way
    let count: Int
    let shares: [Double]
    let seed: UInt32
    let testCount: Int
    /// The first five examples to train on.
    let first: [Int]
    /// Of all examples, those to train on first.
    let hash: UInt64

    init(
      _ way: Way, _ count: Int, _ shares: [Double], _ seed: UInt32, _ testCount: Int,
      _ first: [Int], _ hash: UInt64
    ) {
      (self.way, self.count, self.shares, self.seed) = (way, count, shares, seed)
      (self.testCount, self.first, self.hash) = (testCount, first, hash)
    }
  }

  static let vectors = [
    Vector(.sklearn, 12, [75, 25], 42, 3, [8, 5, 2, 1, 11], 0xef75_b4af_11b0_bac5),
    Vector(.sklearn, 10, [80, 20], 0, 2, [4, 9, 1, 6, 7], 0x8f7_6430_868f_f4c4),
    Vector(.sklearn, 7, [67, 33], 1, 3, [0, 4, 3, 5], 0xb745_6dd5_f3a0_47c2),
    Vector(.sklearn, 49, [90, 10], 7, 5, [29, 1, 20, 10, 35], 0xff9e_2cc2_61b3_0915),
    Vector(.sklearn, 1000, [75, 25], 42, 250, [82, 991, 789, 894, 398], 0x32d9_1d85_5cf0_f891),
    Vector(
      .sklearn, 70000, [80, 20], 4_294_967_295, 14000, [54386, 38428, 34968, 57133, 29514],
      0x443c_ab20_6ae8_ddfd),
    Vector(.sklearn, 3, [50, 50], 5, 2, [2], 0xb026_cb45_7020_ada6),
    Vector(
      .sklearn, 999, [60, 40], 123_456_789, 400, [417, 401, 798, 595, 466], 0x15d1_c0a1_2d50_4f9b),
    Vector(.datasets, 12, [75, 25], 42, 3, [9, 11, 3, 5, 2], 0x9228_0497_7fab_7e85),
    Vector(.datasets, 10, [80, 20], 0, 2, [2, 7, 3, 5, 9], 0x7bd8_f5a3_928c_6544),
    Vector(.datasets, 7, [67, 33], 1, 3, [4, 2, 6, 3], 0x6232_63fe_c4e4_d802),
    Vector(.datasets, 49, [90, 10], 7, 5, [12, 37, 0, 28, 6], 0x2b10_e0ca_2c7d_18d5),
    Vector(.datasets, 1000, [75, 25], 42, 250, [448, 888, 169, 612, 30], 0x87dd_b2dc_502e_e6bd),
    Vector(
      .datasets, 70000, [80, 20], 4_294_967_295, 14000, [11332, 26186, 54969, 23785, 17433],
      0x3bae_0d85_83cd_97c9),
    Vector(.datasets, 3, [50, 50], 5, 2, [0], 0x70c9_b821_0305_9f06),
    Vector(
      .datasets, 999, [60, 40], 123_456_789, 400, [334, 212, 470, 510, 814], 0x4ccc_0b3c_df4e_1bbb),
    Vector(.classes, 12, [75, 25], 42, 3, [0, 2, 1, 7, 4], 0x4f55_ffa0_9a22_0285),
    Vector(.classes, 7, [67, 33], 1, 3, [0, 5, 1, 6], 0x6254_b02d_0433_c262),
    Vector(.classes, 49, [90, 10], 7, 5, [35, 24, 19, 38, 43], 0x261a_f237_793f_3cf5),
    Vector(.classes, 1000, [75, 25], 42, 250, [670, 597, 949, 987, 450], 0xee80_c79d_dddc_1339),
    Vector(
      .classes, 70000, [80, 20], 4_294_967_295, 14000, [44310, 7667, 63547, 23823, 42472],
      0xd32e_376d_0bf2_7595),
    Vector(
      .classes, 999, [60, 40], 123_456_789, 400, [351, 113, 577, 212, 988], 0x752e_b60a_9aa8_ac47),
  ]

  @Test(arguments: vectors) func `Rows and their order are the library's`(_ vector: Vector) throws {
    let classes = (0..<vector.count).map { ($0 * $0 + $0 / 3) % 4 % 3 }
    let split = try Split(
      of: vector.count, into: vector.shares, seed: vector.seed,
      like: vector.way == .datasets ? .datasets : .scikitLearn,
      vector.way == .classes ? .classes(classes) : nil)
    #expect(split.parts[1].count == vector.testCount)
    #expect(Array(split.parts[0].prefix(5)) == vector.first)
    #expect(hash(split.parts.flatMap(\.self)) == vector.hash)
  }

  /// FNV-1a over the numbers as eight bytes each, the lowest first.
  private func hash(_ numbers: [Int]) -> UInt64 {
    numbers.reduce(14_695_981_039_346_656_037) { hash, number in
      (0..<8).reduce(hash) { hash, byte in
        (hash ^ UInt64(number >> (8 * byte) & 255)) &* 1_099_511_628_211
      }
    }
  }

  @Test func `Three parts are two calls, the second on what the first cut off`() throws {
    let split = try Split(of: 50, into: [80, 10, 10], seed: 42)
    #expect(split.parts.map(\.count) == [40, 5, 5])
    #expect(Array(split.parts[0].prefix(5)) == [12, 4, 37, 8, 3])
    #expect(split.parts[1] == [30, 19, 17, 45, 26])
    #expect(split.parts[2] == [32, 39, 48, 13, 25])
    let even = try Split(
      of: 50, into: [80, 10, 10], seed: 42, .classes((0..<50).map { $0 % 3 }))
    #expect(Array(even.parts[0].prefix(5)) == [9, 26, 27, 0, 11])
    #expect(even.parts[1] == [29, 42, 35, 22, 36])
    #expect(even.parts[2] == [44, 21, 30, 34, 4])
  }

  @Test(arguments: 0..<20 as Range<UInt32>) func `A group is on one side`(_ seed: UInt32) throws {
    let groups: [UInt64] = [1, 2, 1, 3, 4, 2, 1, 5, 6, 7]
    for shares in [[60, 40], [50, 25, 25]] as [[Double]] {
      let split = try Split(of: 10, into: shares, seed: seed, .groups(groups))
      #expect(split.parts.flatMap(\.self).sorted() == Array(0..<10))
      let sides = split.parts.map { Set($0.map { groups[$0] }) }
      #expect(sides[0].isDisjoint(with: sides[1]))
      #expect(shares.count == 2 || sides[2].isDisjoint(with: sides[0].union(sides[1])))
    }
  }

  @Test func `Groups of one change nothing`() throws {
    let groups = (0..<100).map(UInt64.init)
    #expect(
      try Split(of: 100, into: [3, 1], seed: 9, .groups(groups))
        == Split(of: 100, into: [3, 1], seed: 9))
  }

  @Test func `What cannot be divided is said`() {
    func fault(
      _ count: Int, _ constraint: Split.Constraint? = nil, like: Split.Library = .scikitLearn
    ) -> Split.Fault? {
      do throws(Split.Fault) {
        _ = try Split(of: count, into: [75, 25], seed: 42, like: like, constraint)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault(0) == .tooFew(0))
    #expect(fault(1) == .tooFew(1))
    #expect(fault(2) == nil)
    #expect(fault(5, .groups([1, 1, 1, 1, 1])) == .tooFew(5))
    #expect(fault(5, .classes([0, 0, 0, 0, 1])) == .smallClass(1, count: 1))
    #expect(fault(6, .classes([0, 0, 1, 1, 2, 2])) == .smallPart(count: 2, classes: 3))
    #expect(
      fault(8, .classes([0, 0, 1, 1, 2, 2, 0, 1]), like: .datasets) == .notRepeatable(.datasets))
  }
}
