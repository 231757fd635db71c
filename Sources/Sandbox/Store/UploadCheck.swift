import FineTuning
import JSON

/// The check that the service makes while a file arrives: whether it looks like JSON Lines.
///
/// As at the real service, faults deep in a line pass here and fail the job later; the first line
/// must be a whole JSON object, and every other must begin as one.
struct UploadCheck {
  /// The longest first line that is parsed; a longer one is only looked at where it begins.
  private static let parsedLength = 1 << 20

  private var line = 1
  private var start: [UInt8] = []
  private var firstLine: [UInt8] = []
  private(set) var hasContent = false

  /// Takes the next bytes of the file, cut anywhere.
  mutating func take(_ bytes: [UInt8]) throws {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        try endLine()
      } else {
        if start.count < 5, !start.isEmpty || !isSpace(byte) { start.append(byte) }
        if line == 1, firstLine.count <= UploadCheck.parsedLength { firstLine.append(byte) }
      }
    }
  }

  /// Takes the end of the file.
  mutating func finish() throws {
    try endLine()
    guard hasContent else { throw ServiceError(status: 400, message: "File is empty.") }
  }

  private mutating func endLine() throws {
    defer {
      start = []
      line += 1
    }
    guard !start.isEmpty else { return }
    hasContent = true
    guard start.first == UInt8(ascii: "{"), firstLineIsObject else { throw notDictionary }
    firstLine = []
  }

  private var firstLineIsObject: Bool {
    guard line == 1, firstLine.count <= UploadCheck.parsedLength else { return true }
    return (try? JSONValue(parsing: firstLine))?.members != nil
  }

  private var notDictionary: ServiceError {
    let hint = String(decoding: start.prefix(4), as: UTF8.self)
    return ServiceError(
      status: 400,
      message: "Expected file to have JSONL format, where every line is a JSON dictionary. "
        + "Line \(line) is not a dictionary (HINT: line starts with: \"\(hint)...\").")
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
