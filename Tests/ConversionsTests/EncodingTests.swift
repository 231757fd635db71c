import Conversions
import Files
import Foundation
import Randomness
import Testing

/// The bytes of a text in an encoding; nil when it has a character that the encoding has not.
private func encoded(_ text: String, as encoding: TextEncoding) -> [UInt8]? {
  guard var converter = TextConverter(from: "UTF-8", to: encoding.libraryName) else { return nil }
  return try? converter.convert(Array(text.utf8)[...])
}

private let detector = EncodingDetector { encoding, bytes in
  guard var converter = TextConverter(from: encoding.libraryName) else { return nil }
  return try? converter.convert(bytes[...])
}

/// A stretch of 10 to 200 characters of the sentences, with something beyond ASCII in it.
private func text(of sentences: [String], _ random: inout SeededGenerator) -> String {
  while true {
    let all = random.shuffled(sentences).joined(separator: " ")
    let start = random.below(20)
    let text = String(all.dropFirst(start).prefix(10 + random.below(191)))
    if text.utf8.count > text.unicodeScalars.count { return text }
  }
}

@Suite struct EncodingTests {
  static let cases: [(TextEncoding, [[String]])] = [
    (
      .utf8,
      [
        EncodingTexts.korean, EncodingTexts.japanese, EncodingTexts.chinese, EncodingTexts.western,
      ]
    ),
    (
      .utf16LittleEndian,
      [
        EncodingTexts.korean, EncodingTexts.japanese, EncodingTexts.chinese, EncodingTexts.western,
      ]
    ),
    (
      .utf16BigEndian,
      [
        EncodingTexts.korean, EncodingTexts.japanese, EncodingTexts.chinese, EncodingTexts.western,
      ]
    ),
    (.cp949, [EncodingTexts.korean]), (.shiftJIS, [EncodingTexts.japanese]),
    (.eucJP, [EncodingTexts.japanese]), (.gb18030, [EncodingTexts.chinese]),
    (.windows1252, [EncodingTexts.western]),
  ]

  @Test(arguments: cases)
  func `Short texts are recognized, and a wrong guess is said to be unsure`(
    _ encoding: TextEncoding, _ languages: [[String]]
  ) throws {
    var random = SeededGenerator(seed: 11)
    var (right, surelyWrong, unsure): (Int, [String], Int) = (0, [], 0)
    var table = ""
    for index in 0..<300 {
      let text = text(of: languages[index % languages.count], &random)
      let bytes = try #require(encoded(text, as: encoding), "\(text)")
      let guess = detector.guess(bytes)
      table +=
        "\(encoding.rawValue)\t\(guess.encoding.rawValue)\t\(guess.certainty)\t"
        + Data(bytes).base64EncodedString() + "\n"
      if guess.encoding == encoding {
        right += 1
      } else if guess.certainty != .unsure {
        surelyWrong.append("\(guess): \(text)")
      }
      if guess.certainty == .unsure { unsure += 1 }
    }
    // For scripts/peers/encoding-parity.py, which asks other detectors about the same texts.
    if let folder = ProcessInfo.processInfo.environment["FT_ENCODING_TABLES"] {
      try table.write(
        toFile: "\(folder)/\(encoding.rawValue).tsv", atomically: true, encoding: .utf8)
    }
    #expect(right >= 291, "\(encoding)")
    #expect(surelyWrong == [])
    #expect(unsure <= 60, "\(encoding)")
  }
}
