import CommandLanguage
package import Conversions
import Quantities

// What a file was taken for stands in a failure as well as in a question, so its words are here.

extension SourceFacts {
  /// What the file is, in one line, such as `a table with commas; a column for each side, likely`.
  package var sentence: String {
    var parts: [String] = []
    if let encoding {
      parts.append(
        "\(encoding.encoding.rawValue) text (\(encoding.certainty.rawValue): "
          + "\(encoding.evidence.sentence))")
    }
    if let words = container.words { parts.append(words) }
    if let shape { parts.append("\(shape.words) (\(certainty.word))") }
    return parts.joined(separator: ", ")
  }

  /// More of it, a line each: the first line, the mapping, and the first rows.
  package var lines: [String] {
    var lines: [String] = []
    if let firstLine, shape == nil { lines.append("line 1:  \(firstLine)") }
    if !mapping.isEmpty {
      lines.append(mapping.map { "\($0.column) -> \($0.field)" }.joined(separator: ", "))
    } else if !evidence.isEmpty {
      lines.append(
        evidence.prefix(3).map { "\($0.key) in \($0.rowCount) of \($0.total) rows" }
          .joined(separator: ", "))
    }
    if !metadataKeys.isEmpty {
      lines.append("kept beside the messages: \(metadataKeys.prefix(8).joined(separator: ", "))")
    }
    for turns in preview {
      lines.append(
        turns.prefix(4).map { "\($0.role) \(Self.short($0.text))" }.joined(separator: "  "))
    }
    return lines
  }

  private static func short(_ text: String) -> String {
    Literal.quoted(text.count > 40 ? text.prefix(39) + "…" : text[...])
  }
}

extension ChatLogNoise {
  /// So many of it, in words.
  package func words(_ count: Int) -> String {
    let (one, several) =
      switch self {
      case .notices: ("line of the program", "lines of the program")
      case .media: ("photo, sticker or file", "photos, stickers and files")
      case .deleted: ("deleted message", "deleted messages")
      case .unclear:
        (
          "message in which the end of the name cannot be told",
          "messages in which the end of the name cannot be told"
        )
      case .outside:
        (
          "message outside a question with its answer",
          "messages outside a question with its answer"
        )
      }
    return "\(NumberFormat.count(count)) \(count == 1 ? one : several)"
  }
}

extension EncodingGuess.Evidence {
  /// What it rests on, in words.
  fileprivate var sentence: String {
    switch self {
    case .named: "as the line says"
    case .mark: "a mark at the start"
    case .onlyASCII: "only ASCII"
    case .validUTF8(let characters): "\(characters) characters"
    case .zeroBytes: "zeros between the letters"
    case .language(let language, let frequent, let characters):
      "\(frequent) of \(characters) characters frequent in \(language.words)"
    case .mostBytes: "most bytes"
    }
  }
}

extension WrittenLanguage {
  fileprivate var words: String {
    switch self {
    case .korean: "Korean"
    case .japanese: "Japanese"
    case .chinese: "Chinese"
    case .western: "Western languages"
    }
  }
}

extension SourceContainer {
  /// What it is, in words; nil for JSONL.
  fileprivate var words: String? {
    switch self {
    case .lines, .text, .empty, .foreign: nil
    case .values: "JSON that is not JSONL"
    case .chatLog(.questions): "text with a mark before each question and answer"
    case .chatLog(.linePC):
      "a log of LINE on a computer, each name as far as its messages begin alike"
    case .chatLog(let kind): "a log of \(kind.name)"
    case .table(let separator):
      switch separator {
      case UInt8(ascii: "\t"): "a table with tabs"
      case UInt8(ascii: ";"): "a table with semicolons"
      default: "a table with commas"
      }
    }
  }
}

extension ShapeDetection.Certainty {
  fileprivate var word: String {
    switch self {
    case .unsure: "unsure"
    case .likely: "likely"
    case .certain: "certain"
    }
  }
}

extension RowShape {
  /// What its rows are, in words.
  package var words: String {
    switch self {
    case .chat: "messages"
    case .promptCompletion: "prompts and completions"
    case .preference: "pairs of answers"
    case .alpaca: "Alpaca instructions"
    case .shareGPT: "ShareGPT conversations"
    case .shareGPTPreference: "ShareGPT pairs of answers"
    case .hfPreference: "chosen and rejected answers"
    case .hhStrings: "pairs of conversations in one text"
    case .kto: "answers with a label"
    case .trlPromptCompletion: "prompts and completions as messages"
    case .gemini: "Gemini contents"
    case .bedrock: "Anthropic messages"
    case .bedrockConverse: "Bedrock Converse messages"
    case .mistral: "Mistral messages"
    case .cohere: "Cohere messages"
    case .chatGPTExport: "an export of ChatGPT"
    case .responses: "requests with their answers"
    case .promptfoo: "results of an evaluation"
    case .chatLog: "messages of people"
    case .columns: "a column for each side"
    case .messageTree: "a row for each message of a tree"
    case .longTable: "a row for each message"
    case .messageList: "lists of messages"
    case .segments: "text in pieces that are learned or not"
    case .text: "conversations in one text"
    }
  }
}
