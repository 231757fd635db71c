/// Reads a line of text from left to right.
struct LineScanner {
  private(set) var rest: Substring

  init(_ line: some StringProtocol) { rest = Substring(line) }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes `text` if it comes next.
  mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  /// Takes the first of `texts` that comes next, and gives its index.
  mutating func take(anyOf texts: [String]) -> Int? {
    for (index, text) in texts.enumerated() where take(text) { return index }
    return nil
  }

  /// Takes a number of so many ASCII digits.
  mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix(lengths.upperBound + 1).prefix { $0.isASCII && $0.isNumber }
    guard lengths.contains(digits.count), let value = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return value
  }

  /// Takes spaces of any width.
  mutating func spaces() {
    rest = rest.drop { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }
  }

  /// Takes a text of at most `limit` characters and the mark after it.
  mutating func text(before mark: String, limit: Int = 60) -> String? {
    let window = rest.prefix(limit + mark.count)
    guard let found = window.firstRange(of: mark), found.lowerBound > window.startIndex else {
      return nil
    }
    let text = String(rest[..<found.lowerBound])
    rest = rest[found.upperBound...]
    return text
  }

  /// Takes a word of letters.
  mutating func word() -> String? {
    let letters = rest.prefix { $0.isLetter }
    guard !letters.isEmpty else { return nil }
    rest = rest.dropFirst(letters.count)
    return String(letters)
  }
}

/// A day of the calendar.
struct LogDate: Hashable {
  var year: Int
  var month: Int
  var day: Int

  /// Days since 1 January 1970; nil for a day that no month has.
  var days: Int? {
    guard (1...12).contains(month), (1...31).contains(day), (1970...2200).contains(year) else {
      return nil
    }
    // Years begin in March here, so that the leap day is the last of one.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension LineScanner {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Takes a day as one of the programs writes it.
  mutating func date() -> LogDate? {
    let start = rest
    if let date = dateByNumbers() ?? dateByName(from: start) { return date }
    rest = start
    return nil
  }

  private mutating func dateByNumbers() -> LogDate? {
    if let year = number(4...4) { return date(ofYear: year) }
    guard let first = number(1...2), let mark = take(anyOf: ["/", ".", "-"]) else { return nil }
    spaces()
    guard let second = number(1...2), take(anyOf: ["/", ".", "-"]) == mark else { return nil }
    spaces()
    guard var year = number(2...4), year != 3 else { return nil }
    if year < 100 { year += 2000 }
    if mark == 1 { return LogDate(year: year, month: second, day: first) }
    // 3/2 may be either; only how far messages lie apart depends on it, and rarely.
    return first > 12
      ? LogDate(year: year, month: second, day: first)
      : LogDate(year: year, month: first, day: second)
  }

  private mutating func date(ofYear year: Int) -> LogDate? {
    if take("년") || take("年") {
      spaces()
      guard let month = number(1...2), take("월") || take("月") else { return nil }
      spaces()
      guard let day = number(1...2), take("일") || take("日") else { return nil }
      return LogDate(year: year, month: month, day: day)
    }
    guard let mark = take(anyOf: [".", "/", "-"]) else { return nil }
    spaces()
    guard let month = number(1...2), take(anyOf: [".", "/", "-"]) == mark else { return nil }
    spaces()
    guard let day = number(1...2) else { return nil }
    if mark == 0 { _ = take(".") }
    return LogDate(year: year, month: month, day: day)
  }

  /// `May 1, 2024` or `1 May 2024`.
  private mutating func dateByName(from start: Substring) -> LogDate? {
    rest = start
    let dayBefore = number(1...2)
    spaces()
    guard let word = word()?.lowercased(), word.count >= 3,
      let month = Self.months.firstIndex(where: word.hasPrefix)
    else { return nil }
    _ = take(".")
    spaces()
    guard let day = dayBefore ?? number(1...2) else { return nil }
    _ = take(",")
    spaces()
    guard let year = number(4...4) else { return nil }
    return LogDate(year: year, month: month + 1, day: day)
  }

  private static let halves = [
    "오전", "오후", "午前", "午後", "上午", "下午", "AM", "PM", "am", "pm", "a.m.", "p.m.",
  ]

  /// Takes a time of the day, in minutes.
  mutating func clock() -> Int? {
    let start = rest
    var half = take(anyOf: Self.halves)
    spaces()
    guard var hour = number(1...2), take(":"), let minute = number(2...2), hour < 25, minute < 60
    else {
      rest = start
      return nil
    }
    if take(":") { _ = number(2...2) }
    let end = rest
    spaces()
    if half == nil {
      half = take(anyOf: Self.halves)
      // `10:15 Amy` is no time of the morning.
      if half == nil || rest.first?.isLetter == true { (half, rest) = (nil, end) }
    } else {
      rest = end
    }
    if let half { hour = hour % 12 + (half % 2 == 1 ? 12 : 0) }
    return hour * 60 + minute
  }
}
