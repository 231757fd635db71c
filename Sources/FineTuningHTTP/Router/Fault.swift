/// A fault that a server shows on request, for lessons and tests.
package struct Fault: Sendable, Hashable {
  /// What goes wrong.
  package enum Kind: Sendable, Hashable {
    /// Too many requests, with the seconds to wait.
    case tooManyRequests(retryAfterSeconds: Int)
    case serverError
    /// The connection ends without an answer.
    case dropped
    /// Each piece of the answer comes this many milliseconds after the one before.
    case slow(milliseconds: Int)
    /// What an organization hears that may create no jobs.
    case trainingNotAvailable
  }

  package var kind: Kind
  /// nil for every method.
  package var method: String?
  /// The path under `/v1`, such as `chat/completions`; a `*` stands for one part, `**` for all.
  package var path: String
  /// How often it shows; nil for always.
  package var count: Int?

  package init(_ kind: Kind, method: String? = nil, path: String = "**", count: Int? = nil) {
    self.kind = kind
    self.method = method
    self.path = path
    self.count = count
  }
}

extension Fault {
  /// Reads a rule such as `429:3 POST chat/completions x2`; nil for a text that is none.
  ///
  /// The kinds are `429` with the seconds to wait, `500`, `drop`, `slow` with milliseconds, and
  /// `403`. Method, path and count may be left out.
  package init?(_ rule: String) {
    var words = rule.split(separator: " ")[...]
    guard let first = words.popFirst(), let kind = Self.kind(first) else { return nil }
    self.init(kind)
    if let word = words.first, word.allSatisfy({ $0.isASCII && $0.isUppercase }) {
      method = String(word)
      words.removeFirst()
    }
    if let word = words.last, word.hasPrefix("x"), let times = Int(word.dropFirst()), times > 0 {
      count = times
      words.removeLast()
    }
    if let word = words.popFirst() {
      path = String(word.drop { $0 == "/" })
      if path.hasPrefix("v1/") { path.removeFirst(3) }
    }
    guard words.isEmpty else { return nil }
  }

  private static func kind(_ word: Substring) -> Kind? {
    let halves = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let number = halves.count > 1 ? Int(halves[1]) : nil
    guard halves.count == 1 || (number ?? -1) >= 0 else { return nil }
    switch (halves[0], number) {
    case ("429", let seconds): return .tooManyRequests(retryAfterSeconds: seconds ?? 1)
    case ("500", nil): return .serverError
    case ("drop", nil): return .dropped
    case ("slow", let milliseconds): return .slow(milliseconds: milliseconds ?? 100)
    case ("403", nil): return .trainingNotAvailable
    default: return nil
    }
  }

  /// Whether the rule is about a request with this method and this path under `/v1`.
  func matches(method: String, path: Substring) -> Bool {
    guard self.method == nil || self.method == method else { return false }
    let pattern = self.path.split(separator: "/")
    let parts = path.split(separator: "/")
    for (index, part) in pattern.enumerated() {
      if part == "**" { return true }
      guard index < parts.count, part == "*" || part == parts[index] else { return false }
    }
    return pattern.count == parts.count
  }
}
