import FineTuning
import HTTPTypes
import JSON

/// The endpoint of moderation.
enum ModerationEndpoints {
  static let create = Endpoint<ModerationRequest, [Moderation]>(
    method: .post, path: "moderations",
    request: .init(
      encode: { request in
        var members = [JSONMember("input", .array(request.texts.map { .string($0) }))]
        if let model = request.model { members.append(JSONMember("model", .string(model))) }
        return OutgoingCall(content: .json(.object(members)))
      },
      decode: { call in
        try await call.object {
          ModerationRequest(texts: try $0.requiredStrings("input"), model: try $0.string("model"))
        }
      }),
    response: .init(
      encode: { ["id": "modr-1", "model": "moderation", "results": .array($0.map(\.wire))] },
      decode: { try $0.requiredArray("results").map(Moderation.init(answer:)) })
  ) { try await $0.moderationService.moderate($1) }
}

extension Moderation {
  var wire: JSONValue {
    let names = Set(scores.keys).union(flagged).sorted()
    return [
      "flagged": .bool(!flagged.isEmpty),
      "categories": .object(names.map { JSONMember($0, .bool(flagged.contains($0))) }),
      "category_scores": .object(names.map { JSONMember($0, .number(scores[$0] ?? 0)) }),
    ]
  }

  /// Reads an answer; a score that is no number from 0 to 1 is taken for the nearest that is.
  init(answer: JSONValue) {
    let scores = (answer["category_scores"]?.members ?? []).compactMap { member in
      member.value.double.map { (member.key, $0.isNaN ? 0 : min(max($0, 0), 1)) }
    }
    let flagged = (answer["categories"]?.members ?? []).compactMap { member in
      member.value == .bool(true) ? member.key : nil
    }
    self.init(
      flagged: Set(flagged), scores: Dictionary(scores, uniquingKeysWith: { $1 }))
  }
}
