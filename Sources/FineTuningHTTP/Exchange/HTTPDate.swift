/// A moment as headers write it (RFC 9110 §5.6.7).
struct HTTPDate: Hashable {
  /// Since 1970, leap seconds left out.
  let seconds: Int

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads any of the three forms that a recipient must know; nil for what is none of them.
  ///
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, and asctime's
  /// `Sun Nov  6 08:49:37 1994`. What weekday it says is not looked at.
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
    // Two digits are of the years from 1970 on.
    let whole = parts.year.utf8.count > 2 ? year : year < 70 ? 2000 + year : 1900 + year
    let days = Self.days(year: whole, month: month + 1, day: day)
    seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  /// At most four digits and nothing else.
  private static func number(_ word: Substring) -> Int? {
    guard (1...4).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(word)
  }

  /// Days since 1970 in the Gregorian calendar, of which 400 years have 146,097.
  ///
  /// Years are taken to begin with March, so that the leap day is a year's last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month < 3 ? year - 1 : year
    let monthOfYear = (month + 9) % 12
    let leapDays = year / 4 - year / 100 + year / 400
    // Months from March on: 31, 30, 31, 30, 31 and again.
    return year * 365 + leapDays + (monthOfYear * 153 + 2) / 5 + day - 719_469
  }
}
