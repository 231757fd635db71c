/// A character encoding that people's files come in.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// Korean of Windows; EUC-KR is a part of it.
  case cp949
  /// Japanese of Windows, code page 932.
  case shiftJIS = "shift_jis"
  case eucJP = "euc-jp"
  /// Chinese; GBK and GB2312 are parts of it.
  case gb18030
  /// Western languages of Windows; Latin-1 has the same letters.
  case windows1252 = "windows-1252"

  /// The encoding of a name that people and programs use, in any case; nil for an unknown one.
  package init?(named name: String) {
    let plain = name.lowercased().replacing("_", with: "-")
    let aliases: [TextEncoding: [String]] = [
      .utf8: ["utf8", "utf-8", "utf-8-sig", "ascii", "us-ascii"],
      .utf16LittleEndian: ["utf-16le", "utf16le", "utf-16", "utf16", "unicode", "ucs-2"],
      .utf16BigEndian: ["utf-16be", "utf16be"],
      .cp949: ["cp949", "euc-kr", "euckr", "uhc", "ms949", "ks-c-5601-1987", "windows-949"],
      .shiftJIS: ["shift-jis", "shiftjis", "sjis", "cp932", "windows-31j", "ms932"],
      .eucJP: ["euc-jp", "eucjp"],
      .gb18030: ["gb18030", "gbk", "gb2312", "cp936", "euc-cn"],
      .windows1252: ["windows-1252", "cp1252", "latin1", "latin-1", "iso-8859-1", "iso8859-1"],
    ]
    guard let found = aliases.first(where: { $0.value.contains(plain) }) else { return nil }
    self = found.key
  }

  /// What the C library calls it.
  package var libraryName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .cp949: "CP949"
    case .shiftJIS: "CP932"
    case .eucJP: "EUC-JP-MS"
    case .gb18030: "GB18030"
    case .windows1252: "CP1252"
    }
  }

  /// The bytes that may stand before the text to name its encoding; none where there is no mark.
  package var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    default: []
    }
  }
}

/// How sure a guess about a file is.
package enum GuessCertainty: String, Sendable, Hashable, Comparable, CaseIterable {
  /// Nobody should act on it unasked.
  case unsure
  case likely
  case certain

  package static func < (one: Self, other: Self) -> Bool {
    let order = Self.allCases
    return (order.firstIndex(of: one) ?? 0) < (order.firstIndex(of: other) ?? 0)
  }
}

/// What a text's encoding seems to be, and what that rests on.
package struct EncodingGuess: Sendable, Hashable {
  /// What an encoding is known by.
  package enum Evidence: Sendable, Hashable {
    /// Somebody's word.
    case named
    /// The mark at the start.
    case mark
    /// Nothing but ASCII, which means the same in most encodings.
    case onlyASCII
    /// All bytes are UTF-8, and there are so many characters beyond ASCII.
    case validUTF8(characters: Int)
    /// Every second byte is zero.
    case zeroBytes
    /// Characters that are frequent in a language, of so many beyond ASCII.
    case language(WrittenLanguage, frequent: Int, characters: Int)
    /// Not all of the bytes are the encoding's.
    case mostBytes
  }

  package var encoding: TextEncoding
  package var certainty: GuessCertainty
  package var evidence: Evidence

  package init(
    _ encoding: TextEncoding, _ certainty: GuessCertainty, _ evidence: Evidence
  ) {
    self.encoding = encoding
    self.certainty = certainty
    self.evidence = evidence
  }
}
