import Quantities
import Testing

@Suite struct TimestampTests {
  // As GNU date prints them.
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (784_111_777, "1994-11-06T08:49:37Z"),
    (951_825_599, "2000-02-29T11:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
    (1_795_856_759, "2026-11-28T09:05:59Z"),
  ])
  func `A moment is read as a day and a time`(seconds: Int, text: String) {
    let moment = Timestamp(secondsSince1970: seconds)
    #expect(moment.description == text)
    let time = moment.timeOfDay.split(separator: ":").compactMap { Int($0) }
    let again = Timestamp(moment.day, hour: time[0], minute: time[1], second: time[2])
    #expect(again == moment)
  }
}
