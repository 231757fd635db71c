import FineTuning
import HTTPTypes
import JSON

/// The codecs that most requests need.
extension RequestCodec {
  /// Everything is in the query, for lists of the whole.
  static func query(
    _ decode: @escaping @Sendable (inout QueryReader) throws -> PageQuery
  ) -> Self where Input == PageQuery {
    Self(
      encode: { OutgoingCall(query: $0.wire) },
      decode: { call in
        var reader = QueryReader(call.query)
        let page = try decode(&reader)
        try reader.finish()
        return page
      })
  }

  /// The one argument of the path.
  static func identifier<Subject>() -> Self where Input == Identifier<Subject> {
    Self(
      encode: { OutgoingCall(arguments: [$0.rawValue]) },
      decode: { call in
        try QueryReader(call.query).finish()
        return Identifier(call.arguments[0])
      })
  }

  /// The one argument of the path, as plain text.
  static func name() -> Self where Input == String {
    Self(
      encode: { OutgoingCall(arguments: [$0]) },
      decode: { call in
        try QueryReader(call.query).finish()
        return call.arguments[0]
      })
  }

  /// A JSON object and nothing else.
  static func json(
    _ encode: @escaping @Sendable (Input) -> JSONValue,
    _ decode: @escaping @Sendable (inout ObjectReader) throws -> Input
  ) -> Self {
    Self(
      encode: { OutgoingCall(content: .json(encode($0))) },
      decode: { call in
        try QueryReader(call.query).finish()
        return try await call.object(decode)
      })
  }
}

extension IncomingCall {
  /// The most that a request in JSON may measure, in bytes; conversations can be long.
  static let jsonLimit = 32 << 20
  /// The most values in it; a byte or two of text can make one that takes fifty in memory.
  static let jsonValueLimit = 100_000

  /// Reads the body as one JSON object whose every key `decode` must take.
  func object<Value>(
    _ decode: (inout ObjectReader) throws -> Value
  ) async throws -> Value {
    let value = try await json()
    var reader = try ObjectReader(value)
    let result = try decode(&reader)
    try reader.finish()
    return result
  }

  /// - Throws: ``ServiceError`` for a body that is too large, of another type or not JSON.
  private func json() async throws -> JSONValue {
    if let type = headers[.contentType], !type.lowercased().contains("json") {
      throw ServiceError(
        status: 415,
        message: "Unsupported content type: '\(type.prefix(100))'. This API method only accepts "
          + "'application/json' requests, but you specified another 'Content-Type' header.",
        code: "unsupported_content_type")
    }
    let bytes = try await body.chunks.collected(limit: Self.jsonLimit)
    do {
      return try JSONValue(parsing: bytes, valueLimit: Self.jsonValueLimit)
    } catch {
      throw ServiceError(
        status: 400, message: "We could not parse the JSON body of your request: \(error).")
    }
  }
}

extension ResponseCodec {
  /// A list, with `first_id` and `last_id` when `ids` says how to find them.
  static func page<Element>(
    _ decode: @escaping @Sendable (JSONValue) throws -> Element,
    _ encode: @escaping @Sendable (Element) -> JSONValue,
    ids: (@Sendable (Element) -> String)? = nil
  ) -> Self where Output == Page<Element> {
    Self(
      encode: { $0.wire(encode, ids: ids) },
      decode: { try Page(answer: $0, decode) })
  }
}
