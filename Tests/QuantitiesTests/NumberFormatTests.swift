import Quantities
import Testing

/// Numbers as people read them.
@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0, "0"), (12, "12"), (999, "999"), (1_234, "1,234"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `Counts have their thousands apart`(value: Int, expected: String) {
    #expect(NumberFormat.count(value) == expected)
    #expect(NumberFormat.estimate(value) == "~" + expected)
  }

  @Test(arguments: [(0, "0 examples"), (1, "1 example"), (5_000, "5,000 examples")])
  func `A count agrees with its noun`(value: Int, expected: String) {
    #expect(NumberFormat.count(value, "example") == expected)
  }

  @Test(arguments: [
    (0.61, 2, "0.61"), (2.405, 1, "2.4"), (1_234.5, 2, "1,234.50"), (-0.001, 2, "0.00"),
    (-0.5, 0, "-1"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"), (1e20, 2, "1e+20"),
  ])
  func `Decimals are rounded, never cut`(value: Double, places: Int, expected: String) {
    #expect(NumberFormat.decimal(value, places: places) == expected)
  }

  @Test(arguments: [
    (2.414, "2.41"), (0.61, "0.61"), (0.0424, "0.042"), (0.004_21, "0.0042"), (0, "0.00"),
    (1e-12, "0.000000000"),
  ])
  func `A measure keeps the digits that matter`(value: Double, expected: String) {
    #expect(NumberFormat.measure(value) == expected)
  }

  @Test(arguments: [
    (0, "$0"), (0.000_1, "<$0.001"), (0.002_6, "$0.003"), (0.01, "$0.01"), (0.052_6, "$0.053"),
    (0.42, "$0.42"), (1.5, "$1.50"), (1_234.5, "$1,234.50"), (-0.42, "-$0.42"),
  ])
  func `Money shows what it costs, however little`(value: Double, expected: String) {
    #expect(NumberFormat.dollars(value) == expected)
  }

  @Test(arguments: [
    (Duration.milliseconds(0), "0.0 s"), (.milliseconds(812), "0.8 s"), (.seconds(12), "12 s"),
    (.milliseconds(59_600), "1m 00s"), (.seconds(242), "4m 02s"), (.seconds(7_500), "2h 05m"),
    (.seconds(273_600), "3d 04h"),
  ])
  func `A duration has two units`(value: Duration, expected: String) {
    #expect(NumberFormat.duration(value) == expected)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_234, "1.2 KB"), (48_000, "48 KB"), (999_999, "1.0 MB"),
    (1_234_567_890, "1.2 GB"), (5_000_000_000_000_000, "5,000 TB"),
  ])
  func `A size has its unit`(value: Int, expected: String) {
    #expect(NumberFormat.bytes(value) == expected)
  }

  @Test(
    arguments: [
      (0, "0%"), (0.314, "31%"), (0.999, "99%"), (1, "100%"), (.nan, "?%"),
    ] as [(Double, String)])
  func `Only all is a hundred percent`(share: Double, expected: String) {
    #expect(NumberFormat.percent(share) == expected)
  }
}
