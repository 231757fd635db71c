extension Repair {
  /// W27: white space at the ends of a text, and characters that cannot be seen.
  static let whitespace = Repair(.whitespace, "trims texts and takes out invisible characters") {
    $0.replaceTexts("trims white space") { text in
      guard text.contains(where: { !$0.isWhitespace }) else { return nil }
      var mended = String.UnicodeScalarView()
      var previous: Unicode.Scalar?
      for scalar in text.unicodeScalars {
        defer { previous = scalar }
        switch scalar {
        case "\u{200B}", "\u{FEFF}": continue
        case "\u{A0}": mended.append(" ")
        case "\n" where previous == "\r":
          mended.removeLast()
          mended.append("\n")
        default: mended.append(scalar)
        }
      }
      let trimmed = trimmed(mended)
      return trimmed == text ? nil : trimmed
    }
  }

  /// D22: control characters and halves of surrogate pairs; what a key says twice is for a person.
  static let characters = Repair(.plainCharacters, "takes control characters out of texts") {
    $0.replaceTexts("takes out control characters") { text in
      let kept = text.unicodeScalars.filter { scalar in
        !(scalar.value < 0x20 && ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(scalar.value))
      }
      let mended = String(String.UnicodeScalarView(kept))
      return mended == text ? nil : mended
    }
  }

  /// W14: text that was decoded by the wrong table, and escapes that were never undone.
  static let mojibake = Repair(.mojibake, "decodes broken text again") {
    $0.replaceTexts("decodes broken text") { text in
      var mended = decodedAgain(text)
      // Where there are tags or code, an entity may be meant as it stands.
      if !mended.contains("<"), !mended.contains("`") {
        for (entity, character) in entities {
          mended = mended.split(separator: entity, omittingEmptySubsequences: false)
            .joined(separator: character)
        }
      }
      return mended == text ? nil : mended
    }
  }
}

/// `&amp;` comes last, so that what it made is not undone in turn.
private let entities = [
  ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
]

private func trimmed(_ scalars: String.UnicodeScalarView) -> String {
  let isSpace = \Unicode.Scalar.properties.isWhitespace
  let start = scalars.firstIndex { !$0[keyPath: isSpace] } ?? scalars.endIndex
  let end = scalars.lastIndex { !$0[keyPath: isSpace] }.map(scalars.index(after:)) ?? start
  return String(scalars[start..<end])
}

/// The text with every run that is UTF-8 read as Windows-1252 put right.
///
/// A run is only taken where all of it decodes, so that words such as "Ãrea" stay as they are.
private func decodedAgain(_ text: String) -> String {
  var mended = String.UnicodeScalarView()
  var run: [(scalar: Unicode.Scalar, byte: UInt8)] = []
  func flush() {
    defer { run.removeAll() }
    guard run.count > 1, let decoded = String(validating: run.map(\.byte), as: UTF8.self) else {
      mended.append(contentsOf: run.map(\.scalar))
      return
    }
    mended.append(contentsOf: decoded.unicodeScalars)
  }
  for scalar in text.unicodeScalars {
    if let byte = windows1252(scalar) {
      run.append((scalar, byte))
    } else {
      flush()
      mended.append(scalar)
    }
  }
  flush()
  return String(mended)
}

/// The byte above 0x7F that Windows-1252 has for a character; nil for any other character.
private func windows1252(_ scalar: Unicode.Scalar) -> UInt8? {
  if let index = windows1252Table.firstIndex(of: scalar.value) { return 0x80 + UInt8(index) }
  return (0x80...0xFF).contains(scalar.value) ? UInt8(scalar.value) : nil
}

/// The characters of 0x80 to 0x9F, by the WHATWG's index of windows-1252; 0 where it has none.
private let windows1252Table: [UInt32] = [
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
  0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
]
