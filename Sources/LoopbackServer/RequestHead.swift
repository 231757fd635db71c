import HTTPTypes

/// The head of a request, read strictly (RFC 9112).
struct RequestHead {
  /// How the end of the body is told (RFC 9112 §6).
  enum Framing: Hashable {
    /// In bytes; 0 without a body.
    case length(Int)
    case chunked
  }

  /// The most fields that a head may have.
  static let fieldLimit = 128

  let request: HTTPRequest
  let framing: Framing
  /// Whether the client wants to send more requests after this one.
  let isPersistent: Bool
  /// Whether the client knows chunks, as it does from HTTP/1.1 on.
  let knowsChunks: Bool
  /// Whether the client waits for a word before it sends the body.
  let awaitsContinue: Bool

  /// Reads the lines of a head, of which there is at least one.
  init(_ lines: [[UInt8]]) throws(RequestFault) {
    let line = try RequestLine(lines[0])
    guard lines.count - 1 <= Self.fieldLimit else { throw .tooManyFields(limit: Self.fieldLimit) }
    let fields = try Fields(lines.dropFirst())
    guard fields.hosts.count == 1 || fields.hosts.isEmpty && line.minorVersion == 0 else {
      throw .ambiguousHost
    }
    request = HTTPRequest(
      method: line.method, scheme: "http", authority: line.authority ?? fields.hosts.first,
      path: line.path, headerFields: fields.all)
    framing = try fields.framing(minorVersion: line.minorVersion)
    isPersistent = line.minorVersion > 0 && !fields.connection.contains("close")
    knowsChunks = line.minorVersion > 0
    awaitsContinue = line.minorVersion > 0 && fields.awaitsContinue && framing != .length(0)
  }
}

/// The first line: a method, a target and a version (RFC 9112 §3).
private struct RequestLine {
  let method: HTTPRequest.Method
  let path: String
  /// The host within the target, when the whole address is there.
  let authority: String?
  let minorVersion: Int

  init(_ line: [UInt8]) throws(RequestFault) {
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3,
      let method = HTTPRequest.Method(String(decoding: words[0], as: UTF8.self)),
      !words[1].isEmpty, words[1].allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .malformedLine }
    self.method = method
    minorVersion = try Self.minorVersion(words[2])
    (authority, path) = try Self.parts(of: String(decoding: words[1], as: UTF8.self)[...])
  }

  private static func minorVersion(_ word: ArraySlice<UInt8>) throws(RequestFault) -> Int {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let word = Array(word)
    guard word.count == 8, word.starts(with: "HTTP/".utf8), word[6] == UInt8(ascii: "."),
      digits.contains(word[5]), digits.contains(word[7])
    else { throw .malformedLine }
    guard word[5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
    return Int(word[7] - digits.lowerBound)
  }

  /// The target is a path, a whole address as for a proxy, or the asterisk (RFC 9112 §3.2).
  private static func parts(
    of target: Substring
  ) throws(RequestFault) -> (authority: String?, path: String) {
    if target.hasPrefix("/") || target == "*" { return (nil, String(target)) }
    let scheme = target.prefix(7)
    guard scheme.lowercased() == "http://" else { throw .malformedLine }
    let authority = target.dropFirst(7).prefix { $0 != "/" && $0 != "?" }
    let rest = target.dropFirst(7 + authority.count)
    return (String(authority), rest.hasPrefix("/") ? String(rest) : "/" + rest)
  }
}

/// The fields of a head, and what some of them say of the frame.
private struct Fields {
  var all = HTTPFields()
  var hosts: [String] = []
  /// In small letters.
  var connection: [String] = []
  var awaitsContinue = false
  private var lengths: [String] = []
  private var codings: [String] = []

  init(_ lines: ArraySlice<[UInt8]>) throws(RequestFault) {
    for line in lines {
      let halves = line.split(
        separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2,
        let name = HTTPField.Name(String(decoding: halves[0], as: UTF8.self))
      else { throw .malformedField }
      let value = String(Self.trimmed(Substring(decoding: halves[1], as: UTF8.self)))
      all.append(HTTPField(name: name, value: value))
      switch name.canonicalName {
      case "host": hosts.append(value)
      case "content-length": lengths.append(value)
      case "transfer-encoding": codings += Self.words(value)
      case "connection": connection += Self.words(value)
      case "expect": awaitsContinue = value.lowercased() == "100-continue"
      default: break
      }
    }
  }

  func framing(minorVersion: Int) throws(RequestFault) -> RequestHead.Framing {
    guard codings.isEmpty else {
      // Two frames at once are how requests are smuggled (RFC 9112 §6.1).
      guard lengths.isEmpty, minorVersion > 0 else { throw .ambiguousLength }
      guard codings == ["chunked"] else { throw .unsupportedCoding }
      return .chunked
    }
    guard let text = lengths.first else { return .length(0) }
    // Swift's own reader of numbers would also take a sign.
    guard lengths.count == 1, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(text)
    else { throw .ambiguousLength }
    return .length(length)
  }

  private static func words(_ value: String) -> [String] {
    value.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0).lowercased() }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
