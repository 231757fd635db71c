/// Whether text may name a dataset, job, variable or alias.
///
/// A name is a letter followed by letters, digits, `-` and `_`; letters of any script count.
package func isName(_ text: some StringProtocol) -> Bool {
  guard let first = text.first, first.isLetter || first == "_" else { return false }
  return text.allSatisfy(CharacterReader.isNameCharacter)
}

/// A position in a short text, moved forward by the readers of references.
struct CharacterReader {
  private let characters: [Character]
  private(set) var position = 0

  init(_ text: some StringProtocol) { self.characters = Array(text) }

  var isAtEnd: Bool { position == characters.count }

  var next: Character? { position < characters.count ? characters[position] : nil }

  /// What has not been read yet.
  var rest: String { String(characters[position...]) }

  static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isDecimalDigit || character == "_" || character == "-"
  }

  /// Steps over `character` when it comes next.
  mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    position += 1
    return true
  }

  /// Steps over `text` when it comes next.
  mutating func take(_ text: String) -> Bool {
    guard characters[position...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  /// The longest run of name characters, which must not be empty nor begin with a dash.
  mutating func name() -> String? {
    let start = position
    guard next != "-" else { return nil }
    while let next, CharacterReader.isNameCharacter(next) { position += 1 }
    return start == position ? nil : String(characters[start..<position])
  }

  /// A whole number in decimal digits, small enough to be counted with.
  mutating func number() -> Int? {
    let start = position
    while let next, next.isDecimalDigit { position += 1 }
    return start == position ? nil : Int(String(characters[start..<position]))
  }

  /// Fields such as `.messages[2].content`, possibly empty; `nil` when one is incomplete.
  mutating func fields() -> FieldPath? {
    var components: [FieldPath.Component] = []
    while let next {
      if next == "." {
        position += 1
        guard let name = name() else { return nil }
        components.append(.name(name))
      } else if next == "[" {
        position += 1
        if take("*") {
          components.append(.every)
        } else {
          let sign = take("-") ? -1 : 1
          guard let index = number(), index > 0 || sign > 0 else { return nil }
          components.append(.index(sign * index))
        }
        guard take("]") else { return nil }
      } else {
        break
      }
    }
    return FieldPath(components)
  }
}

extension Character {
  /// Whether this is one of 0 to 9; other scripts' digits are not numbers here.
  var isDecimalDigit: Bool { isASCII && isNumber }
}
