import CCurl
import FineTuningHTTP

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
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .unusableAddress
      case CURLE_READ_ERROR, CURLE_ABORTED_BY_CALLBACK: .unreadableBody
      default: .other(Int(code.rawValue))
      }
    self.init(fact, host: host, detail: detail)
  }
}
