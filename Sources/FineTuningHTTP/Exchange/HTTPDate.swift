import Quantities

/// A moment as headers write it (RFC 9110 §5.6.7).
struct HTTPDate: Hashable {
  /// Since 1970, leap seconds left out.
  let seconds: Int

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads any of the three forms that a recipient must accept; nil for anything else.
  ///
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, and asctime's
  /// `Sun Nov  6 08:49:37 1994`. The weekday is not checked.
  init?(_ text: String) {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    let parts: (day: Substring, month: Substring, year: Substring, time: Substring)
    switch (words.count, words.last) {
    case (6, "GMT"): parts = (words[1], words[2], words[3], words[4])
    case (5, _): parts = (words[2], words[1], words[4], words[3])
    default: return nil
    }
    let time = parts.time.split(separator: ":", omittingEmptySubsequences: false).map(Self.number)
    guard let month = Self.months.firstIndex(of: String(parts.month)), time.count == 3,
      let day = Self.number(parts.day), (1...31).contains(day),
      let year = Self.number(parts.year), parts.year.utf8.count != 3,
      let hour = time[0], let minute = time[1], let second = time[2], hour < 24, minute < 60,
      second <= 60
    else { return nil }
    // A year of two digits is one of 1970 to 2069.
    let whole = parts.year.utf8.count > 2 ? year : year < 70 ? 2000 + year : 1900 + year
    seconds =
      Timestamp(Day(whole, month + 1, day), hour: hour, minute: minute, second: second)
      .secondsSince1970
  }

  /// At most four digits and nothing else.
  private static func number(_ word: Substring) -> Int? {
    guard (1...4).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(word)
  }
}
