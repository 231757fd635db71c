/// What the rows of a file are made for, as far as their keys tell.
package enum RowShape: String, CaseIterable, Sendable, Hashable {
  /// OpenAI messages: `{"messages": [{"role", "content"}]}`.
  case chat
  /// The old completion form: `{"prompt": "…", "completion": "…"}`.
  case promptCompletion
  /// OpenAI pairs: `{"input": {"messages"}, "preferred_output", "non_preferred_output"}`.
  case preference
  /// Stanford Alpaca: `{"instruction", "input", "output"}`, with `system` and `history`.
  case alpaca
  /// ShareGPT: `{"conversations": [{"from", "value"}]}`.
  case shareGPT
  /// LLaMA-Factory's pairs: `{"conversations", "chosen": {"from", "value"}, "rejected"}`.
  case shareGPTPreference
  /// TRL pairs: `{"prompt", "chosen", "rejected"}`, or two whole conversations without a prompt.
  case hfPreference
  /// Conversations in one string, with `\n\nHuman:` and `\n\nAssistant:` before each turn.
  case hhStrings
  /// TRL's unpaired preference: `{"prompt", "completion", "label": true}`; also `kto_tag`.
  case kto
  /// TRL's prompt and completion as lists of messages.
  case trlPromptCompletion
  /// Vertex AI: `{"contents": [{"role", "parts"}]}`; also `input_text` and `output_text`.
  case gemini
  /// Anthropic's messages, as Bedrock takes them: `system` stands beside `messages`.
  case bedrock
  /// Bedrock's Converse form: every content is a list of `{"text"}`.
  case bedrockConverse
  /// Mistral's messages, with identifiers of nine characters.
  case mistral
  /// Cohere's messages, with the roles System, User and Chatbot.
  case cohere
  /// A conversation of `conversations.json`, which ChatGPT exports: a tree under `mapping`.
  case chatGPTExport
  /// Requests with their answers: the Responses API, stored completions, batches.
  case responses
  /// Results of promptfoo or OpenAI Evals: a prompt and what a model said.
  case promptfoo
  /// Messages of people: a messenger's text, a day of Slack, an export of Discord.
  case chatLog
  /// A column for each side: `question`, `answer`.
  case columns
  /// A row for each message of a tree of answers: OpenAssistant's `message_id`, `parent_id`.
  case messageTree
  /// A row for each message: `conversation_id`, `turn`, `role`, `content`.
  case longTable
  /// The bare list of messages.
  case messageList
  /// Axolotl's text in pieces that are learned or not: `{"segments": [{"label", "text"}]}`.
  case segments
  /// Text in one string: `{"text": "…"}`.
  case text
}

extension RowShape {
  /// Whether one row is only a part of an example, so that rows are joined.
  package var joinsRows: Bool { self == .longTable || self == .messageTree }

  /// Whether ``ShapeWriter`` makes rows of this shape.
  package var isWritable: Bool {
    switch self {
    case .chat, .promptCompletion, .preference, .alpaca, .shareGPT, .shareGPTPreference,
      .hfPreference, .kto, .trlPromptCompletion, .gemini, .bedrock, .bedrockConverse, .mistral,
      .cohere, .columns,
      .messageList:
      true
    case .hhStrings, .chatGPTExport, .responses, .promptfoo, .chatLog, .messageTree, .longTable,
      .segments, .text:
      false
    }
  }
}

/// A shape that some rows seem to have, and what says so.
package struct ShapeDetection: Sendable {
  /// How far the keys decide.
  package enum Certainty: Int, Sendable, Hashable, Comparable {
    /// Another reading is as good.
    case unsure
    /// The usual meaning of the keys, which others use in another way.
    case likely
    /// Keys that only this shape has.
    case certain

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// In how many rows a key is.
  package struct Evidence: Sendable, Hashable {
    /// The key, as a path from the row: `conversations[].from`.
    package var key: String
    /// The rows that have it.
    package var rowCount: Int
    /// The rows that were looked at.
    package var total: Int

    package init(key: String, rowCount: Int, total: Int) {
      self.key = key
      self.rowCount = rowCount
      self.total = total
    }
  }

  package var shape: RowShape
  package var certainty: Certainty
  /// In how many of the rows the keys are that decided.
  package var evidence: [Evidence]
  /// Which column becomes what of an example.
  package var mapping: [(from: String, to: String)]
  /// Columns that tell nothing about the conversation, which an example keeps as its own keys.
  package var metadataKeys: [String]
}
