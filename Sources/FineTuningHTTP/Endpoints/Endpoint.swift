import FineTuning
import HTTPTypes
import JSON

/// One operation of the API, told once for both ends of the wire.
///
/// The client encodes an `Input` and decodes an `Output` leniently, as providers differ; the
/// server decodes the input strictly, so that mistakes show, and encodes the output exactly.
struct Endpoint<Input: Sendable, Output: Sendable>: Sendable {
  let method: HTTPRequest.Method
  let path: PathPattern
  var retries: RetryRule = .always
  let question: Question<Input>
  let answer: Answer<Output>
  let perform: @Sendable (any FineTuningService, Input) async throws -> Output
}

/// How to tell the server what is wanted, and the server's way to understand it.
struct Question<Input: Sendable>: Sendable {
  var encode: @Sendable (Input) -> OutgoingCall
  var decode: @Sendable (IncomingCall) async throws -> Input
}

/// The server's way to tell the result, and the client's way to understand it.
struct Answer<Output: Sendable>: Sendable {
  var encode: @Sendable (Output) -> JSONValue
  var decode: @Sendable (JSONValue) throws -> Output
}

/// When a request may be sent again without anybody asking.
enum RetryRule: Sendable {
  /// After broken connections and passing faults: the request changes nothing, or nothing twice.
  case always
  /// Only when the server said that it did not begin, as with 429.
  case refusals
  /// Never: a second job costs money, and a streamed body is used up.
  case never
}

/// A request as the client states it.
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

/// A request as the server got it.
struct IncomingCall: Sendable {
  let method: HTTPRequest.Method
  /// Decoded, one for each `{}` of the path.
  let arguments: [String]
  /// Decoded, in order.
  let query: [(name: String, value: String)]
  let headers: HTTPFields
  let body: RequestBody
}
