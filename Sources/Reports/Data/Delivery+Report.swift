import CommandLanguage
import Commands
import Datasets
import Presentation
import Quantities

extension Delivery {
  /// What stands first, what is still told of the file, and how it is read.
  func blocks(of dataset: String, in file: String) -> [Block] {
    var blocks: [Block] = []
    if !movedToFront.isEmpty {
      let numbers = movedToFront.map(String.init).joined(separator: ",")
      blocks.append(
        .note(
          StyledText("first in the file, since a key of theirs comes late: \(dataset)#\(numbers)"))
      )
    }
    blocks += told.map { told in
      let reason = told.ruling.map { " (\($0.reason))" } ?? ""
      return .note(StyledText("\(told.finding.rule) \(told.finding.detail)\(reason)"))
    }
    let lines = reading(file, named: dataset)
    if !lines.isEmpty {
      blocks.append(.note(StyledText("\(profile.title) reads it with")))
      blocks.append(.preformatted(StyledText(lines.map { "  \($0)" }.joined(separator: "\n"))))
    }
    return blocks
  }

  /// The lines of a configuration that name the file and its columns; none where nothing has to be
  /// said.
  private func reading(_ file: String, named dataset: String) -> [String] {
    switch (profile.name, kind) {
    case ("axolotl", .chat):
      [
        "datasets:", "  - path: \(Literal.quoted(file))", "    ds_type: json",
        "    type: chat_template",
      ]
    case ("axolotl", .preference):
      [
        "rl: dpo", "datasets:", "  - path: \(Literal.quoted(file))", "    ds_type: json",
        "    type: chat_template.default", "    field_messages: prompt",
      ]
    case ("llama-factory", _):
      [
        "\(Literal.quoted(dataset)): {\"file_name\": \(Literal.quoted(file)), "
          + columns + "}"
      ]
    default: []
    }
  }

  private var columns: String {
    let tools = hasTools ? ", \"tools\": \"tools\"" : ""
    return switch kind {
    case .chat:
      "\"formatting\": \"sharegpt\", \"columns\": {\"messages\": \"conversations\"\(tools)}"
    case .preference:
      "\"ranking\": true, \"formatting\": \"sharegpt\", \"columns\": "
        + "{\"messages\": \"conversations\", \"chosen\": \"chosen\", \"rejected\": \"rejected\"\(tools)}"
    case .completion:
      "\"columns\": {\"prompt\": \"prompt\", \"response\": \"completion\"}"
    }
  }
}
