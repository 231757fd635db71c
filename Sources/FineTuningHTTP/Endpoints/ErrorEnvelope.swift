import FineTuning
import HTTPTypes
import JSON

extension ServiceError {
  /// The body of an error's answer; all four keys are always there.
  var wire: JSONValue {
    [
      "error": [
        "message": .string(message), "type": .string(type), "param": JSONValue(parameter),
        "code": JSONValue(code),
      ]
    ]
  }

  /// Reads the object under `error`, or whatever else a provider has put in its place.
  init(answer: JSONValue, status: Int) {
    self.init(
      status: status,
      message: answer.text("message") ?? answer.string ?? answer.text("detail") ?? answer.text,
      type: answer.text("type") ?? "", parameter: answer.text("param"),
      // Some providers number their codes.
      code: answer.text("code") ?? answer["code"]?.integer.map { String($0) })
  }

  /// Reads the body of an answer with an error status; one that is not JSON is the message.
  init(body: [UInt8], status: Int, headers: HTTPFields) {
    if let value = try? JSONValue(parsing: body) {
      self.init(answer: value["error"] ?? value, status: status)
    } else {
      let text = String(decoding: body.prefix(2000), as: UTF8.self)
      self.init(status: status, message: text.isEmpty ? "(no body)" : text, type: "")
    }
    requestID = headers[.requestID]
    retryAfterSeconds = headers.retryAfterSeconds
  }

  /// - Throws: ``ServiceError`` when `answer` has an `error` that is not null and not empty.
  static func throwIfPresent(in answer: JSONValue) throws {
    guard let error = answer["error"], error != .null, error != .object([]) else { return }
    throw ServiceError(answer: error, status: 500)
  }
}

extension JSONValue {
  /// The values of one answer, some hundred bytes each; the longest real lists have fewer.
  private static let answerValueLimit = 4_000_000

  /// Parses an answer's body.
  ///
  /// - Throws: ``UnreadableAnswer`` when it is not JSON.
  init(answer bytes: [UInt8]) throws {
    do {
      self = try JSONValue(parsing: bytes, valueLimit: Self.answerValueLimit)
    } catch {
      throw UnreadableAnswer(field: nil)
    }
  }
}
