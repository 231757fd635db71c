import Quantities
import Testing

@Suite struct SaturatingTests {
  @Test(arguments: [
    (0.0, 0), (1.9, 1), (-1.9, -1), (9.3e18, Int.max), (-9.3e18, Int.min), (.infinity, Int.max),
    (-.infinity, Int.min), (.nan, 0), (.greatestFiniteMagnitude, Int.max),
    (9.0e18, 9_000_000_000_000_000_000),
  ])
  func `A floating-point number of any size has a whole one`(value: Double, whole: Int) {
    #expect(Int(saturating: value) == whole)
  }

  @Test func `Sums, differences and products stop at the ends`() {
    #expect(Int.max.addingClamped(1) == .max)
    #expect(Int.min.addingClamped(-1) == .min)
    #expect(Int.min.subtractingClamped(1) == .min)
    #expect(Int.max.subtractingClamped(-1) == .max)
    #expect(Int.max.multipliedClamped(by: -2) == .min)
    #expect(Int.min.multipliedClamped(by: -1) == .max)
    #expect(3.addingClamped(4) == 7)
    #expect(3.multipliedClamped(by: 4) == 12)
  }

  @Test(arguments: [
    (Int.max, Int.max), (Int.max, 25_000_000), (1_058, 25_000_000), (0, 1), (Int.min, 1),
  ])
  func `The cost of any count at any price is an amount`(count: Int, price: Int) {
    let cost = Money.sum([(count, Money(microdollars: price)), (count, .zero)])
    if count == 1_058 { #expect(cost.description == "$0.03") }
    #expect(!"\(cost) \((cost + cost).roundedUp) \(cost - cost - cost)".isEmpty)
  }

  @Test(arguments: [Int.min, -253_402_300_800, -1, 0, 253_402_300_800, Int.max])
  func `Every number of seconds has a day and a time`(seconds: Int) {
    #expect(Timestamp(secondsSince1970: seconds).description.contains("T"))
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300])
  func `Every number and duration can be written`(value: Double) {
    #expect(!NumberFormat.decimal(value, places: 2).isEmpty)
    #expect(!NumberFormat.measure(value).isEmpty)
    #expect(!NumberFormat.dollars(value).isEmpty)
    #expect(!NumberFormat.percent(value).isEmpty)
    #expect(!NumberFormat.duration(.seconds(Int64.max)).isEmpty)
    #expect(!NumberFormat.bytes(.max).isEmpty)
  }

  @Test func `A curve of extreme steps and values has a reading`() {
    let points = [
      CurvePoint(.min, 1), CurvePoint(0, .greatestFiniteMagnitude),
      CurvePoint(1, -.greatestFiniteMagnitude), CurvePoint(2, .nan), CurvePoint(3, .infinity),
      CurvePoint(4, 0), CurvePoint(5, 1), CurvePoint(6, 2), CurvePoint(.max, 3),
    ]
    #expect(reading(of: points).hasPrefix("loss 1.00 to 3.00"))
  }
}
