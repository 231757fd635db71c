package import JSON
import Synchronization

/// A request that a line made of a service, as it goes over the wire.
package struct ServiceRequest: Sendable, Hashable {
  /// The provider's name.
  package var provider: String
  /// Such as `POST`.
  package var method: String
  /// Below the provider's address, beginning with a slash.
  package var path: String
  /// Without the question mark; empty for none.
  package var query: String
  /// What is sent as JSON, or the plain fields of a form; nil for nothing.
  package var body: JSONValue?
  /// The name of the file in a form.
  package var filename: String?
  /// The provider's name of what came of it; nil where nothing new did.
  package var answerID: String?

  package init(
    provider: String, method: String, path: String, query: String = "", body: JSONValue? = nil,
    filename: String? = nil
  ) {
    self.provider = provider
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.filename = filename
  }

  var json: JSONValue {
    var members = [
      JSONMember("provider", .string(provider)), JSONMember("method", .string(method)),
      JSONMember("path", .string(path)),
    ]
    if !query.isEmpty { members.append(JSONMember("query", .string(query))) }
    if let body { members.append(JSONMember("body", body)) }
    if let filename { members.append(JSONMember("file", .string(filename))) }
    if let answerID { members.append(JSONMember("answer_id", .string(answerID))) }
    return .object(members)
  }
}

/// What was asked of services by the last line that asked any, without keys.
package final class RequestLog: Sendable {
  private struct State {
    var requests: [ServiceRequest] = []
    /// How many were dropped when another line asked, so that late answers find nothing.
    var dropped = 0
    /// Whether the next request is the first of another line.
    var isAtNewLine = true
  }

  /// A job that is followed for days asks often, and what it asks repeats.
  private static let limit = 500

  private let state = Mutex(State())

  package init() {}

  /// In the order they were made; a question that was asked again and again is there once.
  package var requests: [ServiceRequest] { state.withLock { $0.requests } }

  /// What is asked from now on is another line's.
  package func beginLine() { state.withLock { $0.isAtNewLine = true } }

  /// Whether the line that runs has asked a service.
  var hasAsked: Bool { state.withLock { !$0.isAtNewLine } }

  /// Adds a request, and returns what is to be told the id in its answer.
  package func add(_ request: ServiceRequest) -> @Sendable (_ id: String) -> Void {
    let index = state.withLock { state -> Int? in
      if state.isAtNewLine {
        state.dropped += state.requests.count
        state.requests = []
        state.isAtNewLine = false
      }
      let isKnown = request.method == "GET" && state.requests.contains(request)
      guard !isKnown, state.requests.count < Self.limit else { return nil }
      state.requests.append(request)
      return state.dropped + state.requests.count - 1
    }
    return { [self] id in
      state.withLock { state in
        guard let index, index >= state.dropped else { return }
        state.requests[index - state.dropped].answerID = id
      }
    }
  }
}
