import JSON

/// Why the example of a training file cannot be learned from.
struct ExampleFault: Error, Hashable {
  /// What is wrong, in the service's classes of faults.
  enum Code: Hashable {
    /// `column` counts bytes of the line from 1.
    case notJSON(JSONError.Code, column: Int)
    case notDictionary
    case missingKey(String)
    case extraKey(String)
    case emptyMessages
    case missingRole(message: Int)
    case unknownRole(message: Int, String)
    case badContent(message: Int)
    case badWeight(message: Int)
    case noAnswer
    case answerInPrompt
    case notOneAnswer(String)
    case specialToken(String)
  }

  let code: Code
  /// Counted from 1, without blank lines.
  let example: Int
  /// Counted from 1, with blank lines.
  let line: Int
}

extension ExampleFault: CustomStringConvertible {
  var description: String {
    let place = "Example \(example)"
    return switch code {
    case .notJSON(let fault, let column):
      "\(place) cannot be parsed. Error: line contains invalid json: \(fault.sentence): "
        + "line 1 column \(column) (char \(column - 1)) (line \(line))"
    case .notDictionary: "\(place) is not a dictionary"
    case .missingKey(let key): "\(place) is missing key '\(key)'"
    case .extraKey(let key): "\(place) contains an extra \"\(key)\"."
    case .emptyMessages: "\(place) has no messages"
    case .missingRole(let message):
      "\(place), message \(message) Discriminator 'role' is missing in value"
    case .unknownRole(let message, let role):
      "\(place), message \(message) Input tag '\(role)' found using 'role' does not match any of "
        + "the expected tags: 'system', 'developer', 'user', 'assistant', 'tool', 'function'"
    case .badContent(let message): "\(place), message \(message) has no text content"
    case .badWeight(let message): "\(place), message \(message) weight must be 0 or 1"
    case .noAnswer: "\(place) has no message of the assistant to learn"
    case .answerInPrompt: "\(place) input must not end with a message of the assistant"
    case .notOneAnswer(let key): "\(place) '\(key)' must be one message of the assistant"
    case .specialToken(let token): "\(place) message contains an invalid token: \(token)."
    }
  }

  /// Whether the service calls this a fault of the format rather than of the training file.
  var isFormatError: Bool {
    switch code {
    case .extraKey("weight"), .specialToken: true
    default: false
    }
  }
}
