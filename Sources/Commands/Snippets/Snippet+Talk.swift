import CommandLanguage

extension Snippet {
  // MARK: Talk

  mutating func readChat(_ call: PythonCall) {
    var arguments = SnippetArguments(call)
    let model = model(of: arguments.value("model", "engine"), &arguments)
    var (system, question): (String?, String?)
    system = arguments.text("instructions")
    switch arguments.value("messages", "input", "prompt") {
    case .string(let text)?: question = text
    case .list(let messages)?:
      let talk = read(messages, call.line, &arguments)
      system = talk.system ?? system
      question = talk.question
    default: break
    }
    if question == nil { arguments.miss("what is asked") }
    var words = ["ask", model, question.map(Literal.word) ?? "TEXT"]
    if let system { words += ["--system", Literal.word(system)] }
    if let number = arguments.number("temperature") { words += ["--temperature", number] }
    if let number = arguments.number("max_tokens", "max_completion_tokens", "max_output_tokens") {
      words += ["--max-tokens", number]
    }
    if let number = arguments.number("seed") { words += ["--seed", number] }
    // A reply is shown as it comes in any case.
    _ = arguments.value("stream")
    offer(arguments, words)
  }

  /// The system prompt and the last question of a conversation.
  private mutating func read(
    _ messages: [PythonValue], _ line: Int, _ arguments: inout SnippetArguments
  ) -> (system: String?, question: String?) {
    var talk: (system: String?, question: String?)
    let asked = messages.lastIndex { $0["role"]?.string == "user" }
    var leftOut = 0
    for (index, message) in messages.enumerated() {
      let role = message["role"]?.string
      if role == "system" || role == "developer" {
        if talk.system != nil { leftOut += 1 }
        talk.system = text(of: message)
        if talk.system == nil { arguments.miss("the system prompt") }
      } else if index == asked {
        talk.question = text(of: message)
      } else if role == nil {
        arguments.miss("a message")
      } else {
        leftOut += 1
      }
    }
    if leftOut > 0 {
      let what = leftOut == 1 ? "1 other message is" : "\(leftOut) other messages are"
      remark(line, "\(what) left out: ask sends one question; chat keeps a conversation")
    }
    return talk
  }

  /// The text of a message, also where it is a list of one part.
  private func text(of message: PythonValue) -> String? {
    switch message["content"] {
    case .string(let text)?: text
    case .list(let parts)? where parts.count == 1: parts[0]["text"]?.string
    default: nil
    }
  }

  /// How a line names a model; one that cannot be read is unread.
  private mutating func model(
    of value: PythonValue?, _ arguments: inout SnippetArguments
  ) -> String {
    switch value {
    case .string(let text)?:
      // The placeholder of a walk-through is the job that it made.
      let isPlaceholder = text.hasPrefix("ft:") && !TunedModelName.isWellFormed(text)
      return isPlaceholder ? lastJob.map { "@\($0)" } ?? Literal.word(text) : Literal.word(text)
    default:
      let isOfJob = value?.path.hasSuffix("fine_tuned_model") == true
      if isOfJob || knownJob(of: value) != nil {
        return "@\(job(of: value, arguments.call.line))"
      }
    }
    arguments.miss("model")
    return "MODEL"
  }
}

/// The names of tuned models: `ft:BASE:ORGANIZATION:SUFFIX:ID`, and `:ckpt-step-N` for a checkpoint.
enum TunedModelName {
  static func isWellFormed(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 5 || parts.count == 6, parts[0] == "ft", !parts[1].isEmpty,
      !parts[2].isEmpty, !parts[4].isEmpty
    else { return false }
    return parts.count == 5 || parts[5].hasPrefix("ckpt-step-")
  }
}
