import Files
import FineTuning
import JSON

/// The responses that clients asked to be kept: `responses/ID.json`.
struct ResponseStore: Sendable {
  let store: Store
  /// The longest chain of responses that one may go on from.
  private static let chainLimit = 1000

  /// The response; nil when there is none.
  func response(_ id: ModelResponse.ID) throws(FileError) -> ModelResponse? {
    guard Store.isName(id.rawValue) else { return nil }
    return try store.responses.value(of: "\(id).json").flatMap { ModelResponse(record: $0) }
  }

  func add(_ response: ModelResponse) throws(FileError) {
    try store.responses.replace("\(response.id).json", with: response.record)
  }

  /// Says whether the response was there.
  func remove(_ id: ModelResponse.ID) throws(FileError) -> Bool {
    guard try response(id) != nil else { return false }
    try store.responses.remove("\(id).json")
    return true
  }

  /// The turns of the chain that ends with `id`, oldest first, without instructions.
  ///
  /// - Throws: ``ServiceError`` when a link is missing.
  func history(through id: ModelResponse.ID?) throws -> [ChatMessage] {
    var links: [[ChatMessage]] = []
    var next = id
    while let id = next, links.count < ResponseStore.chainLimit {
      guard let response = try response(id) else {
        throw ServiceError(
          status: 400, message: "Previous response with id '\(id)' not found.",
          parameter: "previous_response_id", code: "previous_response_not_found")
      }
      let answers = response.output.map { ChatMessage(role: "assistant", text: $0.text) }
      links.append(response.request.input + answers)
      next = response.request.previous
    }
    return links.reversed().flatMap(\.self)
  }
}
