import JSON

extension Rule {
  /// W19: no answer says what is true as of a year.
  static let datedAnswers = Rule(
    "W19", "dated-answer", .note, "no answer says what is true as of a year",
    explanation: """
      'As of March 2021', 'today is 3 May 2023', '2021년 기준' and '2021年現在' tie an answer to \
      the day on which it was written. The model says it for years after, and takes that day for \
      today. Leave the date out, bring the fact up to date, or put the date into the system prompt \
      and give the right one there later. Looked at are the answers, for years from 1900 to 2099. \
      'Today' without a date is not told: 'How can I help you today?' is no fault.
      """,
    on: .year,
    test: .example({ check in
      for place in check.places where place.message.role == .assistant {
        for span in check.texts(of: place.message) {
          guard let (phrase, range) = check.dated(span) else { continue }
          check.report("'\(phrase)' in the answer", place, "content", at: range)
        }
      }
      if let span = check.example.outline.completion, let (phrase, range) = check.dated(span) {
        check.report("'\(phrase)' in the answer", field: "completion", at: range)
      }
    }))
}

extension ExampleCheck {
  /// The first phrase in a text that names a year as the present, with its place.
  fileprivate func dated(_ span: JSONStringSpan) -> (phrase: String, range: Range<Int>)? {
    guard example.bytes[span.contents].hasYear else { return nil }
    let text =
      span.hasEscapes ? Array(example.text(span).utf8) : Array(example.bytes[span.contents])
    guard let found = DatedText(text).phrase else { return nil }
    let start = span.contents.lowerBound
    return (
      String(decoding: text[found], as: UTF8.self),
      // Escapes move what stands behind them.
      span.hasEscapes ? span.quoted : start + found.lowerBound..<start + found.upperBound
    )
  }
}

/// A text in which a year is looked for that is named as the present.
private struct DatedText {
  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  var phrase: Range<Int>? {
    var index = 0
    while let year = text.year(from: index) {
      index = year.upperBound
      if let start = english(before: year.lowerBound) { return start..<index }
      if let range = eastAsian(around: year) { return range }
    }
    return nil
  }

  /// Bytes in front of a year in which the words lie that belong to it.
  private static let reach = 64

  /// Where `as of` or `today is` begins, when nothing but words of a date stands between it and the
  /// year.
  private func english(before year: Int) -> Int? {
    var words: [(text: String, start: Int)] = []
    var end = year
    var index = year
    while index > max(0, year - Self.reach) {
      let isWord = text[index - 1].isAlphanumeric || [0x27, 0x2D].contains(text[index - 1])
      if !isWord, index < end {
        words.append((word(index..<end), index))
        if let start = beginning(of: words) { return start }
        guard isOfDate(words[words.count - 1].text) else { return nil }
      }
      if !isWord {
        guard [0x20, UInt8(ascii: ","), UInt8(ascii: ":")].contains(text[index - 1]) else {
          return nil
        }
        end = index - 1
      }
      index -= 1
    }
    guard index == 0, end > 0 else { return nil }
    words.append((word(0..<end), 0))
    return beginning(of: words)
  }

  private func word(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self).lowercased()
  }

  /// Where the phrase begins that the words read so far, the last first, are the end of.
  private func beginning(of words: [(text: String, start: Int)]) -> Int? {
    for opening in Self.openings where opening.count <= words.count {
      let last = words.suffix(opening.count)
      if last.map(\.text).reversed() == opening { return last.last?.start }
    }
    return nil
  }

  private static let openings = [
    ["as", "of"], ["today", "is"], ["today's", "date", "is"], ["current", "date", "is"],
    ["current", "year", "is"], ["knowledge", "cutoff"], ["knowledge", "cut-off"],
  ]

  private func isOfDate(_ word: String) -> Bool {
    if Self.wordsOfDate.contains(word) { return true }
    let digits = word.prefix { $0.isNumber }
    return !digits.isEmpty && digits.count <= 2
      && ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count))
  }

  private static let wordsOfDate: Set<String> = {
    let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    let days = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    return Set(months + months.map { String($0.prefix(3)) } + ["sept"] + days).union([
      "early", "mid", "mid-", "late", "the", "end", "beginning", "start", "middle", "of", "in",
      "my",
      "last", "latest", "knowledge", "training", "update", "cutoff", "cut-off", "date", "is", "was",
      "year", "today", "now", "spring", "summer", "autumn", "fall", "winter",
    ])
  }()

  /// `2021년 3월 기준`, `2021年現在` and `截至2021年`, or nil.
  private func eastAsian(around year: Range<Int>) -> Range<Int>? {
    guard let unit = ["년", "年"].first(where: { stands($0, at: afterSpaces(year.upperBound)) })
    else { return nil }
    var end = afterSpaces(year.upperBound) + unit.utf8.count
    for opening in ["오늘은", "오늘 날짜는", "今日は", "本日は", "截至", "截止", "今天是"] {
      for gap in [0, 1] where year.lowerBound >= gap {
        let start = year.lowerBound - gap - opening.utf8.count
        if gap == 1, text[year.lowerBound - 1] != 0x20 { continue }
        if stands(opening, at: start) { return start..<end }
      }
    }
    for part in [["월", "月"], ["일", "日"]] {
      var next = afterSpaces(end)
      let first = next
      while next < text.count, text[next].isDigit { next += 1 }
      guard next > first, let name = part.first(where: { stands($0, at: next) }) else { break }
      end = next + name.utf8.count
    }
    let next = afterSpaces(end)
    for word in ["현재", "기준", "시점", "現在", "時点", "时点"] where stands(word, at: next) {
      end = next + word.utf8.count
      // '기준금리' is the base rate.
      let isPart = Self.longerWords.contains { stands($0, at: next) }
      return isPart ? nil : year.lowerBound..<end
    }
    return nil
  }

  private static let longerWords = ["기준금리", "기준법", "기준선", "기준치", "현재형"]

  private func afterSpaces(_ index: Int) -> Int {
    var index = index
    while index < text.count, text[index] == 0x20 { index += 1 }
    return index
  }

  private func stands(_ word: String, at index: Int) -> Bool {
    let bytes = word.utf8
    guard index >= 0, index + bytes.count <= text.count else { return false }
    return bytes.elementsEqual(text[index..<index + bytes.count])
  }
}

extension [UInt8] {
  /// The next number of four digits that is a year.
  fileprivate func year(from start: Int) -> Range<Int>? {
    var index = start
    while index + 4 <= count {
      guard self[index].isDigit else {
        index += 1
        continue
      }
      var end = index
      while end < count, self[end].isDigit { end += 1 }
      if end - index == 4, self[index..<end].hasYear { return index..<end }
      index = end
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether `19` or `20` with two digits behind it stands anywhere.
  fileprivate var hasYear: Bool {
    guard count >= 4 else { return false }
    return (startIndex...endIndex - 4).contains { index in
      let century = (self[index], self[index + 1])
      return (century == (0x31, 0x39) || century == (0x32, 0x30)) && self[index + 2].isDigit
        && self[index + 3].isDigit
    }
  }
}
