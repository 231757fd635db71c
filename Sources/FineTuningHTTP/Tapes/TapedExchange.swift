import Digests
package import JSON

/// What one request asked, in a form in which two of them can be compared.
package struct TapedRequest: Sendable, Hashable {
  /// Such as `POST`.
  package var method: String
  /// Below the provider's address, beginning with a slash.
  package var path: String
  /// Empty for none.
  package var query: String
  /// With sorted members and without keys; of an uploaded file, its name, length and SHA-256.
  package var body: JSONValue?

  package init(method: String, path: String, query: String = "", body: JSONValue? = nil) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body?.canonical.withoutKeys
  }

  /// The route of the path, each argument `{}`; the path itself where no route is known.
  var template: String {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for route in Route.all where route.path.arguments(in: Array(segments)) != nil {
      return "/" + route.path.segments.map { $0 ?? "{}" }.joined(separator: "/")
    }
    return path
  }

  /// Whether the request only looks, so that the same answer may be given twice.
  var isLook: Bool { method == "GET" }

  /// What requests are counted by: a look by all that it asks, every other one by its template.
  var key: String {
    guard isLook else { return "\(method) \(template)" }
    let items = query.split(separator: "&").sorted().joined(separator: "&")
    return items.isEmpty ? "\(method) \(path)" : "\(method) \(path)?\(items)"
  }

  /// The request in a message.
  var title: String { "\(method) \(path)" }

  /// The first digits of the SHA-256 of method, path, query and body, to find a request by.
  var hash: String {
    var hash = SHA256()
    hash.update(Array("\(key) \(path) \(body?.text ?? "")".utf8))
    return String(hash.finish().prefix(16))
  }
}

/// A request of a script and the answer that it got.
package struct TapedExchange: Sendable, Hashable {
  /// The body of an answer.
  package enum Content: Sendable, Hashable {
    case json(JSONValue)
    case text(String)
    /// Not UTF-8, as base64.
    case bytes(String)
    /// The events of a stream, each with the milliseconds since the request.
    case events([Event])
  }

  /// One event of a stream.
  package struct Event: Sendable, Hashable {
    package var milliseconds: Int
    package var event: ServerSentEvent

    package init(milliseconds: Int, event: ServerSentEvent) {
      self.milliseconds = milliseconds
      self.event = event
    }
  }

  /// How the request ended.
  package enum Ending: Sendable, Hashable {
    case answer(status: Int, headers: [String: String], Content)
    /// There was no answer; the name of the ``TransportError/Code``.
    case failure(String)
  }

  /// The number of the script's cell that made the request; nil where none ran.
  package var cell: Int?
  package var provider: String
  /// Since the recording began.
  package var startMilliseconds: Int
  /// Until the last byte of the answer.
  package var milliseconds: Int
  package var request: TapedRequest
  package var ending: Ending

  package init(
    cell: Int?, provider: String, startMilliseconds: Int, milliseconds: Int = 0,
    request: TapedRequest, ending: Ending
  ) {
    self.cell = cell
    self.provider = provider
    self.startMilliseconds = startMilliseconds
    self.milliseconds = milliseconds
    self.request = request
    self.ending = ending
  }
}

// MARK: Lines

extension TapedExchange {
  var wire: JSONValue {
    var members = [
      JSONMember("cell", JSONValue(cell)), JSONMember("at_ms", .integer(startMilliseconds)),
      JSONMember("ms", .integer(milliseconds)), JSONMember("provider", .string(provider)),
      JSONMember("method", .string(request.method)), JSONMember("path", .string(request.path)),
    ]
    if !request.query.isEmpty { members.append(JSONMember("query", .string(request.query))) }
    members.append(JSONMember("hash", .string(request.hash)))
    if let body = request.body { members.append(JSONMember("request", body)) }
    switch ending {
    case .failure(let name): members.append(JSONMember("no_answer", .string(name)))
    case .answer(let status, let headers, let content):
      members.append(JSONMember("status", .integer(status)))
      members.append(JSONMember("headers", JSONValue(headers)))
      members.append(content.member)
    }
    return .object(members)
  }

  init?(_ value: JSONValue) {
    guard let provider = value["provider"]?.string, let method = value["method"]?.string,
      let path = value["path"]?.string, path.hasPrefix("/")
    else { return nil }
    let ending: Ending
    if let name = value["no_answer"]?.string {
      ending = .failure(name)
    } else {
      guard let status = value["status"]?.count, (100...599).contains(status),
        let content = Content(value)
      else { return nil }
      ending = .answer(status: status, headers: value["headers"]?.pairs ?? [:], content)
    }
    self.init(
      cell: value["cell"]?.integer, provider: provider,
      startMilliseconds: value["at_ms"]?.count ?? 0, milliseconds: value["ms"]?.count ?? 0,
      request: TapedRequest(
        method: method, path: path, query: value["query"]?.string ?? "", body: value["request"]),
      ending: ending)
  }
}

extension TapedExchange.Content {
  fileprivate var member: JSONMember {
    switch self {
    case .json(let value): JSONMember("json", value)
    case .text(let text): JSONMember("text", .string(text))
    case .bytes(let text): JSONMember("base64", .string(text))
    case .events(let events):
      JSONMember(
        "events",
        .array(
          events.map { event in
            var parts: [JSONValue] = [.integer(event.milliseconds), .string(event.event.data)]
            if event.event.name != "message" { parts.append(.string(event.event.name)) }
            return .array(parts)
          }))
    }
  }

  fileprivate init?(_ value: JSONValue) {
    if let json = value["json"] {
      self = .json(json)
    } else if let text = value["text"]?.string {
      self = .text(text)
    } else if let text = value["base64"]?.string {
      self = .bytes(text)
    } else if let events = value["events"]?.array {
      self = .events(
        events.compactMap { event in
          guard let data = event[1]?.string else { return nil }
          return TapedExchange.Event(
            milliseconds: event[0]?.count ?? 0,
            event: ServerSentEvent(name: event[2]?.string ?? "message", data: data))
        })
    } else {
      return nil
    }
  }

  /// Reads the body of an answer, without keys.
  init(_ bytes: [UInt8], isJSON: Bool, secrets: [String]) {
    if isJSON, let value = try? JSONValue(parsing: bytes) {
      self = .json(value.withoutKeys.without(secrets))
    } else if let text = String(validating: bytes, as: UTF8.self) {
      self = .text(text.withoutKeys.without(secrets))
    } else {
      self = .bytes(String(decoding: Base64.encoded(bytes), as: UTF8.self))
    }
  }

  /// The body as a server sends it, in pieces.
  var chunks: [[UInt8]] {
    switch self {
    case .json(let value): [value.encoded()]
    case .text(let text): [Array(text.utf8)]
    case .bytes(let text): [Base64.decoded(text.utf8) ?? []]
    case .events(let events): events.map(\.event.encoded)
    }
  }
}
