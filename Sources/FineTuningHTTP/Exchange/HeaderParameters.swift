/// The parameters of a header such as `form-data; name="file"; filename="a.jsonl"`.
struct HeaderParameters: Sendable {
  private var values: [String: String] = [:]

  /// Reads what follows the first semicolon; what is malformed is left out.
  init(_ header: String) {
    var rest = header.drop { $0 != ";" }
    while rest.popFirst() != nil {
      rest = rest.drop { $0 == " " || $0 == "\t" }
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest.dropFirst(name.count)
      guard rest.first == "=" else { continue }
      rest.removeFirst()
      let value = Self.value(&rest)
      rest = rest.drop { $0 != ";" }
      let key = name.lowercased()
      if values[key] == nil { values[key] = value }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// A token, or text in quotes, in which browsers write a quote as `%22` and others as `\"`.
  private static func value(_ rest: inout Substring) -> String {
    guard rest.first == "\"" else {
      let token = rest.prefix { $0 != ";" && !$0.isWhitespace }
      rest = rest.dropFirst(token.count)
      return String(token)
    }
    rest.removeFirst()
    var text = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
        text.append(rest.removeFirst())
      } else {
        text.append(character)
      }
    }
    return text.replacingEscapedQuotes
  }
}

extension String {
  fileprivate var replacingEscapedQuotes: String {
    split(separator: "%22", omittingEmptySubsequences: false).joined(separator: "\"")
  }
}
