internal import CTraining

extension InstructionSet {
  /// Runs multiply-adds in registers, and returns how many floating-point operations they were.
  ///
  /// Divided by the time this takes, it is the most that one core can do.
  package func runAtPeak(rounds: Int) -> Double { ct_peak(set, Int32(rounds)) }
}
