import HTTPTypes
import NIOHTTP1

/// The head of a request, with the checks that the parser leaves to its caller (RFC 9112).
struct RequestHead {
  let request: HTTPRequest
  let hasBody: Bool
  /// Of the body; nil for chunks.
  let byteCount: Int?
  /// Whether the client wants to send more requests after this one.
  let isPersistent: Bool
  /// Whether the client understands chunks, as it does from HTTP/1.1 on.
  let knowsChunks: Bool
  /// Whether the client waits for `100 Continue` before it sends the body.
  let awaitsContinue: Bool

  init(_ head: HTTPRequestHead) throws(RequestFault) {
    knowsChunks = head.version != .http1_0
    let hosts = head.headers["host"]
    guard hosts.count == 1 || hosts.isEmpty && !knowsChunks else { throw .ambiguousHost }
    let codings = head.headers[canonicalForm: "transfer-encoding"]
    if !codings.isEmpty {
      guard knowsChunks else { throw .ambiguousLength }
      guard codings.map({ $0.lowercased() }) == ["chunked"] else { throw .unsupportedCoding }
    }
    byteCount =
      codings.isEmpty ? head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0 : nil
    hasBody = byteCount != 0
    awaitsContinue =
      knowsChunks && hasBody && head.headers.first(name: "expect")?.lowercased() == "100-continue"
    // The parser stops where an upgrade may begin, and no other protocol is supported.
    let mayUpgrade = head.method == .CONNECT || head.headers.contains(name: "upgrade")
    isPersistent = knowsChunks && head.isKeepAlive && !mayUpgrade
    request = try Self.request(head, host: hosts.first)
  }

  private static func request(
    _ head: HTTPRequestHead, host: String?
  ) throws(RequestFault) -> HTTPRequest {
    guard let method = HTTPRequest.Method(head.method.rawValue),
      head.uri.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .malformed }
    var fields = HTTPFields()
    for (name, value) in head.headers {
      guard let name = HTTPField.Name(name) else { throw .malformedField }
      fields.append(HTTPField(name: name, value: value))
    }
    let (authority, path) = try parts(of: head.uri[...])
    return HTTPRequest(
      method: method, scheme: "http", authority: authority ?? host, path: path,
      headerFields: fields)
  }

  /// The target is a path, a whole address as for a proxy, or the asterisk (RFC 9112 §3.2).
  private static func parts(
    of target: Substring
  ) throws(RequestFault) -> (authority: String?, path: String) {
    if target.hasPrefix("/") || target == "*" { return (nil, String(target)) }
    let scheme = target.prefix(7)
    guard scheme.lowercased() == "http://" else { throw .malformed }
    let authority = target.dropFirst(7).prefix { $0 != "/" && $0 != "?" }
    let rest = target.dropFirst(7 + authority.count)
    return (String(authority), rest.hasPrefix("/") ? String(rest) : "/" + rest)
  }
}
