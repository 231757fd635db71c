import JSON

/// What stands where a secret was.
private let mask = "(redacted)"

extension JSONValue {
  /// The names of members whose values say who the customer is or open a door, whatever they are.
  private static let secretNames: Set<String> = [
    "organization_id", "organization", "project_id", "api_key", "apikey", "authorization", "secret",
    "password", "access_token", "refresh_token", "client_secret",
  ]

  /// The value with everything masked that looks like a key.
  var withoutKeys: JSONValue { mapping { $0.withoutKeys } }

  /// The value without the secrets themselves, wherever they stand.
  func without(_ secrets: [String]) -> JSONValue {
    secrets.isEmpty ? self : mapping { $0.without(secrets) }
  }

  private func mapping(_ change: (String) -> String) -> JSONValue {
    switch self {
    case .string(let text): .string(change(text))
    case .array(let elements): .array(elements.map { $0.mapping(change) })
    case .object(let members):
      .object(
        members.map { member in
          if case .string = member.value,
            Self.secretNames.contains(member.key.lowercased())
          {
            return JSONMember(change(member.key), .string(mask))
          }
          return JSONMember(change(member.key), member.value.mapping(change))
        })
    case .null, .bool, .integer, .number: self
    }
  }

  /// The value with the members of its objects sorted, and whole numbers written one way.
  var canonical: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.canonical))
    case .object(let members):
      .object(
        members.map { JSONMember($0.key, $0.value.canonical) }.sorted { $0.key < $1.key })
    case .number(let number): Int(exactly: number).map(JSONValue.integer) ?? self
    case .null, .bool, .integer, .string: self
    }
  }

  /// The value with a text put in the place of another wherever it stands.
  func replacing(_ old: String, with new: String) -> JSONValue {
    mapping { $0 == old ? new : $0 }
  }
}

extension String {
  /// The beginnings of keys, as their makers publish them so that scanners can find them.
  private static let keyPrefixes = [
    "sk-", "ftk-", "rk-", "pk-", "gsk_", "hf_", "xai-", "ghp_", "gho_", "github_pat_", "glpat-",
    "AKIA", "ASIA", "AIza", "org-", "proj_", "eyJ", "xoxb-", "xoxp-", "Bearer ",
  ]
  /// The fewest signs behind such a beginning that make a key.
  private static let shortestKey = 16

  /// The text with every word masked that looks like a key.
  var withoutKeys: String {
    guard utf8.count >= Self.shortestKey,
      Self.keyPrefixes.contains(where: { contains($0) })
    else { return self }
    var result = ""
    var rest = self[...]
    var before: Character?
    while let first = rest.first {
      if before.map({ !$0.isLetter && !$0.isNumber }) ?? true,
        let prefix = Self.keyPrefixes.first(where: { rest.hasPrefix($0) })
      {
        let body = rest.dropFirst(prefix.count).prefix { $0.isPartOfKey }
        if body.count >= Self.shortestKey, prefix.first?.isLowercase == false || body.looksRandom {
          result += mask
          rest = rest.dropFirst(prefix.count + body.count)
          before = ")"
          continue
        }
      }
      result.append(first)
      before = first
      rest = rest.dropFirst()
    }
    return result
  }

  /// The text without the secrets themselves.
  func without(_ secrets: [String]) -> String {
    var result = self
    for secret in secrets where !secret.isEmpty && result.contains(secret) {
      result.replace(secret, with: mask)
    }
    return result
  }
}

extension [TapedExchange.Event] {
  /// The members of an event that hold a piece of a text.
  private static let pieceNames: Set<String> = [
    "content", "delta", "text", "arguments", "refusal", "reasoning_content",
  ]

  /// The events without the keys that show only when the pieces of a text are put together.
  ///
  /// Such a text stands whole, and masked, in the first event that has a piece of it.
  func withoutSplitKeys(_ secrets: [String]) -> Self {
    let values = map { try? JSONValue(parsing: $0.event.data) }
    var texts: [[String]: String] = [:]
    for value in values {
      value?.forEachPiece(named: Self.pieceNames) { texts[$0, default: ""] += $1 }
    }
    var masked: [[String]: String] = [:]
    for (path, text) in texts {
      let clean = text.withoutKeys.without(secrets)
      if clean != text { masked[path] = clean }
    }
    if masked.isEmpty { return self }
    var (events, written) = (self, Set<[String]>())
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      let changed = value.mappingPieces(named: Self.pieceNames) { path, piece in
        guard let clean = masked[path] else { return piece }
        return written.insert(path).inserted ? clean : ""
      }
      if changed != value { events[index].event.data = changed.text }
    }
    return events
  }
}

extension JSONValue {
  fileprivate func forEachPiece(
    named names: Set<String>, at path: [String] = [], _ take: ([String], String) -> Void
  ) {
    _ = mappingPieces(named: names, at: path) {
      take($0, $1)
      return $1
    }
  }

  /// The value with the texts changed that members of these names have; each with its path.
  fileprivate func mappingPieces(
    named names: Set<String>, at path: [String] = [], _ change: ([String], String) -> String
  ) -> JSONValue {
    switch self {
    case .string(let text):
      path.last.map(names.contains) == true ? .string(change(path, text)) : self
    case .array(let elements):
      .array(
        elements.enumerated().map { index, element in
          element.mappingPieces(named: names, at: path + ["\(index)"], change)
        })
    case .object(let members):
      .object(
        members.map { member in
          JSONMember(
            member.key, member.value.mappingPieces(named: names, at: path + [member.key], change))
        })
    case .null, .bool, .integer, .number: self
    }
  }
}

extension Character {
  fileprivate var isPartOfKey: Bool {
    isASCII && (isLetter || isNumber || "-_.".contains(self))
  }
}

extension Substring {
  /// Whether a digit is in it, as in every key by chance, and in hardly any long word.
  fileprivate var looksRandom: Bool { contains(where: \.isNumber) }
}
