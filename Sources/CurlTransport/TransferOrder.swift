import FineTuningHTTP
import HTTPTypes

/// What curl must be told of a request.
struct TransferOrder: Sendable {
  /// What is sent after the head.
  enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// Asked for in pieces; nil when the sum is unknown, and the body goes out in chunks.
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
  let patience: CurlTransport.Patience

  /// - Throws: ``TransportError`` unless the request has an address that sockets can reach.
  init(
    _ request: HTTPRequest, _ body: RequestBody, _ patience: CurlTransport.Patience
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
    self.patience = patience
  }
}
