import Randomness

/// A request that no client should send, and what the server owes for it.
struct MalformedRequest {
  /// What happens to the connection once the bytes are sent.
  enum Rest {
    /// The frame is sound: an answer comes, and the next request may follow.
    case answered
    /// The client is done: an answer comes, and then the end.
    case finished
    /// The client is gone before it could hear anything.
    case gone
  }

  var bytes: [UInt8]
  var rest = Rest.answered

  init(_ head: String, body: [UInt8] = [], rest: Rest = .answered) {
    bytes = Array(head.utf8) + body
    self.rest = rest
  }

  init(bytes: [UInt8], rest: Rest) {
    self.bytes = bytes
    self.rest = rest
  }

  /// A request whose frame and access are in order.
  static func framed(
    _ method: String, _ path: String, type: String = "application/json", body: [UInt8] = [],
    key: String = "authorization: Bearer k123", host: String = "127.0.0.1", extra: String = ""
  ) -> Self {
    var head = "\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\n"
    if !key.isEmpty { head += "\(key)\r\n" }
    if !body.isEmpty { head += "content-type: \(type)\r\ncontent-length: \(body.count)\r\n" }
    return Self(head + extra + "\r\n", body: body)
  }
}

/// A way in which requests are malformed.
enum Malformation: CaseIterable {
  case requestLine
  case frame
  case head
  case json
  case parameter
  case form
  case path
  case identifier
  case method
  case access
  case query

  /// A request of this family; equal random make equal requests.
  func request(_ random: inout SeededGenerator) -> MalformedRequest {
    switch self {
    case .requestLine: .requestLine(&random)
    case .frame: .frame(&random)
    case .head: .head(&random)
    case .json: .json(&random)
    case .parameter: .parameter(&random)
    case .form: .form(&random)
    case .path: .path(&random)
    case .identifier: .identifier(&random)
    case .method: .method(&random)
    case .access: .access(&random)
    case .query: .query(&random)
    }
  }
}

extension MalformedRequest {
  /// The first line is none, or of another protocol.
  static func requestLine(_ random: inout SeededGenerator) -> Self {
    let host = "host: 127.0.0.1\r\n\r\n"
    let version = random.pick([
      "HTTP/2.0", "HTTP/0.9", "HTTP/1", "HTP/1.1", "http/1.1", "HTTP/1.1.1",
    ])
    let lines = [
      "\r\n", "GET\r\n", "GET /v1/files\r\n", "GET  /v1/files HTTP/1.1\r\n",
      "GET /v1/files \(version)\r\n", "GET /v1/ files HTTP/1.1\r\n", " GET /v1/files HTTP/1.1\r\n",
      "GET\t/v1/files\tHTTP/1.1\r\n", "G\u{0}T /v1/files HTTP/1.1\r\n", "\(random.letters(9))\r\n",
      "GET /v1/files HTTP/1.1\n", "GET /v1/\u{FF} HTTP/1.1\r\n", "G(T) /v1/files HTTP/1.1\r\n",
      "CONNECT 127.0.0.1:80 HTTP/1.1\r\n", "GET ftp://127.0.0.1/v1/files HTTP/1.1\r\n",
      "GET v1/files HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n", "GET /v1/files HTTP/1.1 \r\n",
    ]
    guard random.roll(0...4) > 0 else {
      // A greeting in TLS, or noise.
      return Self(bytes: [0x16, 0x03, 0x01] + random.bytes(random.roll(1...300)), rest: .finished)
    }
    return Self(random.pick(lines) + host, rest: .finished)
  }

  /// The end of the body cannot be told, or is not where it should be.
  static func frame(_ random: inout SeededGenerator) -> Self {
    let head =
      "POST /v1/fine_tuning/jobs HTTP/1.1\r\nhost: 127.0.0.1\r\n"
      + "authorization: Bearer k123\r\ncontent-type: application/json\r\n"
    let length = random.pick([
      "-1", "+2", "0x2", "2.0", "", "two", "2, 2", "99999999999999999999", "2 2", "1e1", "２",
    ])
    let chunks = random.pick([
      "zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n", "2\r\n{}0\r\n\r\n", "2\n{}\n0\n\n", "\r\n{}\r\n",
      "ffffffffffffffff\r\n{}", "7fffffffffffffff\r\n{}", "2 x\r\n{}\r\n0\r\n\r\n", "2\r\n{",
      "2\r\n{}\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
      "2;\(String(repeating: "x", count: 10_000))\r\n{}\r\n0\r\n\r\n",
      "2\r\n{}\r\n0\r\n" + String(repeating: "a: b\r\n", count: 3000) + "\r\n",
    ])
    let chunked = "transfer-encoding: chunked\r\n"
    let frames = [
      "content-length: \(length)\r\n\r\n{}", "content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
      "content-length: 2\r\n" + chunked + "\r\n2\r\n{}\r\n0\r\n\r\n",
      "content-length: \(random.roll(3...1 << 40))\r\n\r\n{}",
      "transfer-encoding: gzip\r\n\r\n{}", "transfer-encoding: chunked, gzip\r\n\r\n{}",
      "transfer-encoding: identity\r\n\r\n{}", chunked + chunked + "\r\n0\r\n\r\n",
      chunked + "\r\n" + chunks, chunked + "\r\n" + chunks,
    ]
    let gone = random.roll(0...4) == 0
    var request = Self(head + random.pick(frames), rest: gone ? .gone : .finished)
    if gone { request.bytes.removeLast(random.roll(0...(request.bytes.count - 1))) }
    return request
  }

  /// The headers are too many, too long, or none.
  static func head(_ random: inout SeededGenerator) -> Self {
    let line = "GET /v1/files HTTP/1.1\r\nhost: 127.0.0.1\r\n"
    let long = String(repeating: "x", count: random.roll(65_536...200_000))
    let heads = [
      line + "x: \(long)\r\n", line + "\(long): x\r\n", "GET /\(long) HTTP/1.1\r\n",
      line + String(repeating: "a: b\r\n", count: random.roll(128...20_000)), line + "no colon\r\n",
      line + ": no name\r\n", line + "a b: c\r\n", line + "a : b\r\n", line + " folded: b\r\n",
      line + "a: b\r\n folded\r\n", line + "a: \u{0}\r\n", line + "a: b\rc\r\n", line + "a: b\n",
      line + "é: b\r\n", line + "host: localhost\r\n", "GET /v1/files HTTP/1.1\r\n",
      line + "a: \u{1B}[31m\r\n", long, line + random.letters(20),
    ]
    return Self(random.pick(heads) + "\r\n", rest: random.roll(0...9) == 0 ? .gone : .finished)
  }
}
