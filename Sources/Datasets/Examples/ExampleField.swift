package import JSON

/// A part of an example as a reference names it: `assistant`, `messages[2].content`.
package enum ExampleField: Sendable, Hashable {
  /// The content of the last message of the role (of a preference, the better answer).
  case last(Role)
  /// The better answer of a preference, or the worse one.
  case answer(isPreferred: Bool)
  /// A place by its keys and indices, which count from 0.
  case path([JSONStep])

  /// Reads `system`, `user`, `assistant`, `preferred`, `rejected` or a path such as `messages[2].content`; nil for text
  /// that is neither.
  package init?(_ text: String) {
    switch text {
    case "system": self = .last(.system)
    case "user": self = .last(.user)
    case "assistant": self = .last(.assistant)
    case "preferred": self = .answer(isPreferred: true)
    case "rejected": self = .answer(isPreferred: false)
    default:
      guard let steps = Self.steps(of: text) else { return nil }
      self = .path(steps)
    }
  }

  private static func steps(of text: String) -> [JSONStep]? {
    var steps: [JSONStep] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let key = pieces.first, !key.isEmpty, !key.contains("]") else { return nil }
      steps.append(.key(String(key)))
      for piece in pieces.dropFirst() {
        guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else {
          return nil
        }
        steps.append(.index(index))
      }
    }
    return steps.isEmpty ? nil : steps
  }
}

extension ExampleField: CustomStringConvertible {
  package var description: String {
    switch self {
    case .last(let role): role.rawValue
    case .answer(let isPreferred): isPreferred ? "preferred" : "rejected"
    case .path(let steps):
      steps.reduce("") { text, step in
        switch step {
        case .key(let key): text.isEmpty ? key : "\(text).\(key)"
        case .index(let index): "\(text)[\(index)]"
        }
      }
    }
  }
}
