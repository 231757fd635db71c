import FineTuning
import JSON

/// Reads the query of a request strictly; ``finish()`` says which parameter is unknown.
struct QueryReader {
  private var unread: [(name: String, value: String)]

  init(_ query: [(name: String, value: String)]) {
    // Azure's clients add their version to every address.
    unread = query.filter { $0.name != "api-version" }
  }

  mutating func string(_ name: String) -> String? {
    guard let index = unread.firstIndex(where: { $0.name == name }) else { return nil }
    return unread.remove(at: index).value
  }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = string(name) else { return nil }
    let value = Int(text).map { JSONValue.integer($0) } ?? .string(text)
    return try ObjectReader.integer(value, in: range, name: name)
  }

  mutating func word(_ name: String, of words: [String]) throws -> String? {
    guard let text = string(name) else { return nil }
    guard words.contains(text) else {
      throw ServiceError.invalidChoice(text, of: words, name: name)
    }
    return text
  }

  /// The pairs written as `name[key]=value`.
  mutating func pairs(_ name: String) -> [String: String] {
    var pairs: [String: String] = [:]
    unread.removeAll { item in
      guard item.name.hasPrefix("\(name)["), item.name.hasSuffix("]") else { return false }
      let key = item.name.dropFirst(name.utf8.count + 1).dropLast()
      pairs[String(key)] = item.value
      return true
    }
    return pairs
  }

  /// - Throws: ``ServiceError`` for the first parameter that was not read.
  func finish() throws {
    guard let item = unread.first else { return }
    throw ServiceError.unknownParameter(item.name)
  }
}
