/// A moment to the second, in UTC; leap seconds are not counted.
package struct Timestamp: Sendable, Hashable, Comparable {
  package let secondsSince1970: Int

  package init(secondsSince1970: Int) {
    self.secondsSince1970 = secondsSince1970
  }

  /// Creates the moment at a time of a day.
  package init(_ day: Day, hour: Int, minute: Int, second: Int) {
    secondsSince1970 = ((day.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second
  }

  /// The day that holds the moment.
  package var day: Day { Day(secondsSince1970: secondsSince1970) }

  /// The time of the day, such as `09:05:59`.
  package var timeOfDay: String {
    let rest = secondsSince1970 % 86_400
    let seconds = rest < 0 ? rest + 86_400 : rest
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}

extension Timestamp: CustomStringConvertible {
  /// The form of RFC 3339, such as `2026-11-28T09:05:59Z`.
  package var description: String { "\(day)T\(timeOfDay)Z" }
}
