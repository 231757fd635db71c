package import Conversions
import Datasets
import JSON

// Losses stand in a refused export as well as in a result, so their words are here.

extension Loss {
  /// What is lost, in words.
  package var words: String {
    switch self {
    case .names: "names of speakers"
    case .weights: "which answers train"
    case .learnedPrompts: "that questions and system prompts are learned"
    case .partialWeights: "weights of parts of an answer"
    case .tools: "definitions of tools"
    case .parameterTypes: "types of parameters that JSON Schema has not"
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
    case .worseAnswers: "answers to the same request that were ranked lower"
    case .otherAnswers: "further answers to the same request"
    case .trainedAnswers: "answers that train, behind one that must not"
    case .messagesAfterAnswer: "messages after the last answer"
    case .messageEnds: "where one message ends and the next of its role begins"
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
    case .textCalls: "calls in the text became calls of tools"
    case .typesAsSchema: "types of parameters became JSON Schema's"
    case .movedSystem: "the system prompt became the first message"
    case .foundCommonPrompt: "what two conversations share became the prompt"
    case .weightOfRejected: "an answer that is not to be learned got the weight 0"
    case .cutBeforeMasked: "the conversation ends before an answer that must not be learned"
    case .filledContents: "a content that was null became an empty text"
    case .textsAsLists: "texts became lists with one part, as the other contents are"
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

extension ConversionFault {
  /// What is wrong with the row, and where, in words.
  var sentence: String {
    let place = path.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return place.isEmpty ? code.sentence : "\(place): \(code.sentence)"
  }
}

extension ConversionFault.Code {
  private static func sentence(ofRule code: String) -> String {
    "\(code) is broken (\(Rule.named(code)?.slug ?? ""))"
  }

  /// The fact in words, without a place.
  package var sentence: String {
    switch self {
    case .invalidJSON(let code): code.sentence
    case .notAnObject: "the row is not an object"
    case .missingField: "this field is missing"
    case .notText: "this is not a text"
    case .notAList: "this is not a list"
    case .notAMessage: "this is not a message"
    case .unknownRole: "nobody knows this role"
    case .noMessages: "the list of messages is empty"
    case .noAnswer: "there is no answer by the assistant"
    case .noTurns: "no marks in the text tell who speaks"
    case .unclearPieces:
      "no template's marks tell who speaks, and what is learned does not answer what is not"
    case .unclearPair: "each side of a pair must be one answer"
    case .unreadableCall: "a call of a function here cannot be read"
    case .neitherIsBetter: "neither of the two answers is the better one"
    case .resultWithoutCall: "the result of a tool that nobody called"
    case .brokenTree: "the tree of messages has a link to nowhere or a circle"
    case .missingParent: "its parent is in no row of this tree before it"
    case .notReadable: "rows of this shape cannot be read"
    case .notWritable: "rows of this shape cannot be written"
    case .notAPreference: "the shape is for pairs of answers"
    case .isAPreference: "the shape is for conversations"
    case .severalTurns: "the shape holds one exchange"
    case .turnOrder: "user and assistant do not take turns"
    case .hasToolCalls: "the shape has no calls of tools"
    case .breaksRule(let code): Self.sentence(ofRule: code)
    case .nothingTrained: "no answer is left that may be learned"
    }
  }
}
