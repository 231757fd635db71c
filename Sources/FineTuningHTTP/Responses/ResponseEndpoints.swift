import FineTuning
import HTTPTypes
import JSON

/// The endpoints of responses; creating one may stream and stands beside.
enum ResponseEndpoints {
  static let retrieve = Endpoint<ModelResponse.ID, ModelResponse>(
    method: .get, path: "responses/{}",
    question: .init(
      encode: { OutgoingCall(arguments: [$0.rawValue]) },
      decode: { call in
        var query = QueryReader(call.query)
        while query.string("include") != nil || query.string("include[]") != nil {}
        _ = try query.word("include_obfuscation", of: ["true", "false"])
        _ = try query.word("stream", of: ["false"])
        try query.finish()
        return Identifier(call.arguments[0])
      }),
    answer: answer
  ) { try await $0.response($1) }

  static let delete = Endpoint<ModelResponse.ID, Deletion>(
    method: .delete, path: "responses/{}", question: .identifier(),
    answer: .init(encode: \.wire, decode: Deletion.init(answer:))
  ) { try await $0.deleteResponse($1) }

  static let answer = Answer(encode: \ModelResponse.wire, decode: ModelResponse.init(answer:))
  static let createPath: PathPattern = "responses"
}
