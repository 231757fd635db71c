import FineTuning
import HTTPTypes

extension ServiceRouter {
  /// Who may ask.
  package struct Access: Sendable {
    /// nil lets everybody in.
    package var key: Secret?
    /// Whether the `Host` and the `Origin` of a request must name this machine.
    ///
    /// Otherwise a page in a browser could reach a local server under a name of its own
    /// (DNS rebinding).
    package var isLocalOnly: Bool

    package init(key: Secret? = nil, isLocalOnly: Bool = false) {
      self.key = key
      self.isLocalOnly = isLocalOnly
    }
  }
}

extension ServiceRouter.Access {
  /// - Throws: ``ServiceError`` with status 403 for a foreign place, 401 for a wrong key.
  func check(_ request: HTTPRequest) throws {
    if isLocalOnly {
      let host = request.authority ?? request.headerFields[.host]
      guard let host, BaseURL("http://\(host)")?.isLoopback == true else {
        throw ServiceError(
          status: 403, message: "This server answers only to names of this machine.",
          code: "foreign_host")
      }
      if let origin = request.headerFields[.origin], BaseURL(origin)?.isLoopback != true {
        throw ServiceError(
          status: 403, message: "This server does not answer pages from other places.",
          code: "foreign_origin")
      }
    }
    guard let key else { return }
    guard let given = Self.givenKey(request.headerFields) else {
      throw ServiceError(
        status: 401,
        message: "You didn't provide an API key. You need to provide your API key in an "
          + "Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).")
    }
    guard key.matches(given) else {
      throw ServiceError(
        status: 401, message: "Incorrect API key provided.", code: "invalid_api_key")
    }
  }

  /// The key of either way to send one; the name of the scheme may be in any case.
  private static func givenKey(_ headers: HTTPFields) -> Substring? {
    if let key = headers[.apiKey] { return key[...] }
    guard let value = headers[.authorization] else { return nil }
    let halves = value.split(separator: " ", maxSplits: 1)
    guard halves.count == 2, halves[0].lowercased() == "bearer" else { return nil }
    return halves[1].drop { $0 == " " }
  }
}
