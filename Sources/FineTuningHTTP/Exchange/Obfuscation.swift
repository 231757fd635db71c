/// Letters that hide how long a piece of a streamed text is from who sees encrypted packets.
enum Obfuscation {
  /// In bytes; a piece and its letters measure a multiple of it.
  private static let unit = 16

  /// The letters to send beside `text`.
  static func letters(beside text: String) -> String {
    let count = (unit - text.utf8.count % unit) % unit
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return String(
      decoding: (0..<count).map { _ in UInt8.random(in: letters) }, as: UTF8.self)
  }
}
