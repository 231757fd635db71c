import Glibc
import Testing

/// A connection to a port of this machine, over which any bytes can be sent.
final class RawConnection {
  private let descriptor: Int32
  /// What came and is not read yet.
  private var ready: ArraySlice<UInt8> = []

  /// Seconds of silence after which a server counts as hung; a passing test never waits them out.
  private static let timeout = 60

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, size)
      }
    }
    try #require(connected == 0)
    var silence = timeval(tv_sec: Self.timeout, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &silence, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends all of it, or as much as the server takes before it hangs up.
  func send(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: start), bytes.count - start,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      start += count
    }
  }

  /// Says that nothing more will be sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Returns when an answer has begun to come.
  func begin() throws { try fill() }

  /// The next answer; nil when the connection is at its end.
  ///
  /// - Throws: ``Broken`` when what comes is no answer of HTTP/1.1, or nothing comes at all.
  func answer() throws -> RawAnswer? {
    var lines: [String] = []
    while let line = try line() {
      guard line.isEmpty else {
        lines.append(line)
        continue
      }
      var answer = try RawAnswer(head: lines)
      answer.body = try body(of: answer)
      return answer
    }
    guard lines.isEmpty else { throw Broken("a head without an end: \(lines)") }
    return nil
  }

  /// What is wrong with an answer.
  struct Broken: Error {
    let text: String

    init(_ text: String) { self.text = text }
  }

  private func body(of answer: RawAnswer) throws -> [UInt8] {
    if let text = answer["content-length"] {
      guard let count = Int(text) else { throw Broken("a length of \(text)") }
      return try (0..<count).map { _ in try byte() }
    }
    guard answer["transfer-encoding"] == "chunked" else {
      throw Broken("a body without a length")
    }
    var body: [UInt8] = []
    while let size = try line().flatMap({ Int($0, radix: 16) }) {
      body += try (0..<size).map { _ in try byte() }
      guard try line() == "" else { throw Broken("a chunk without an end") }
      if size == 0 { return body }
    }
    throw Broken("a chunk without a size")
  }

  private func byte() throws -> UInt8 {
    if ready.isEmpty { try fill() }
    guard let byte = ready.popFirst() else { throw Broken("an answer that is cut off") }
    return byte
  }

  /// A line without its end; nil when nothing more comes.
  private func line() throws -> String? {
    if ready.isEmpty { try fill() }
    guard !ready.isEmpty else { return nil }
    var line: [UInt8] = []
    while true {
      let byte = try byte()
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      guard line.popLast() == UInt8(ascii: "\r") else { throw Broken("a line without its end") }
      guard let text = String(validating: line, as: UTF8.self) else { throw Broken("no text") }
      return text
    }
  }

  private func fill() throws {
    var block = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(descriptor, &block, block.count, 0)
    // A server that closes with something unread resets the connection, which is an end as well.
    guard count >= 0 || errno == ECONNRESET else { throw Broken("silence (\(errno))") }
    ready = block[..<max(0, count)]
  }
}

/// An answer as it came.
struct RawAnswer {
  let status: Int
  private let fields: [String: String]
  var body: [UInt8] = []

  /// Reads a status line and the fields behind it.
  fileprivate init(head lines: [String]) throws {
    guard let first = lines.first,
      let status = first.wholeMatch(of: /HTTP\/1\.1 ([1-5]\d\d) [ -~]*/).flatMap({ Int($0.1) })
    else { throw RawConnection.Broken("no status line: \(lines)") }
    self.status = status
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let (_, name, value) = line.wholeMatch(of: /([!-9;-~]+): ?(.*)/)?.output,
        fields.updateValue(String(value), forKey: name.lowercased()) == nil
      else { throw RawConnection.Broken("no field: \(line)") }
    }
    self.fields = fields
  }

  subscript(name: String) -> String? { fields[name] }

  /// Whether the client may send another request.
  var leavesOpen: Bool { self["connection"] != "close" }
}
