import Commands
import Conversions
import Presentation
import Quantities

extension ConversionTally {
  /// What the conversion left out, and what it did besides.
  var blocks: [Block] {
    losses.map {
      .note("left out in \(NumberFormat.count($0.rowCount, "row")): \($0.loss.words)")
    }
      + notes.compactMap { noted in
        noted.note.words.map {
          .note("in \(NumberFormat.count(noted.rowCount, "row")) \($0)")
        }
      }
  }
}

extension Loss {
  /// What is lost, in words.
  package var words: String {
    switch self {
    case .names: "names of speakers"
    case .weights: "which answers train"
    case .partialWeights: "weights of parts of an answer"
    case .tools: "definitions of tools"
    case .toolCalls: "calls of tools"
    case .settings: "settings of the request"
    case .images: "images"
    case .attachments: "sound, documents and other attachments"
    case .reasoning: "what the model thought"
    case .refusals: "refusals beside the content"
    case .textBesideCalls: "text beside calls of tools"
    case .systemPrompts: "the system prompt"
    case .edgeMarks: "whether a mark at the edge of a text is its own"
    case .hiddenMessages: "messages that nobody saw"
    case .metadata: "further columns"
    case .valueTypes: "whether a value was a number or a text"
    case .developerRole: "the developer's role"
    case .emptyTexts: "whether an empty text was there"
    case .contentParts: "the ends of parts"
    case .characters: "halves of characters"
    case .otherAnswers: "further answers to the same request"
    }
  }
}

extension ConversionNote {
  /// What was done, in words; nil for what is not worth a line.
  package var words: String? {
    switch self {
    case .strippedSeparator: "a separator was taken off the end of the prompt"
    case .strippedLeadingSpace: "the space before the answer was taken off"
    case .strippedEnding: "END was taken off the answer"
    case .droppedEmptyInput: "an input that says there is none was left out"
    case .valueAsText: "a number or a Boolean became text"
    case .generatedCallIDs: "calls of tools got identifiers"
    case .renamedFunctions: "functions became tools"
    case .movedSystem: "the system prompt became the first message"
    case .foundCommonPrompt: "what two conversations share became the prompt"
    case .weightOfRejected: "an answer that is not to be learned got the weight 0"
    case .weightOfPrompt: "answers inside the prompt got the weight 0"
    case .sortedTurns: "turns were sorted"
    case .scatteredConversation: "a conversation did not stand together"
    case .renamedRole(let from, let to): "the role \(from) became \(to)"
    case .renamedColumn(let from, let to): "the column \(from) became \(to)"
    case .assumedLabel: "an answer without a label was taken for a good one"
    case .renamedKey, .argumentsAsText, .droppedNulls, .droppedDefaultWeights: nil
    }
  }
}
