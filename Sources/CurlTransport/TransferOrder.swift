import FineTuning
import FineTuningHTTP
import HTTPTypes

/// A request in the form that curl needs.
struct TransferOrder: Sendable {
  /// What is sent after the head.
  enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// Read in pieces; without a known length the body is sent chunked.
    case stream(byteCount: Int?)
  }

  let method: String
  let url: String
  /// For messages; it holds no key.
  let host: String
  let isLoopback: Bool
  /// Lines of `Name: value`.
  let headers: [String]
  let body: Body
  /// Seconds until a connection must stand.
  let connectSeconds: Int
  /// Seconds without a byte, after which it is given up.
  let idleSeconds: Int

  /// - Throws: ``TransportError`` unless the request has an address that sockets can reach.
  init(
    _ request: HTTPRequest, _ body: RequestBody, _ timeouts: CurlTransport.Timeouts
  ) throws(TransportError) {
    let authority = request.authority ?? ""
    guard let base = BaseURL("\(request.scheme ?? "")://\(authority)"), let path = request.path,
      path.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw TransportError(.unusableAddress, host: authority) }
    method = request.method.rawValue
    url = "\(base.scheme)://\(base.authority)\(path)"
    host = base.authority
    isLoopback = base.isLoopback
    var headers = request.headerFields.map { "\($0.name.rawName): \($0.value)" }
    // A server that does not answer `100 Continue` would cost a second for each large body.
    headers.append("Expect:")
    switch body {
    case .none: self.body = .none
    case .bytes(let bytes): self.body = .bytes(bytes)
    case .stream, .multipart:
      self.body = .stream(byteCount: body.byteCount)
      if body.byteCount == nil { headers.append("Transfer-Encoding: chunked") }
    }
    self.headers = headers
    idleSeconds = timeouts.idleSeconds ?? Patience.current.seconds
    connectSeconds = timeouts.connectSeconds
  }
}
