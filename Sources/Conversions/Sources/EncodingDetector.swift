/// Finds the encoding of a text from its bytes.
///
/// A mark at the start and valid UTF-8 settle it; else every encoding in which the bytes are a
/// text at all is read, and the reading that is least surprising in the encoding's language wins.
package struct EncodingDetector: Sendable {
  /// Turns bytes of an encoding into UTF-8; nil when they are not of that encoding.
  ///
  /// A character that the bytes end within is left out.
  package typealias Decode = @Sendable (TextEncoding, [UInt8]) -> [UInt8]?

  /// How bytes are turned into UTF-8.
  package let decode: Decode

  package init(decode: @escaping Decode) { self.decode = decode }

  /// Bits by which a reading must be better than the next for the guess to be that sure.
  private static let margins = (likely: 12.0, certain: 60.0)

  /// Bits of a character beyond ASCII from which on a reading is no text of the language.
  private static let nonsense = 13.0

  /// The encoding of a text of which `sample` is the beginning, or all.
  package func guess(_ sample: [UInt8]) -> EncodingGuess {
    for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian]
    where sample.starts(with: encoding.mark) {
      return EncodingGuess(encoding, .certain, .mark)
    }
    let counts = UTF8Counts(sample)
    if counts.bytesBeyondASCII == 0, !sample.contains(0) {
      return EncodingGuess(.utf8, .certain, .onlyASCII)
    }
    if counts.faults == 0, counts.characters >= 3, !sample.contains(0) {
      return EncodingGuess(.utf8, .certain, .validUTF8(characters: counts.characters))
    }
    // A few bad bytes in much good UTF-8 are damage, not another encoding.
    if counts.characters >= 4, counts.characters > 9 * counts.faults {
      return EncodingGuess(.utf8, .likely, .mostBytes)
    }
    let readings = TextEncoding.allCases.compactMap { reading(sample, as: $0) }
      .sorted { $0.cost < $1.cost }
    guard let best = readings.first else { return EncodingGuess(.utf8, .unsure, .mostBytes) }
    let margin = readings.count > 1 ? readings[1].cost - best.cost : 1000
    return EncodingGuess(best.encoding, certainty(of: best, margin), best.evidence)
  }

  private func certainty(of best: EncodingReading, _ margin: Double) -> GuessCertainty {
    if best.meanCost > Self.nonsense { return .unsure }
    if margin >= Self.margins.certain { return .certain }
    return margin >= Self.margins.likely ? .likely : .unsure
  }

  private func reading(_ sample: [UInt8], as encoding: TextEncoding) -> EncodingReading? {
    guard let bytes = decode(encoding, sample), let text = String(validating: bytes, as: UTF8.self)
    else {
      return nil
    }
    let models =
      WrittenLanguage(of: encoding).map { own in
        LanguageModel.all.filter { $0.language == own }
      } ?? LanguageModel.all
    let readings = models.map { ($0.language, $0.read(text.unicodeScalars)) }
    guard let (language, best) = readings.min(by: { $0.1.cost < $1.1.cost }) else { return nil }
    return EncodingReading(
      encoding: encoding, language: language, reading: best,
      hasZeroBytes: sample.contains(0))
  }
}

/// A text as it reads in one encoding.
private struct EncodingReading {
  let encoding: TextEncoding
  let language: WrittenLanguage
  let reading: LanguageModel.Reading
  let hasZeroBytes: Bool

  /// Bits of surprise, less what speaks for the encoding apart from the characters.
  var cost: Double {
    switch encoding {
    // Bytes that are valid UTF-8 are hardly ever so by accident.
    case .utf8: reading.cost - 8
    default: reading.cost
    }
  }

  /// Bits of a character beyond ASCII.
  var meanCost: Double {
    reading.characters == 0 ? 0 : reading.foreignCost / Double(reading.characters)
  }

  var evidence: EncodingGuess.Evidence {
    switch encoding {
    case .utf8: .validUTF8(characters: reading.characters)
    case .utf16LittleEndian where hasZeroBytes, .utf16BigEndian where hasZeroBytes: .zeroBytes
    default:
      .language(language, frequent: reading.frequent, characters: reading.characters)
    }
  }
}

/// How much of some bytes is UTF-8.
struct UTF8Counts {
  private(set) var bytesBeyondASCII = 0
  /// Whole characters beyond ASCII.
  private(set) var characters = 0
  /// Bytes that are no part of a character, a character cut short by the end apart.
  private(set) var faults = 0

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        continue
      }
      let length =
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
      let stop = min(index + length, bytes.count)
      let rest = bytes[(index + 1)..<stop]
      let follows = rest.prefix { $0 & 0xC0 == 0x80 }.count
      if length > 1, follows == rest.count, isInRange(byte, rest.first) {
        bytesBeyondASCII += stop - index
        if stop - index == length { characters += 1 }
        index = stop
      } else {
        bytesBeyondASCII += 1
        faults += 1
        index += 1
      }
    }

    func isInRange(_ lead: UInt8, _ second: UInt8?) -> Bool {
      guard let second else { return true }
      return switch lead {
      case 0xE0: second >= 0xA0
      case 0xED: second < 0xA0
      case 0xF0: second >= 0x90
      case 0xF4: second < 0x90
      default: true
      }
    }
  }
}
