/// The script that a text is mostly written in, told by its letters; where one language alone uses
/// it, it is called by the language.
package enum WritingSystem: String, Sendable, Hashable, CaseIterable {
  case korean = "Korean"
  case japanese = "Japanese"
  case chinese = "Chinese"
  case latin = "Latin letters"
  case cyrillic = "Cyrillic letters"
  case greek = "Greek"
  case arabic = "Arabic letters"
  case hebrew = "Hebrew"
  case thai = "Thai"
  case indic = "Indic letters"
  case none = "no letters"

  /// The script of most letters of `text`; kana among Han characters make Japanese of them.
  package init(of text: String) {
    var counts: [WritingSystem: Int] = [:]
    for scalar in text.unicodeScalars {
      guard let script = Self.script(of: scalar.value) else { continue }
      counts[script, default: 0] += 1
    }
    if let kana = counts[.japanese], let han = counts.removeValue(forKey: .chinese) {
      // A few kana in a Chinese text are names; Japanese has more of them than one in ten.
      let isJapanese = 10 * kana >= han
      counts[isJapanese ? .japanese : .chinese, default: 0] += han
    }
    if let hangul = counts[.korean], let han = counts[.chinese], hangul >= han {
      counts[.korean] = hangul + han
    }
    // A Latin letter says less than a syllable or a word sign does.
    if let latin = counts[.latin] { counts[.latin] = (latin + 2) / 3 }
    let order = Self.allCases
    let most = counts.max { left, right in
      left.value == right.value
        ? (order.firstIndex(of: left.key) ?? 0) > (order.firstIndex(of: right.key) ?? 0)
        : left.value < right.value
    }
    self = most?.key ?? .none
  }

  private static func script(of value: UInt32) -> WritingSystem? {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x590...0x5FF: .hebrew
    case 0x600...0x77F, 0x8A0...0x8FF: .arabic
    case 0x900...0xDFF: .indic
    case 0xE00...0xE7F: .thai
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: .korean
    case 0x3040...0x30FF, 0x31F0...0x31FF: .japanese
    case 0x3400...0x9FFF, 0x20000...0x3FFFF: .chinese
    default: nil
    }
  }
}
