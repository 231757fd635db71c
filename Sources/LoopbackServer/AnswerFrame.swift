import HTTPTypes

/// How an answer is put on the wire (RFC 9112 §4 and §7.1).
struct AnswerFrame {
  /// Whether the connection ends after it.
  var isLast: Bool
  /// Whether the client knows chunks; others see the end of a stream by the connection's.
  var knowsChunks = true
  /// False for an answer to `HEAD`, which only tells of the body.
  var hasBody = true
  /// Of the body; nil for a stream whose length nobody knows.
  var byteCount: Int?

  init(isLast: Bool) {
    self.isLast = isLast
  }

  private var isChunked: Bool { byteCount == nil && knowsChunks }

  /// The status line and the fields, with the blank line behind them.
  func head(_ response: HTTPResponse) -> [UInt8] {
    var text = "HTTP/1.1 \(response.status.code) \(response.status.reasonPhrase)\r\n"
    for field in response.headerFields { text += "\(field.name.rawName): \(field.value)\r\n" }
    if isChunked { text += "transfer-encoding: chunked\r\n" }
    if isLast || byteCount == nil && !knowsChunks { text += "connection: close\r\n" }
    return Array((text + "\r\n").utf8)
  }

  /// A piece of the body, which is not empty.
  func chunk(_ bytes: [UInt8]) -> [UInt8] {
    guard isChunked else { return bytes }
    return Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
  }

  /// What tells a client that the body is complete.
  var end: [UInt8] { isChunked ? Array("0\r\n\r\n".utf8) : [] }
}
