import FineTuning
import JSON

/// Lists as the wire has them.
extension Page {
  /// The list's object; `ids` become `first_id` and `last_id` where the endpoint has them.
  ///
  /// For an empty list they are `noID`, which the schema wants to be text for files.
  func wire(
    _ encode: (Element) -> JSONValue, ids: ((Element) -> String)? = nil, noID: String? = nil
  ) -> JSONValue {
    var members = [
      JSONMember("object", "list"), JSONMember("data", .array(elements.map(encode))),
    ]
    if let ids {
      members.append(JSONMember("first_id", JSONValue(elements.first.map(ids) ?? noID)))
      members.append(JSONMember("last_id", JSONValue(elements.last.map(ids) ?? noID)))
    }
    members.append(JSONMember("has_more", .bool(hasMore)))
    return .object(members)
  }

  /// Reads a list; a service that does not say whether more follows has no more.
  init(answer: JSONValue, _ decode: (JSONValue) throws -> Element) throws {
    self.init(
      elements: try answer.requiredArray("data").map(decode),
      hasMore: answer["has_more"]?.bool ?? false)
  }
}

extension PageQuery {
  /// The parameters that are set.
  var wire: [(name: String, value: String)] {
    var items: [(name: String, value: String)] = []
    if let after { items.append(("after", after)) }
    if let limit { items.append(("limit", String(limit))) }
    if let order { items.append(("order", order.rawValue)) }
    if let purpose { items.append(("purpose", purpose)) }
    if let project { items.append(("project_id", project)) }
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      items.append(("metadata[\(key)]", value))
    }
    if isWithoutMetadata { items.append(("metadata", "null")) }
    return items
  }

  /// Reads the two parameters that every list has.
  init(cursor query: inout QueryReader, limits: ClosedRange<Int>) throws {
    self.init(after: query.string("after"), limit: try query.integer("limit", in: limits))
  }
}
