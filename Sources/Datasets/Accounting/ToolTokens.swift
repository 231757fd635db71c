package import JSON

/// The cookbook's estimate of what declared tools cost, for flat schemas.
///
/// From `num_tokens_for_tools` of the OpenAI cookbook.
package enum ToolTokens {
  private static let propertiesStart = 3
  private static let property = 3
  private static let enumerationStart = -3
  private static let enumerationItem = 3
  private static let end = 12

  /// The tokens of the value under `tools`, or under the older `functions`; 0 when it is not a list of functions.
  ///
  /// `functionStart` is ``TokenRules/functionStart`` of the model.
  package static func count(
    _ tools: JSONValue, functionStart: Int = TokenRules.standard.functionStart,
    tokens: StringTokenCount
  ) -> Int {
    func encoded(_ text: String) -> Int {
      var bytes: [UInt8] = []
      bytes.appendJSONContents(text)
      return unsafe bytes.withUnsafeBytes { unsafe tokens($0) }
    }
    // The older form lists the functions themselves.
    let functions = (tools.array ?? []).compactMap {
      $0["function"] ?? ($0["name"] == nil ? nil : $0)
    }
    guard !functions.isEmpty else { return 0 }
    return functions.reduce(end) { sum, function in
      let name = function["name"]?.string ?? ""
      let description = withoutFullStop(function["description"]?.string ?? "")
      let properties = function["parameters"]?["properties"]?.members ?? []
      return sum + functionStart + encoded("\(name):\(description)")
        + (properties.isEmpty ? 0 : propertiesStart)
        + properties.reduce(0) { $0 + count($1, encoded) }
    }
  }

  private static func count(_ member: JSONMember, _ encoded: (String) -> Int) -> Int {
    let type = member.value["type"]?.string ?? ""
    let description = withoutFullStop(member.value["description"]?.string ?? "")
    var sum = property + encoded("\(member.key):\(type):\(description)")
    if let items = member.value["enum"]?.array {
      sum += enumerationStart
      sum += items.reduce(0) { $0 + enumerationItem + encoded($1.string ?? $1.text) }
    }
    return sum
  }

  private static func withoutFullStop(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
