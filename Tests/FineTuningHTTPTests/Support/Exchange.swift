import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON

/// A request as a test writes it.
struct Ask: Sendable {
  var method: HTTPRequest.Method = .get
  var path: String
  var headers: [(String, String)] = []
  var body: RequestBody = .none

  static func post(_ path: String, _ json: JSONValue) -> Ask {
    post(path, raw: json.text)
  }

  static func post(_ path: String, raw text: String) -> Ask {
    Ask(
      method: .post, path: path, headers: [("content-type", "application/json")],
      body: .bytes(Array(text.utf8)))
  }
}

/// An answer as a test reads it.
struct Told: Sendable {
  var status: Int
  var headers: HTTPFields
  var text: String

  var json: JSONValue? { try? JSONValue(parsing: text) }
}

extension ServiceRouter {
  /// Sends `ask` and collects the whole answer.
  func tell(_ ask: Ask) async throws -> Told {
    var request = HTTPRequest(
      method: ask.method, scheme: "http", authority: "localhost", path: ask.path)
    for (name, value) in ask.headers {
      guard let field = HTTPField.Name(name) else { continue }
      request.headerFields.append(HTTPField(name: field, value: value))
    }
    let (response, body) = try await send(request, body: ask.body)
    return Told(
      status: response.status.code, headers: response.headerFields,
      text: String(decoding: try await body.collected(), as: UTF8.self))
  }
}

/// Answers every request with the next of the given answers, and remembers the requests.
actor ScriptedTransport: HTTPTransport {
  /// One thing that happens to a request.
  enum Step: Sendable {
    case answer(Int, String, [(String, String)] = [])
    case chunks([String])
    case failure(TransportError)
  }

  private var steps: [Step]
  private(set) var requests: [(head: HTTPRequest, body: [UInt8])] = []

  init(_ steps: [Step]) {
    self.steps = steps.reversed()
  }

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    requests.append((request, try await body.chunks.collected()))
    switch steps.popLast() {
    case .answer(let status, let text, let headers):
      var response = HTTPResponse(status: .init(code: status))
      for (name, value) in headers {
        if let field = HTTPField.Name(name) { response.headerFields[field] = value }
      }
      return (response, .chunks([Array(text.utf8)]))
    case .chunks(let chunks):
      return (HTTPResponse(status: .ok), .chunks(chunks.map { Array($0.utf8) }))
    case .failure(let error): throw error
    case nil: throw TransportError(.couldNotConnect, host: "script")
    }
  }
}
