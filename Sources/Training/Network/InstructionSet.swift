internal import CTraining

/// Which copy of the kernels runs; every copy gives the same bits.
package enum InstructionSet: Sendable, Hashable, CaseIterable {
  case plain
  case avx2
  case avx512

  /// The fastest copy that this machine can run.
  package static let fastest = allCases.last { $0.isSupported } ?? .plain

  /// Whether this machine can run the copy.
  package var isSupported: Bool { ct_supports(set) != 0 }

  var set: ct_set {
    switch self {
    case .plain: CT_PLAIN
    case .avx2: CT_AVX2
    case .avx512: CT_AVX512
    }
  }
}

extension InstructionSet {
  /// Runs multiply-adds in registers, and returns how many floating-point operations they were.
  ///
  /// Divided by the time this takes, it is the most that one core can do.
  package func runAtPeak(rounds: Int) -> Double { ct_peak(set, Int32(rounds)) }
}
