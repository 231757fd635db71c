/// Keys, tokens and passwords.
enum SecretText {
  /// How the keys of a service begin, and what follows.
  private struct Form {
    let prefix: [UInt8]
    /// The fewest and the most characters behind the prefix.
    let length: ClosedRange<Int>
    /// Characters besides letters and digits.
    let signs: [UInt8]

    init(_ prefix: String, _ length: ClosedRange<Int>, _ signs: String = "") {
      self.prefix = Array(prefix.utf8)
      self.length = length
      self.signs = Array(signs.utf8)
    }
  }

  /// As the services document them; of two that fit, the first counts.
  private static let forms = [
    Form("sk_live_", 16...128), Form("sk_test_", 16...128), Form("rk_live_", 16...128),
    Form("sk-", 20...256, "-_"), Form("ftk-", 16...256, "-_"), Form("gsk_", 20...128),
    Form("xai-", 20...128), Form("pk_live_", 16...128),
    Form("AKIA", 16...16), Form("ASIA", 16...16), Form("AIza", 35...35, "-_"),
    Form("ghp_", 36...255), Form("gho_", 36...255), Form("ghu_", 36...255), Form("ghs_", 36...255),
    Form("ghr_", 36...255), Form("github_pat_", 22...255, "_"), Form("glpat-", 20...64, "-_"),
    Form("xoxb-", 10...128, "-"), Form("xoxp-", 10...128, "-"), Form("xoxa-", 10...128, "-"),
    Form("xoxs-", 10...128, "-"), Form("hf_", 30...64), Form("npm_", 36...64),
    Form("SG.", 40...80, "-_."), Form("ya29.", 20...256, "-_."),
  ]

  /// By the first byte, since most words begin none of them.
  private static let formsByFirst: [[Form]] = (0...255).map { byte in
    forms.filter { $0.prefix.first == UInt8(byte) }
  }

  /// The key that begins with the word at `index`.
  static func key(in bytes: [UInt8], at index: Int) -> Range<Int>? {
    for form in formsByFirst[Int(bytes[index])] {
      guard index + form.prefix.count < bytes.count,
        bytes[index..<index + form.prefix.count].elementsEqual(form.prefix)
      else { continue }
      let first = index + form.prefix.count
      let end = run(in: bytes, from: first, form.signs)
      let body = bytes[first..<end]
      guard form.length.contains(body.count), body.contains(where: \.isDigit),
        body.contains(where: \.isLetter), end == bytes.count || bytes[end] != UInt8(ascii: "_")
      else { continue }
      return index..<end
    }
    return token(in: bytes, at: index)
  }

  private static func run(in bytes: [UInt8], from first: Int, _ signs: [UInt8]) -> Int {
    var end = first
    while end < bytes.count, bytes[end].isAlphanumeric || signs.contains(bytes[end]) { end += 1 }
    // A sign at the end is the sentence's.
    while end > first, !bytes[end - 1].isAlphanumeric { end -= 1 }
    return end
  }

  /// A JSON Web Token: three parts in base64 with dots between them, the first two of objects.
  private static func token(in bytes: [UInt8], at index: Int) -> Range<Int>? {
    guard bytes.stands("eyJ", at: index) else { return nil }
    let end = run(in: bytes, from: index, Array("-_.".utf8))
    let parts = bytes[index..<end].split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.count >= 10 }),
      parts[1].starts(with: "eyJ".utf8)
    else { return nil }
    return index..<end
  }

  /// A private key between its two lines, or to the end of the text where the second is missing.
  static func pem(in bytes: [UInt8], at index: Int) -> Range<Int>? {
    guard bytes.stands("-----BEGIN ", at: index),
      index == 0 || bytes[index - 1] != UInt8(ascii: "-")
    else { return nil }
    let line = bytes[index...].prefix { $0 != 0x0A }
    guard String(decoding: line, as: UTF8.self).contains("PRIVATE KEY") else { return nil }
    var next = line.endIndex
    while next < bytes.count {
      guard bytes[next] == UInt8(ascii: "-"), bytes.stands("-----END ", at: next) else {
        next += 1
        continue
      }
      var end = bytes[next...].prefix { $0 != 0x0A }.endIndex
      while end > next, bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 { end -= 1 }
      return index..<end
    }
    return index..<bytes.count
  }

  /// The password of an address such as `postgres://user:password@host`.
  static func password(in bytes: [UInt8], before sign: Int, from start: Int) -> Range<Int>? {
    var first = sign
    while first > start, sign - first < 128, isPassword(bytes[first - 1]) { first -= 1 }
    guard first < sign, first > start, bytes[first - 1] == UInt8(ascii: ":") else { return nil }
    var user = first - 1
    while user > start, isPassword(bytes[user - 1]) { user -= 1 }
    return bytes.stands("://", at: user - 3) && user > 3 ? first..<sign : nil
  }

  private static func isPassword(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && ![0x2F, 0x3A, 0x40, 0x22, 0x27, 0x3C, 0x3E].contains(byte)
  }

  private static let names = [
    "password", "passwd", "pwd", "passphrase", "secret", "token", "api_key", "apikey", "api-key",
    "access_key", "secret_key", "auth_token", "client_secret",
  ].map { Array($0.utf8) }

  /// The last two letters of each name, by which a quick look knows them.
  static let nameEnds: [(UInt8, UInt8)] = {
    var ends: [(UInt8, UInt8)] = []
    for name in names {
      let end = (name[name.count - 2], name[name.count - 1])
      if !ends.contains(where: { $0 == end }) { ends.append(end) }
    }
    return ends
  }()

  /// The value behind the sign at `index`, where a name in front of it calls it a secret.
  ///
  /// A word of letters alone is a word, and a value in brackets stands for one.
  static func assigned(in bytes: [UInt8], at index: Int) -> Range<Int>? {
    var end = index
    while end > 0, [0x20, 0x22, 0x27].contains(bytes[end - 1]), index - end < 2 { end -= 1 }
    let before = bytes[max(0, end - 16)..<end].map { $0.isUpper ? $0 | 0x20 : $0 }
    guard names.contains(where: { before.suffix($0.count).elementsEqual($0) }) else { return nil }
    var first = index + 1
    while first < bytes.count, [0x20, 0x22, 0x27].contains(bytes[first]), first - index < 4 {
      first += 1
    }
    var last = first
    while last < bytes.count, bytes[last] > 0x20, bytes[last] < 0x7F,
      ![0x22, 0x27, 0x2C, 0x3B, 0x26, 0x60, 0x29, 0x3C].contains(bytes[last])
    {
      last += 1
    }
    while last > first, [0x2E, 0x21, 0x3F].contains(bytes[last - 1]) { last -= 1 }
    let value = bytes[first..<last]
    guard value.count >= 8, value.contains(where: \.isDigit), value.contains(where: \.isLetter),
      let start = value.first, ![0x5B, 0x7B, 0x24, 0x28, 0x2F].contains(start),
      !value.starts(with: "http".utf8)
    else { return nil }
    return first..<last
  }
}
