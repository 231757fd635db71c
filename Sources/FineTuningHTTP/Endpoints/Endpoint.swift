// The wire of fine-tuning services: every operation is one endpoint with a codec for each direction.
// ``RemoteService`` turns calls into requests over a transport, and ``ServiceRouter`` turns requests
// into calls of any service. Neither opens a socket. Read this file first, then
// Jobs/JobEndpoints.swift as an example and Router/Route.swift for the whole table.

import FineTuning
import HTTPTypes
import JSON

/// One operation of the API, defined once for the client and the server.
///
/// The client encodes an `Input` and decodes an `Output` leniently, as providers differ; the
/// server decodes the input strictly, so that mistakes show, and encodes the output exactly.
struct Endpoint<Input: Sendable, Output: Sendable>: Sendable {
  let method: HTTPRequest.Method
  let path: PathPattern
  var retries: RetryRule = .always
  let request: RequestCodec<Input>
  let response: ResponseCodec<Output>
  let perform: @Sendable (any FineTuningService, Input) async throws -> Output
}

/// How a client encodes a request and the server decodes it.
struct RequestCodec<Input: Sendable>: Sendable {
  var encode: @Sendable (Input) -> OutgoingCall
  var decode: @Sendable (IncomingCall) async throws -> Input
}

/// How the server encodes a result and a client decodes it.
struct ResponseCodec<Output: Sendable>: Sendable {
  var encode: @Sendable (Output) -> JSONValue
  var decode: @Sendable (JSONValue) throws -> Output
}

/// When a failed request may be retried automatically.
enum RetryRule: Sendable {
  /// After broken connections and passing faults: the request changes nothing, or nothing twice.
  case always
  /// Only when the server said that it did not begin, as with 429.
  case refusals
  /// Only after such a refusal that says when to come again: what is sent is paid for.
  case whenTold
  /// Never: a streamed body is used up.
  case never
}

/// A request as the client sends it.
struct OutgoingCall: Sendable {
  /// What is sent besides the address.
  enum Content: Sendable {
    case none
    case json(JSONValue)
    case form(MultipartForm)
  }

  /// For the `{}` of the path, in order.
  var arguments: [String] = []
  var query: [(name: String, value: String)] = []
  var content: Content = .none
}

/// A request as the server received it.
struct IncomingCall: Sendable {
  let method: HTTPRequest.Method
  /// Decoded, one for each `{}` of the path.
  let arguments: [String]
  /// Decoded, in order.
  let query: [(name: String, value: String)]
  let headers: HTTPFields
  let body: RequestBody
}
