/// What is written shortly before a number, which tells what it is a number of.
struct NearbyWords {
  /// In small letters, where ASCII has them.
  private let before: [UInt8]

  init(of text: PlainText, before index: Int) {
    before = text.source(before: index, count: 60).map { $0.isUpper ? $0 | 0x20 : $0 }
  }

  /// Whether it is called the number of something that is nobody's own.
  ///
  /// Of an order, for one: but not in "for orders call", where no number of it is meant.
  var nameOther: Bool {
    let near = before.suffix(40)
    if Self.others.contains(where: { Self.holds(near, $0) }) { return true }
    let word = near.reversed().drop { !$0.isLetter && $0 < 0x80 }
    return Self.lastWords.contains { word.starts(with: $0.reversed()) }
  }

  /// Whether a resident registration number is spoken of.
  var nameResident: Bool { Self.residents.contains { Self.holds(before[...], $0) } }

  /// Whether a My Number is spoken of.
  var nameMyNumber: Bool { Self.myNumbers.contains { Self.holds(before[...], $0) } }

  private static let others = bytes([
    "order n", "order id", "order #", "invoice n", "tracking", "serial", "isbn", "ticket n",
    "timestamp", "part n", "주문번호", "주문 번호", "송장", "예약번호", "예약 번호", "접수번호",
    "일련번호", "상품번호", "제품번호", "계좌번호", "注文番号", "注文no", "受注番号", "伝票番号",
    "追跡番号", "予約番号", "製品番号", "商品番号", "口座番号", "型番", "シリアル",
  ])
  private static let lastWords = bytes([
    "order", "invoice", "version", "ticket", "sku", "ref", "build", "버전", "バージョン", "版",
  ])
  private static let residents = bytes(["주민", "resident registration", "rrn"])
  private static let myNumbers = bytes(["マイナンバー", "個人番号", "my number", "mynumber"])

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  private static func holds(_ text: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
    guard text.count >= word.count else { return false }
    return (text.startIndex...text.endIndex - word.count).contains {
      text[$0..<$0 + word.count].elementsEqual(word)
    }
  }
}

/// Addresses of electronic mail.
enum EmailText {
  /// The address around the sign at `index`; nothing before `start` belongs to it.
  static func range(in bytes: [UInt8], around index: Int, from start: Int) -> Range<Int>? {
    var first = index
    while first > start, bytes[first - 1].isLocalByte { first -= 1 }
    // A sentence's sign may stand in front.
    while first < index, !bytes[first].isAlphanumeric { first += 1 }
    guard first < index, index - first <= 64, bytes[index - 1] != UInt8(ascii: "."),
      first == 0 || bytes[first - 1] != UInt8(ascii: "@")
    else { return nil }
    var (end, label, dots) = (index + 1, index + 1, 0)
    var last = index + 1
    while end < bytes.count, bytes[end].isDomainByte {
      if bytes[end] == UInt8(ascii: ".") {
        // A dot at the end of a sentence is none of the address.
        guard end > label, end + 1 < bytes.count, bytes[end + 1].isAlphanumeric else { break }
        dots += 1
        label = end + 1
      }
      end += 1
      last = end
    }
    while last > label, bytes[last - 1] == UInt8(ascii: "-") { last -= 1 }
    let top = bytes[label..<max(label, last)]
    guard dots > 0, top.count >= 2, top.count <= 24, top.allSatisfy(\.isLetter),
      bytes[index + 1].isAlphanumeric, !isFile(top)
    else { return nil }
    // The address of a repository is not one to write to.
    if bytes[first..<index].elementsEqual("git".utf8) { return nil }
    return first..<last
  }

  /// Whether the ending is one of pictures, as in `icon@2x.png`.
  private static func isFile(_ ending: ArraySlice<UInt8>) -> Bool {
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "js", "css"].contains {
      ending.map { $0 | 0x20 }.elementsEqual($0.utf8)
    }
  }
}

extension UInt8 {
  fileprivate var isLocalByte: Bool {
    isAlphanumeric || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(self)
  }

  fileprivate var isDomainByte: Bool { isAlphanumeric || self == 0x2E || self == 0x2D }
}

/// Numbers of bank accounts.
enum AccountText {
  /// How many characters an account's number has in each country that gives such numbers
  /// (https://www.swift.com/standards/data-standards/iban-international-bank-account-number).
  private static let lengths: [String: Int] = [
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
    "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
  ]

  /// The account number that begins at `index`, with a space behind every four characters or none.
  static func iban(in bytes: [UInt8], at index: Int) -> Range<Int>? {
    guard index + 15 <= bytes.count, bytes[index].isUpper, bytes[index + 1].isUpper,
      bytes[index + 2].isDigit, bytes[index + 3].isDigit,
      let length = lengths[String(decoding: bytes[index..<index + 2], as: UTF8.self)]
    else { return nil }
    var characters: [UInt8] = []
    var end = index
    while characters.count < length, end < bytes.count {
      let byte = bytes[end]
      if byte.isDigit || byte.isUpper {
        characters.append(byte)
      } else if byte != UInt8(ascii: " ") || !characters.count.isMultiple(of: 4) {
        return nil
      }
      end += 1
    }
    guard characters.count == length, end == bytes.count || !bytes[end].isWordByte else {
      return nil
    }
    // The check: the first four go to the end, letters are 10 to 35, and the rest by 97 is 1.
    var rest = 0
    for byte in characters[4...] + characters[..<4] {
      rest = byte.isDigit ? (rest * 10 + Int(byte) - 0x30) % 97 : (rest * 100 + Int(byte) - 55) % 97
    }
    return rest == 1 ? index..<end : nil
  }
}

/// Addresses of machines.
enum MachineAddress {
  /// Four numbers up to 255 with dots between them, and none before or behind.
  static func version4(in text: PlainText, at index: Int) -> Range<Int>? {
    let bytes = text.bytes
    if index > 0, bytes[index - 1].isWordByte || bytes[index - 1] == UInt8(ascii: ".") {
      return nil
    }
    var (next, octets) = (index, [Int]())
    while octets.count < 4 {
      let first = next
      while next < bytes.count, bytes[next].isDigit, next - first < 4 { next += 1 }
      guard next > first, next - first <= 3, next - first == 1 || bytes[first] != 0x30,
        let value = Int(String(decoding: bytes[first..<next], as: UTF8.self)), value <= 255
      else { return nil }
      octets.append(value)
      if octets.count == 4 { break }
      guard next < bytes.count, bytes[next] == UInt8(ascii: ".") else { return nil }
      next += 1
    }
    if next < bytes.count, bytes[next].isWordByte { return nil }
    if next + 1 < bytes.count, bytes[next] == UInt8(ascii: "."), bytes[next + 1].isDigit {
      return nil
    }
    // The machine itself is nobody's address.
    guard octets[0] != 127, octets != [0, 0, 0, 0],
      !NearbyWords(of: text, before: index).nameOther
    else { return nil }
    return index..<next
  }

  /// Groups of hexadecimal digits around the colon at `index`, which is the first one.
  static func version6(in bytes: [UInt8], at index: Int, from start: Int) -> Range<Int>? {
    guard bytes[index] == UInt8(ascii: ":") else { return nil }
    func isPart(_ byte: UInt8) -> Bool { byte.isHexDigit || byte == UInt8(ascii: ":") }
    var first = index
    while first > start, index - first < 4, bytes[first - 1].isHexDigit { first -= 1 }
    if first > 0, bytes[first - 1].isWordByte || bytes[first - 1] == UInt8(ascii: ":") {
      return nil
    }
    var end = index
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    // A colon behind it belongs to the sentence.
    if end - first > 2, bytes[end - 1] == UInt8(ascii: ":"), bytes[end - 2] != UInt8(ascii: ":") {
      end -= 1
    }
    guard end == bytes.count || !bytes[end].isWordByte else { return nil }
    let groups = bytes[first..<end].split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let empty = groups.dropFirst().dropLast().count { $0.isEmpty }
    let whole = groups.filter { !$0.isEmpty }
    guard whole.allSatisfy({ $0.count <= 4 }),
      empty == 0 ? whole.count == 8 : empty == 1 && (3...7).contains(whole.count),
      whole.contains(where: { $0.contains(where: \.isDigit) })
    else { return nil }
    return first..<end
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
}
