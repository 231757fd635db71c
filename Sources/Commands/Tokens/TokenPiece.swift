import JSON
import Tokenization

/// One token, with what it stands for.
package struct TokenPiece: Sendable, Hashable {
  /// What stands between two tokens; no keyboard has it, so that texts rarely do.
  package static let boundary = "│"

  private let id: Int
  private let bytes: [UInt8]

  init(_ id: UInt32, _ tokenizer: Tokenizer) {
    self.id = Int(id)
    bytes = tokenizer.decode([self.id])
  }

  /// nil for a part of a character, or of several.
  private var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The text as it is; bytes that are no text by themselves as `<E4>`.
  package var shown: String {
    text
      ?? bytes.map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return "<\(digits.count == 1 ? "0" : "")\(digits)>"
      }.joined()
  }

  /// Id and text, line ends visible.
  package var line: String {
    let number = String(id)
    let padding = String(repeating: " ", count: max(0, 6 - number.count))
    return "\(padding)\(number)  \(text.map { JSONValue.string($0).text } ?? shown)"
  }

  /// Id and text; the bytes in place of a text that is none.
  var json: JSONValue {
    text.map { ["id": .integer(id), "text": .string($0)] }
      ?? ["id": .integer(id), "bytes": .array(bytes.map { .integer(Int($0)) })]
  }
}

extension Tokenizer {
  /// The tokens of `ids`, each with its text.
  func pieces(of ids: [UInt32]) -> [TokenPiece] { ids.map { TokenPiece($0, self) } }
}
