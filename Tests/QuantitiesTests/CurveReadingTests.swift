import Quantities
import Testing

@Suite struct CurveReadingTests {
  @Test(
    arguments: [
      ([], Aim.low, "no loss yet"),
      ([.nan], .low, "no loss yet"),
      ([2.41], .low, "loss 2.41 at step 1"),
      ([2.41, 0.61], .low, "loss 2.41 to 0.61, the lowest, at step 2"),
      (
        [2.4, 2.0, 1.7, 1.4, 1.2, 1.0, 0.8, 0.6], .low,
        "loss 2.40 to 0.60, the lowest, at step 8; still falling at the end"
      ),
      (
        [2.41, 1.2, 0.8, 0.62, 0.58, 0.6, 0.61, 0.6, 0.61], .low,
        "loss 2.41 to 0.61, lowest 0.58 at step 5; level at the end"
      ),
      (
        [2.4, 1.2, 0.8, 1.1, 1.5, 1.6, 1.62, 1.6, 1.61, 1.6], .low,
        "loss 2.40 to 1.60, lowest 0.80 at step 3; risen since step 3, level at the end"
      ),
      (
        [2.0, 1.0, 0.8, 0.9, 1.1, 1.3, 1.5], .low,
        "loss 2.00 to 1.50, lowest 0.80 at step 3; rising since step 3"
      ),
      (
        [0.2, 0.4, .nan, 0.5, 0.6, 0.7, 0.8], .high,
        "loss 0.20 to 0.80, the highest, at step 7; still rising at the end; 1 value missing"
      ),
    ] as [([Double], Aim, String)])
  func `A curve can be said in one line`(values: [Double], aim: Aim, expected: String) {
    let points = values.enumerated().map { CurvePoint($0.offset + 1, $0.element) }
    #expect(reading(of: points, aim: aim) == expected)
  }
}
