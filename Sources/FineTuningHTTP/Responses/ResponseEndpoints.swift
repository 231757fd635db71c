import FineTuning
import HTTPTypes
import JSON

/// The endpoints of responses; creating one may stream and stands beside.
enum ResponseEndpoints {
  static let retrieve = Endpoint<ModelResponse.ID, ModelResponse>(
    method: .get, path: "responses/{}",
    request: .init(
      encode: { OutgoingCall(arguments: [$0.rawValue]) },
      decode: { call in
        var query = QueryReader(call.query)
        while query.string("include") != nil || query.string("include[]") != nil {}
        _ = try query.word("include_obfuscation", of: ["true", "false"])
        _ = try query.word("stream", of: ["false"])
        try query.finish()
        return Identifier(call.arguments[0])
      }),
    response: response
  ) { try await $0.responseService.response($1) }

  static let delete = Endpoint<ModelResponse.ID, Deletion>(
    method: .delete, path: "responses/{}", request: .identifier(),
    response: .init(encode: \.wire, decode: Deletion.init(answer:))
  ) { try await $0.responseService.deleteResponse($1) }

  static let response = ResponseCodec(
    encode: \ModelResponse.wire, decode: ModelResponse.init(answer:))
  static let createPath: PathPattern = "responses"
}
