/// Why a request has no answer.
package struct TransportError: Error, Sendable, Hashable {
  /// What went wrong on the way.
  package enum Code: Sendable, Hashable {
    case couldNotResolveHost
    case couldNotConnect
    /// No certificate that can be trusted, or no common protocol.
    case tls
    case timedOut
    /// The connection ended before the answer did.
    case disconnected
    /// Not an address that this transport can reach.
    case unusableAddress
    /// The body of the request could not be read, or had another length than announced.
    case unreadableBody
    /// Another fault, by its number in libcurl.
    case other(Int)
  }

  package var code: Code
  /// The host that was asked for, without a path or a key.
  package var host: String
  /// The transport's own message, for diagnosis.
  package var detail: String

  package init(_ code: Code, host: String, detail: String = "") {
    self.code = code
    self.host = host
    self.detail = detail
  }

  /// Whether the same request may well succeed a moment later.
  package var isTransient: Bool {
    switch code {
    case .couldNotConnect, .timedOut, .disconnected, .couldNotResolveHost: true
    case .tls, .unusableAddress, .unreadableBody, .other: false
    }
  }
}

extension TransportError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .couldNotResolveHost: "no address is known for host '\(host)'"
    case .couldNotConnect: "nothing answers at '\(host)'"
    case .tls: "no secure connection to '\(host)' could be made\(reason)"
    case .timedOut: "'\(host)' did not answer \(detail.isEmpty ? "in time" : detail)"
    case .disconnected: "'\(host)' closed the connection before the answer was complete"
    case .unusableAddress: "'\(host)' is not an address that can be asked"
    case .unreadableBody: "what was to be sent to '\(host)' could not be read\(reason)"
    case .other(let number): "the exchange with '\(host)' broke off (curl \(number))\(reason)"
    }
  }

  private var reason: String { detail.isEmpty ? "" : ": \(detail)" }
}
