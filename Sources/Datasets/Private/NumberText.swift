/// A number as it is written: groups of digits with what stands between them.
struct NumberText {
  private struct Group {
    var digits: Range<Int>
    /// What stands behind it, up to the next group; `.none` at the end.
    var separator: Separator
  }

  private enum Separator {
    case none
    case space
    case dash
    case dot
    /// A parenthesis closes, with or without a space behind it.
    case closing
  }

  private let text: PlainText
  private var bytes: [UInt8] { text.bytes }
  private let start: Int
  private let hasPlus: Bool
  private let isParenthesized: Bool
  private let groups: [Group]

  /// The number that begins at `index`, with a digit, a plus sign or a parenthesis; nil where
  /// something else goes on there, or so few digits follow that it can be nothing of interest.
  init?(_ text: PlainText, at index: Int) {
    let bytes = text.bytes
    guard Self.mayBegin(bytes, at: index) else { return nil }
    var next = index
    hasPlus = bytes[next] == UInt8(ascii: "+")
    if hasPlus { next += 1 }
    isParenthesized = next < bytes.count && bytes[next] == UInt8(ascii: "(")
    if isParenthesized { next += 1 }
    guard next < bytes.count, bytes[next].isDigit else { return nil }
    self.text = text
    start = index
    var groups: [Group] = []
    var count = 0
    while next < bytes.count, bytes[next].isDigit, groups.count < 8 {
      let first = next
      while next < bytes.count, bytes[next].isDigit { next += 1 }
      count += next - first
      let (separator, length) = Self.separator(bytes, at: next)
      groups.append(Group(digits: first..<next, separator: separator))
      if separator == .none { break }
      next += length
    }
    if count < 8 { return nil }
    self.groups = groups
  }

  /// Whether a number may begin here: not within a word, an amount, a longer number or a name.
  private static func mayBegin(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = bytes[index - 1]
    if before.isWordByte { return false }
    switch before {
    case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "%"): return false
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"),
      UInt8(ascii: "+"), UInt8(ascii: ":"):
      // A sign between digits or letters goes on with what they began; a slash may be a path's.
      guard index > 1 else { return before != UInt8(ascii: "-") && before != UInt8(ascii: "+") }
      let earlier = bytes[index - 2]
      if before == UInt8(ascii: ":") { return !earlier.isDigit }
      return !earlier.isWordByte && earlier != before
    default: return true
    }
  }

  private static func separator(_ bytes: [UInt8], at index: Int) -> (Separator, length: Int) {
    func byte(_ distance: Int) -> UInt8? {
      index + distance < bytes.count ? bytes[index + distance] : nil
    }
    guard let first = byte(0), let second = byte(1) else { return (.none, 0) }
    switch first {
    case UInt8(ascii: " "):
      if second.isDigit { return (.space, 1) }
      // "+1 (415) 555": the parenthesis is a part of the space.
      if second == UInt8(ascii: "("), byte(2)?.isDigit == true { return (.space, 2) }
      return (.none, 0)
    case UInt8(ascii: "("): return second.isDigit ? (.space, 1) : (.none, 0)
    case UInt8(ascii: "-"): return second.isDigit ? (.dash, 1) : (.none, 0)
    case UInt8(ascii: "."): return second.isDigit ? (.dot, 1) : (.none, 0)
    case UInt8(ascii: ")"):
      if second.isDigit { return (.closing, 1) }
      guard second == UInt8(ascii: " ") || second == UInt8(ascii: "-"), byte(2)?.isDigit == true
      else { return (.none, 0) }
      return (.closing, 2)
    default: return (.none, 0)
    }
  }

  // MARK: Parts

  private func lengths(_ count: Int) -> [Int] { groups.prefix(count).map(\.digits.count) }

  private func digits(_ count: Int) -> [UInt8] {
    groups.prefix(count).flatMap { bytes[$0.digits] }.map { $0 - 0x30 }
  }

  private func range(_ count: Int) -> Range<Int> { start..<groups[count - 1].digits.upperBound }

  /// Whether the first `count` groups stand for themselves: no letter or further digit is glued to
  /// them, and what is between them is of one sort.
  private func isWhole(_ count: Int, _ separators: Set<Separator>) -> Bool {
    guard groups.count >= count else { return false }
    let inner = groups.prefix(count - 1).map(\.separator)
    guard inner.allSatisfy(separators.contains), Set(inner).count <= 1 else { return false }
    return ends(count)
  }

  /// Whether nothing goes on behind the first `count` groups.
  private func ends(_ count: Int) -> Bool {
    let last = groups[count - 1]
    guard last.separator == .none else {
      // Another number may follow a space, or a sentence end.
      return last.separator == .space
    }
    let end = last.digits.upperBound
    guard end < bytes.count else { return true }
    if bytes[end].isWordByte { return false }
    guard end + 1 < bytes.count else { return true }
    switch bytes[end] {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: "/"), UInt8(ascii: "@"):
      return !bytes[end + 1].isWordByte
    case UInt8(ascii: "%"): return false
    default: return true
    }
  }

  /// Whether a space and further digits stand in front.
  private var followsDigits: Bool {
    start > 1 && bytes[start - 1] == UInt8(ascii: " ") && bytes[start - 2].isDigit
  }

  /// Whether a word shortly before says that the number is one of something else.
  private var isNamedOtherwise: Bool { NearbyWords(of: text, before: start).nameOther }

  // MARK: Numbers with a checksum

  /// A Korean resident registration number: a date of birth, and six digits with a check digit.
  var resident: Range<Int>? {
    let isDivided = lengths(2) == [6, 7] && isWhole(2, [.dash])
    guard isDivided || lengths(1) == [13] && ends(1), !hasPlus, !isParenthesized else { return nil }
    let digits = digits(isDivided ? 2 : 1)
    let (month, day) = (digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
    guard (1...12).contains(month), (1...31).contains(day), (1...8).contains(digits[6]) else {
      return nil
    }
    let weights: [Int] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0) * $1.1 }
    guard (11 - sum % 11) % 10 == Int(digits[12]) else { return nil }
    // Thirteen digits in a row may be a time in milliseconds as well.
    guard isDivided || NearbyWords(of: text, before: start).nameResident else { return nil }
    return range(isDivided ? 2 : 1)
  }

  /// A Japanese My Number: twelve digits, the last of which checks the others.
  var myNumber: Range<Int>? {
    // Three groups of four out of a longer row are a part of something else.
    let isDivided =
      lengths(4) == [4, 4, 4] && isWhole(3, [.space, .dash]) && !followsDigits
    guard isDivided || lengths(1) == [12] && ends(1), !hasPlus, !isParenthesized else { return nil }
    let digits = digits(isDivided ? 3 : 1)
    var sum = 0
    for place in 1...11 {
      sum += Int(digits[11 - place]) * (place <= 6 ? place + 1 : place - 5)
    }
    let check = sum % 11 <= 1 ? 0 : 11 - sum % 11
    guard check == Int(digits[11]) else { return nil }
    // One number in eleven passes, so a bare one must be called so.
    let isNamed = NearbyWords(of: text, before: start).nameMyNumber
    guard isNamed || isDivided && !isNamedOtherwise else { return nil }
    return range(isDivided ? 3 : 1)
  }

  /// A payment card: an issuer's number that passes Luhn's check.
  var card: Range<Int>? {
    guard !hasPlus, !isParenthesized else { return nil }
    let forms = [[4, 4, 4, 4], [4, 6, 5], [4, 6, 4], [4, 4, 4, 4, 3]]
    var count = 1
    if let form = forms.last(where: {
      lengths($0.count) == $0 && isWhole($0.count, [.space, .dash])
    }
    ) {
      count = form.count
    } else if !(14...19).contains(lengths(1)[0]) || !ends(1) {
      return nil
    }
    let digits = digits(count)
    guard Self.isIssued(digits), Self.passesLuhn(digits), !isNamedOtherwise else { return nil }
    return range(count)
  }

  private static func passesLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = Int(digit) * 2
      sum += place.isMultiple(of: 2) ? Int(digit) : doubled > 9 ? doubled - 9 : doubled
    }
    return sum.isMultiple(of: 10)
  }

  /// Whether the number begins as those of an issuer do, and is as long
  /// (https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)).
  private static func isIssued(_ digits: [UInt8]) -> Bool {
    let head = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    switch head {
    case 4000...4999: return [16, 19].contains(digits.count)
    case 5100...5599, 2221...2720: return digits.count == 16
    case 3400...3499, 3700...3799: return digits.count == 15
    case 3000...3059, 3600...3699, 3800...3999: return [14, 16].contains(digits.count)
    case 6011, 6200...6299, 6440...6599, 3528...3589: return (16...19).contains(digits.count)
    case 9400...9499: return digits.count == 16
    default: return false
    }
  }

  // MARK: Telephones

  /// A telephone number: international with its plus sign, or as in Korea, Japan and the US.
  var phone: Range<Int>? {
    let found = hasPlus ? international : domestic ?? northAmerican
    guard let found, !isNamedOtherwise else { return nil }
    return found
  }

  private var international: Range<Int>? {
    var total = 0
    var best: Int?
    for (index, group) in groups.enumerated() {
      total += group.digits.count
      if total > 15 { break }
      if ends(index + 1), Self.isInternational(digits(index + 1)) { best = index + 1 }
    }
    return best.map(range)
  }

  private static func isInternational(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 8, digits[0] != 0 else { return false }
    switch (digits[0], digits[1]) {
    case (1, _): return digits.count == 11 && digits[1] >= 2 && digits[4] >= 2
    case (7, _): return digits.count == 11
    case (8, 1), (8, 2): return (10...13).contains(digits.count)
    // Codes that no country has (ITU-T E.164, list of 2023).
    case (2, 8), (8, 3), (8, 9),
      (9, 9) where digits[2] == 7 || digits[2] == 9:
      return false
    default: return true
    }
  }

  /// As in Korea and Japan: a 0, an area or a network, and a number in two groups.
  private var domestic: Range<Int>? {
    let digits = digits(1)
    guard digits[0] == 0 else { return nil }
    if lengths(1) == [11], ends(1) { return Self.isMobile(digits) ? range(1) : nil }
    guard groups.count >= 3, ends(3) else { return nil }
    let (first, second) = (groups[0].separator, groups[1].separator)
    let isDivided =
      first == second && (first == .dash || first == .dot)
      || first == .closing && [.dash, .space, .closing].contains(second)
      || first == .space && second == .closing
      || first == .space && second == .space && (Self.isMobile(digits) || digits.count == 2)
    guard isDivided else { return nil }
    let lengths = lengths(3)
    guard lengths[2] == 4, lengths[1] <= 4 else { return nil }
    switch lengths.reduce(0, +) {
    case 9: return digits == [0, 2] ? range(3) : nil
    case 10:
      // In Japan an area and its exchange have six digits, whatever each has.
      let isKnown = lengths[0] >= 2 && digits[1] != 0
      return isKnown && (lengths[0] < 5 || lengths[1] == 1) ? range(3) : nil
    case 11: return lengths[0] == 3 && Self.isArea(digits) ? range(3) : nil
    case 12: return lengths == [4, 4, 4] && digits.starts(with: [0, 5, 0]) ? range(3) : nil
    default: return nil
    }
  }

  /// Whether the first three digits are those of mobile telephones, in Korea or Japan.
  private static func isMobile(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 3, digits[0] == 0 else { return false }
    return digits[1] == 1 && [0, 1, 6, 7, 8, 9].contains(digits[2])
      || digits[2] == 0 && [5, 7, 8, 9].contains(digits[1])
  }

  private static func isArea(_ digits: [UInt8]) -> Bool {
    isMobile(digits) || (3...6).contains(digits[1]) && (1...5).contains(digits[2])
  }

  /// As in the US and Canada: area, exchange and four digits, with a 1 in front or without.
  private var northAmerican: Range<Int>? {
    var groups = groups[...]
    if groups.first?.digits.count == 1, bytes[groups[0].digits.lowerBound] == UInt8(ascii: "1"),
      groups[0].separator != .none
    {
      groups = groups.dropFirst()
    }
    let first = groups.startIndex
    guard groups.count >= 3, lengths(first + 3).suffix(3) == [3, 3, 4], ends(first + 3) else {
      return nil
    }
    let (one, two) = (groups[first].separator, groups[first + 1].separator)
    let isDivided =
      one == two && (one == .dash || one == .dot)
      || one == .closing && (two == .dash || two == .dot || two == .space)
      || one == .space && two == .dash
    let (area, exchange) = (
      bytes[groups[first].digits.lowerBound], bytes[groups[first + 1].digits.lowerBound]
    )
    guard isDivided, area >= UInt8(ascii: "2"), exchange >= UInt8(ascii: "2") else { return nil }
    return range(first + 3)
  }
}
