package import FineTuning
package import HTTPTypes

/// A transport whose model goes by another name, so that a server can stand in for one that has it.
///
/// Requests that name the other model mean the own one, and answers name the other one, in bodies,
/// paths and event streams alike; the content of files passes as it is.
package struct RenamingTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let own: String
  private let other: String
  /// The most that a request or an answer in JSON may measure, in bytes.
  private static let limit = 64 << 20

  package init(_ base: any HTTPTransport, calling own: String, _ other: String) {
    self.base = base
    self.own = own
    self.other = other
  }

  package func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    var request = request
    request.path = request.path.map { $0.replacing(other, with: own) }
    var body = body
    if case .multipart = body {
    } else if request.headerFields[.contentType]?.hasPrefix("application/json") == true {
      let bytes = try await body.chunks.collected(limit: Self.limit)
      body = .bytes(bytes.replacing(other, with: own))
      request.headerFields[.contentLength] = body.byteCount.map(String.init)
    }
    var (response, answer) = try await base.send(request, body: body)
    switch response.headerFields[.contentType] ?? "" {
    case let type where type.hasPrefix("application/json"):
      let bytes = try await answer.collected(limit: Self.limit).replacing(own, with: other)
      response.headerFields[.contentLength] = String(bytes.count)
      return (response, .chunks([bytes]))
    case let type where type.hasPrefix("text/event-stream"):
      return (response, .transforming(answer) { $0.map { [$0.replacing(own, with: other)] } ?? [] })
    default: return (response, answer)
    }
  }
}

extension [UInt8] {
  /// The bytes as UTF-8 with one text in the place of another.
  fileprivate func replacing(_ old: String, with new: String) -> [UInt8] {
    Array(String(decoding: self, as: UTF8.self).replacing(old, with: new).utf8)
  }
}
