import CCurl
import FineTuningHTTP
import HTTPTypes

/// One easy handle of curl with all that it points to; used by the loop's thread alone.
@safe final class Transfer {
  let easy: UnsafeMutableRawPointer
  let exchange: Exchange
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let message = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var head = ResponseHead()

  /// nil when curl has no memory.
  init?(_ exchange: Exchange) {
    guard let easy = unsafe curl_easy_init() else { return nil }
    unsafe self.easy = unsafe easy
    self.exchange = exchange
    unsafe message.initialize(repeating: 0)
    configure(exchange.order)
    configureBody(exchange.order.body)
    configureCallbacks()
  }

  deinit {
    unsafe curl_easy_cleanup(easy)
    unsafe curl_slist_free_all(headerList)
    unsafe message.deallocate()
  }

  /// What the end of the transfer with `code` means.
  func result(_ code: CURLcode) -> Result<Void, any Error> {
    guard code != CURLE_OK else {
      // An answer without a body, or one that ended before curl called back for it.
      return head.isDelivered
        ? .success(()) : .failure(TransportError(.disconnected, host: exchange.order.host))
    }
    var detail = unsafe message.baseAddress.map { unsafe String(cString: $0) } ?? ""
    if code == CURLE_OPERATION_TIMEDOUT {
      let isSilent = detail.hasPrefix("Operation too slow")
      detail = "within \(isSilent ? exchange.order.idleSeconds : exchange.order.connectSeconds) s"
    }
    return .failure(TransportError(code, host: exchange.order.host, detail: detail))
  }

  private func configure(_ order: TransferOrder) {
    set(CURLOPT_URL, order.url)
    set(CURLOPT_CUSTOMREQUEST, order.method)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    // Signals would interrupt the whole program; the thread resolves names without them.
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT, order.connectSeconds)
    set(CURLOPT_LOW_SPEED_LIMIT, 1)
    set(CURLOPT_LOW_SPEED_TIME, order.idleSeconds)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_ACCEPT_ENCODING, "")
    if order.isLoopback { set(CURLOPT_NOPROXY, "*") }
    _ = unsafe ft_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, message.baseAddress)
    for line in order.headers { unsafe headerList = unsafe curl_slist_append(headerList, line) }
    _ = unsafe ft_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
  }

  private func configureBody(_ body: TransferOrder.Body) {
    switch body {
    case .none: break
    case .bytes(let bytes):
      _ = unsafe ft_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
      unsafe bytes.withUnsafeBytes { buffer in
        _ = unsafe ft_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, buffer.baseAddress)
      }
    case .stream(let byteCount):
      set(CURLOPT_POST, 1)
      set(CURLOPT_UPLOAD_BUFFERSIZE, 256 << 10)
      _ = unsafe ft_curl_set_size(
        easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(byteCount ?? -1))
    }
  }

  private func configureCallbacks() {
    // The table keeps the transfer alive as long as curl may call back.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe ft_curl_set_header_reader(
      easy,
      { bytes, size, count, context in
        unsafe Transfer.of(context).receiveHeader(
          UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
      }, context)
    _ = unsafe ft_curl_set_writer(
      easy,
      { bytes, size, count, context in
        let chunk = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
        let isTaken = unsafe Transfer.of(context).exchange.receive(chunk)
        return isTaken ? size * count : ft_curl_write_pause()
      }, context)
    guard case .stream = exchange.order.body else { return }
    _ = unsafe ft_curl_set_reader(
      easy,
      { bytes, size, count, context in
        let buffer = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
        switch unsafe Transfer.of(context).exchange.supply(unsafe buffer) {
        case .bytes(let count): return count
        case .pause: return ft_curl_read_pause()
        case .end: return 0
        }
      }, context)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context = unsafe context else { preconditionFailure("curl keeps its context") }
    return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func receiveHeader(_ bytes: UnsafeRawBufferPointer) {
    let line = unsafe String(decoding: bytes, as: UTF8.self)
    if let response = head.read(line) { exchange.receive(response) }
  }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = unsafe ft_curl_set_number(easy, option, value)
  }

  private func set(_ option: CURLoption, _ value: String) {
    _ = unsafe ft_curl_set_text(easy, option, value)
  }
}

/// Collects the header lines of an answer, over interim answers such as `100 Continue`.
private struct ResponseHead {
  private var status = 0
  private var fields = HTTPFields()
  private(set) var isDelivered = false

  /// Returns the head at its empty line; lines after it, which are trailers, say nothing.
  mutating func read(_ line: String) -> HTTPResponse? {
    guard !isDelivered else { return nil }
    let text = line.trimming { $0 == " " || $0 == "\t" || $0.isNewline }
    if text.hasPrefix("HTTP/") {
      let words = text.split(separator: " ")
      status = words.count > 1 ? Int(words[1]) ?? 0 : 0
      fields = HTTPFields()
    } else if text.isEmpty {
      guard (200...999).contains(status) else { return nil }
      isDelivered = true
      return HTTPResponse(status: .init(code: status), headerFields: fields)
    } else if let colon = text.firstIndex(of: ":"),
      let name = HTTPField.Name(String(text[..<colon]))
    {
      let value = text[text.index(after: colon)...].trimming { $0 == " " || $0 == "\t" }
      fields.append(HTTPField(name: name, value: String(value)))
    }
    return nil
  }
}

extension StringProtocol {
  /// Without the characters at both ends that `isCut` names.
  fileprivate func trimming(_ isCut: (Character) -> Bool) -> Substring {
    var rest = Substring(self)
    while let first = rest.first, isCut(first) { rest.removeFirst() }
    while let last = rest.last, isCut(last) { rest.removeLast() }
    return rest
  }
}

extension TransportError {
  /// The fact behind one of libcurl's codes (https://curl.se/libcurl/c/libcurl-errors.html).
  init(_ code: CURLcode, host: String, detail: String) {
    let fact: Code =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolveHost
      case CURLE_COULDNT_CONNECT: .couldNotConnect
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
        .tls
      case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE,
        CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY:
        .disconnected
      // Not CURLE_UNSUPPORTED_PROTOCOL, which also says that an answer is no HTTP.
      case CURLE_URL_MALFORMAT: .unusableAddress
      case CURLE_READ_ERROR, CURLE_ABORTED_BY_CALLBACK: .unreadableBody
      default: .other(Int(code.rawValue))
      }
    self.init(fact, host: host, detail: detail)
  }
}
