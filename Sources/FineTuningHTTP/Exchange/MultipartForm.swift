package import FineTuning

/// A `multipart/form-data` body (RFC 7578) whose parts may be streams.
package struct MultipartForm: Sendable {
  /// One field of the form.
  package struct Part: Sendable {
    package var name: String
    /// nil for a plain field.
    package var filename: String?
    package var contentType: String?
    package var content: ByteStream
    /// nil when the stream's length is unknown.
    package var byteCount: Int?

    package init(
      name: String, filename: String? = nil, contentType: String? = nil, content: ByteStream,
      byteCount: Int? = nil
    ) {
      self.name = name
      self.filename = filename
      self.contentType = contentType
      self.content = content
      self.byteCount = byteCount
    }

    /// A plain field.
    package init(name: String, text: String) {
      let bytes = Array(text.utf8)
      self.init(name: name, content: .chunks([bytes]), byteCount: bytes.count)
    }
  }

  package var parts: [Part]
  /// The line between parts, which must not occur in any of them.
  package var boundary: String

  /// Makes a form with a boundary of 128 random bits, which no content will hold by chance.
  package init(parts: [Part]) {
    self.parts = parts
    let bits = UInt64.random(in: .min ... .max)
    let more = UInt64.random(in: .min ... .max)
    boundary = "ft-\(String(bits, radix: 36))-\(String(more, radix: 36))"
  }

  /// The value of the `Content-Type` header.
  package var contentType: String { "multipart/form-data; boundary=\(boundary)" }

  /// nil when a part's length is unknown.
  package var byteCount: Int? {
    var sum = closing.count
    for part in parts {
      guard let byteCount = part.byteCount else { return nil }
      sum += head(of: part).count + byteCount + 2
    }
    return sum
  }

  /// The encoded form, pulled from its parts one after the other.
  package var chunks: ByteStream {
    let cursor = FormCursor(
      pieces: parts.flatMap { [.chunks([head(of: $0)]), $0.content, .chunks([[13, 10]])] }
        + [.chunks([closing])])
    return ByteStream { try await cursor.next() }
  }

  private var closing: [UInt8] { Array("--\(boundary)--\r\n".utf8) }

  private func head(of part: Part) -> [UInt8] {
    var text = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(escaped(part.name))\""
    if let filename = part.filename { text += "; filename=\"\(escaped(filename))\"" }
    text += "\r\n"
    if let contentType = part.contentType { text += "Content-Type: \(contentType)\r\n" }
    return Array((text + "\r\n").utf8)
  }

  /// As browsers do it (HTML Standard, "multipart/form-data encoding algorithm").
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "%22"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Reads streams one after the other.
private actor FormCursor {
  private var pieces: [ByteStream]

  init(pieces: [ByteStream]) {
    self.pieces = pieces.reversed()
  }

  func next() async throws -> [UInt8]? {
    while let piece = pieces.last {
      var iterator = piece.makeAsyncIterator()
      if let chunk = try await iterator.next(isolation: self) { return chunk }
      try Task.checkCancellation()
      pieces.removeLast()
    }
    return nil
  }
}
