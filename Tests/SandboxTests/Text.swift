import Foundation

extension String {
  /// Whether the pattern, as a regular expression, covers all of `text`.
  func matches(_ text: String) throws -> Bool { try Regex(self).wholeMatch(in: text) != nil }
}

/// The text in base64.
func decodedBase64(_ bytes: [UInt8]) -> String {
  Data(base64Encoded: Data(bytes)).map { String(decoding: $0, as: UTF8.self) } ?? ""
}
