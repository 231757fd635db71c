/// A kind of text that differs from run to run, written `<name>` in expected output.
package enum Mask: String, Sendable, Hashable, CaseIterable {
  /// A provider's file, shortened with `…` or whole.
  case file
  /// A provider's job, shortened with `…` or whole.
  case job
  /// A model's name, tuned or not.
  case model
  /// A time of day, with or without its date.
  case time
  /// A length of time: `4m 02s`, `0.8 s`, `120 ms`.
  case duration
  /// An amount in dollars.
  case money
  /// A count of tokens, estimated (`~612`) or signed (`+17`).
  case tokens
  /// A file's path, without spaces.
  case path

  /// The mask as it stands in a line.
  package var text: String { "<\(rawValue)>" }

  /// The regular expression of what the mask stands for.
  var pattern: String {
    switch self {
    case .file: #"file-[A-Za-z0-9_-]*…?"#
    case .job: #"ftjob-[A-Za-z0-9_-]*…?"#
    case .model: #"[A-Za-z0-9][A-Za-z0-9._:/…-]*[A-Za-z0-9…]"#
    case .time:
      #"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?"#
    case .duration:
      #"[0-9]+(?:\.[0-9]+)? ?(?:ms|min|[dhms])(?: [0-9]+(?:\.[0-9]+)? ?(?:ms|min|[dhms]))*"#
    case .money: #"-?\$[0-9][0-9,]*(?:\.[0-9]+)?"#
    case .tokens: #"[~+−-]?[0-9][0-9,]*"#
    case .path: #"[^\s]+"#
    }
  }

  /// The masks that a saved script uses by itself: each is known for sure by its form.
  static let certain: [(mask: Mask, pattern: String)] = [
    (.file, #"\bfile-[A-Za-z0-9_-]{2,}…?"#),
    (.job, #"\bftjob-[A-Za-z0-9_-]{2,}…?"#),
    (.model, #"\bft:[A-Za-z0-9][A-Za-z0-9._:/-]*[A-Za-z0-9]"#),
    (.time, #"\b(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{2}:[0-9]{2}:[0-9]{2}Z?\b"#),
    (.duration, #"\b[0-9]+m [0-9]{2}s\b|\b[0-9]+(?:\.[0-9]+)? (?:ms|s)\b"#),
  ]
}

/// Returns text as a regular expression that matches just it.
func escapedPattern(_ text: some StringProtocol) -> String {
  var result = ""
  for character in text {
    if #"\^$.|?*+()[]{}"#.contains(character) { result.append("\\") }
    result.append(character)
  }
  return result
}
