internal import Randomness

/// A division of a dataset into parts, with the rows that a library of the field would choose.
package struct Split: Sendable, Hashable {
  /// Whose rows are chosen.
  package enum Library: String, Sendable, Hashable, CaseIterable {
    /// scikit-learn's `train_test_split(test_size=…, random_state=…)`.
    case scikitLearn = "sklearn"
    /// The same function of Hugging Face's `datasets`, with its `seed=…`.
    case datasets
  }

  /// What keeps examples together, or spreads them evenly; one number for each example.
  package enum Constraint: Sendable, Hashable {
    /// Every class has its share in every part; the classes are numbered in their sorted order.
    case classes([Int])
    /// Examples with the same number are in the same part.
    case groups([UInt64])
  }

  /// Why a division cannot be made.
  package enum Fault: Error, Sendable, Hashable {
    /// There are too few examples for every part to have one.
    case tooFew(Int)
    /// A class has fewer examples than are needed for it to be in every part.
    case smallClass(Int, count: Int)
    /// A part has fewer examples than there are classes.
    case smallPart(count: Int, classes: Int)
    /// The library has no such division of its own that could be repeated.
    case notRepeatable(Library)
  }

  /// Positions of each part's examples, counted from 0, in the order in which the part has them.
  package let parts: [[Int]]

  /// Divides `count` examples by the seed into parts with these shares.
  ///
  /// The parts after the first are cut off together and then divided in turn, each time with
  /// the same seed, as a script with two calls does. The cut-off part has its share rounded up.
  ///
  /// - Precondition: There are two or three shares, all above 0.
  package init(
    of count: Int, into shares: [Double], seed: UInt32, like library: Library = .scikitLearn,
    _ constraint: Constraint? = nil
  ) throws(Fault) {
    precondition(shares.count >= 2 && shares.allSatisfy { $0 > 0 }, "a part has a share above 0")
    var rest = Array(0..<count)
    var parts: [[Int]] = []
    for index in shares.indices.dropLast() {
      let later = shares[(index + 1)...].reduce(0, +)
      let cut = try Cut(
        of: rest.count, testShare: later / (shares[index] + later),
        seed: seed, library, constraint?.part(rest))
      parts.append(cut.training.map { rest[$0] })
      rest = cut.test.map { rest[$0] }
    }
    self.parts = parts + [rest]
  }
}

extension Split.Constraint {
  /// What holds of the examples at some positions; classes that are not among them are left out.
  fileprivate func part(_ positions: [Int]) -> Self {
    switch self {
    case .groups(let groups): return .groups(positions.map { groups[$0] })
    case .classes(let classes):
      let numbers = positions.map { classes[$0] }
      let present = Dictionary(
        uniqueKeysWithValues: Set(numbers).sorted().enumerated().map { ($1, $0) })
      return .classes(numbers.map { present[$0] ?? 0 })
    }
  }
}

/// One division in two.
private struct Cut {
  private(set) var training: [Int] = []
  private(set) var test: [Int] = []

  init(
    of count: Int, testShare: Double, seed: UInt32, _ library: Split.Library,
    _ constraint: Split.Constraint?
  ) throws(Split.Fault) {
    let testCount = Int((testShare * Double(count)).rounded(.up))
    guard testCount > 0, testCount < count else { throw .tooFew(count) }
    if case .classes(let classes)? = constraint {
      guard library == .scikitLearn else { throw .notRepeatable(library) }
      var stratified = StratifiedCut(classes, testCount: testCount, seed: seed)
      (training, test) = try stratified.parts()
      return
    }
    let order =
      switch library {
      case .scikitLearn: Self.order(of: count, by: MersenneTwister(seed: seed))
      case .datasets:
        Self.order(of: count, by: PermutedCongruentialGenerator(seed: UInt64(seed)))
      }
    if case .groups(let groups)? = constraint {
      divide(order, testCount: testCount, by: groups)
      guard !training.isEmpty, !test.isEmpty else { throw .tooFew(count) }
    } else {
      test = Array(order[..<testCount])
      training = Array(order[testCount...])
    }
  }

  private static func order(of count: Int, by generator: some NumpyOrdering) -> [Int] {
    var generator = generator
    return generator.permutation(of: count)
  }

  /// Goes through the examples in the library's order, each with its whole group, and fills the
  /// test part with the groups that fit; where no group has two examples, nothing else changes.
  private mutating func divide(_ order: [Int], testCount: Int, by groups: [UInt64]) {
    var members: [UInt64: [Int]] = [:]
    for position in order { members[groups[position], default: []].append(position) }
    for position in order {
      guard let group = members.removeValue(forKey: groups[position]) else { continue }
      if test.count + group.count <= testCount { test += group } else { training += group }
    }
  }
}

/// A division in two that gives every class its share, as scikit-learn's `StratifiedShuffleSplit`.
private struct StratifiedCut {
  /// Positions of each class, ascending.
  private let members: [[Int]]
  private let trainingCount: Int
  private let testCount: Int
  private var random: MersenneTwister

  init(_ classes: [Int], testCount: Int, seed: UInt32) {
    var members = Array(repeating: [Int](), count: (classes.max() ?? -1) + 1)
    for (position, number) in classes.enumerated() { members[number].append(position) }
    self.members = members
    self.testCount = testCount
    trainingCount = classes.count - testCount
    random = MersenneTwister(seed: seed)
  }

  mutating func parts() throws(Split.Fault) -> (training: [Int], test: [Int]) {
    let counts = members.map(\.count)
    for (number, count) in counts.enumerated() where count < 2 {
      throw .smallClass(number, count: count)
    }
    for part in [trainingCount, testCount] where part < counts.count {
      throw .smallPart(count: part, classes: counts.count)
    }
    let ofTraining = shares(of: counts, drawing: trainingCount)
    let ofTest = shares(of: zip(counts, ofTraining).map(-), drawing: testCount)
    var training: [Int] = []
    var test: [Int] = []
    for (index, positions) in members.enumerated() {
      let order = random.permutation(of: positions.count).map { positions[$0] }
      let middle = ofTraining[index]
      training += order[..<middle]
      test += order[middle..<min(middle + ofTest[index], order.count)]
    }
    random.shuffle(&training)
    random.shuffle(&test)
    return (training, test)
  }

  /// How many examples of each class are drawn: its share rounded down, and one more for those
  /// with the largest remainders; among equal remainders chance decides.
  private mutating func shares(of counts: [Int], drawing count: Int) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let exact = counts.map { Double($0) / total * Double(count) }
    var drawn = exact.map { Int($0) }
    var missing = count - drawn.reduce(0, +)
    let remainders = zip(exact, drawn).map { $0 - Double($1) }
    for remainder in Set(remainders).sorted(by: >) where missing > 0 {
      let equal = remainders.indices.filter { remainders[$0] == remainder }
      for place in random.permutation(of: equal.count).prefix(missing) {
        drawn[equal[place]] += 1
      }
      missing -= min(equal.count, missing)
    }
    return drawn
  }
}
