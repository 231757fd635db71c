package import JSON

/// The examples that a row of another shape became.
package struct ConvertedRow: Sendable, Hashable {
  /// One strict JSON line for each: a chat or a preference of OpenAI.
  package var examples: [[UInt8]]
  /// What the row said that its examples do not; each once.
  package var losses: [Loss]
  /// What was done on the way that lost nothing; each once.
  package var notes: [ConversionNote]
  /// How much of a messenger's log was left out.
  package var leftOut: [ChatLogNoise: Int]

  package init(
    examples: [[UInt8]] = [], losses: [Loss] = [], notes: [ConversionNote] = [],
    leftOut: [ChatLogNoise: Int] = [:]
  ) {
    self.leftOut = leftOut
    self.examples = examples
    self.losses = losses
    self.notes = notes
  }
}

/// A kind of thing that one shape can say and another cannot.
package enum Loss: String, CaseIterable, Sendable, Hashable {
  /// Names of speakers.
  case names
  /// Which answers train.
  case weights
  /// That questions and system prompts are learned, which chats never do.
  case learnedPrompts
  /// Weights of a part of an answer, finer than a message.
  case partialWeights
  /// Definitions of tools, or what they say beyond a name and parameters.
  case tools
  /// Types of tools' parameters that JSON Schema has not.
  case parameterTypes
  /// Calls of tools, and what the tools returned.
  case toolCalls
  /// Settings of the request, such as `parallel_tool_calls`.
  case settings
  /// Images, or how finely they are looked at.
  case images
  /// Sound, documents and other contents that are neither text nor images.
  case attachments
  /// What a model thought before it answered.
  case reasoning
  /// Refusals that stand beside the content.
  case refusals
  /// What the assistant says beside a call of a tool.
  case textBesideCalls
  /// The system prompt.
  case systemPrompts
  /// Messages that the person never saw.
  case hiddenMessages
  /// Further columns or keys.
  case metadata
  /// Whether a value was text, a number or a Boolean.
  case valueTypes
  /// Whether a message is of the developer or the system.
  case developerRole
  /// Whether a text is there and empty, or is not there.
  case emptyTexts
  /// Where one part of a content ends and the next begins.
  case contentParts
  /// Whether a mark of the old completion form at the edge of a text is the text's own.
  case edgeMarks
  /// Characters that have no form in UTF-8: halves of surrogate pairs.
  case characters
  /// Answers to the same request that people ranked lower.
  case worseAnswers
  /// Further answers to the same request.
  case otherAnswers
  /// Answers that would train, behind one that must not.
  case trainedAnswers
  /// Messages after the last answer.
  case messagesAfterAnswer
  /// Where one message ends and the next of the same role begins.
  case messageEnds
}

/// Something that was done to a row and that lost nothing.
package enum ConversionNote: Sendable, Hashable {
  /// A marker of the old completion form was taken off the end of the prompt.
  case strippedSeparator
  /// The space that the old completion form puts before an answer was taken off.
  case strippedLeadingSpace
  /// The stop sequence ` END` was taken off the answer.
  case strippedEnding
  /// Keys with the value null were left out.
  case droppedNulls
  /// An input that only says that there is none was left out.
  case droppedEmptyInput
  /// A column has the name of an example's own key.
  case renamedColumn(from: String, to: String)
  /// A role was called otherwise.
  case renamedRole(from: String, to: String)
  /// A key or a kind of part is called otherwise.
  case renamedKey(from: String, to: String)
  /// A number or a Boolean became the text that it is written as.
  case valueAsText
  /// Calls had no identifiers, or had ones that the shape does not take.
  case generatedCallIDs
  /// `functions` and `function_call` became `tools` and `tool_calls`.
  case renamedFunctions
  /// Calls that stood in the text of an answer became calls of tools.
  case textCalls
  /// Types of tools' parameters were written in JSON Schema's words.
  case typesAsSchema
  /// Arguments of a call that were an object became its text.
  case argumentsAsText
  /// A system prompt that stood elsewhere became the first message.
  case movedSystem
  /// Weights of 1, which is what holds without a weight, were left out.
  case droppedDefaultWeights
  /// An answer without a label is taken for a good one.
  case assumedLabel
  /// The beginning that two conversations share became the prompt.
  case foundCommonPrompt
  /// An answer that is not to be learned got the weight 0.
  case weightOfRejected
  /// Answers inside a prompt got the weight 0.
  case weightOfPrompt
  /// An answer that must not be learned was taken away, with what follows it.
  case cutBeforeMasked
  /// A content that was null or missing became an empty text.
  case filledContents
  /// Texts became lists with one part, as other contents are.
  case textsAsLists
  /// Rows of one conversation did not stand in the order of their turns.
  case sortedTurns
  /// Rows of one conversation do not stand together.
  case scatteredConversation
}

/// Why a row cannot become an example, or an example a row.
package struct ConversionFault: Error, Sendable, Hashable {
  /// What is wrong at the path.
  package enum Code: Sendable, Hashable {
    /// The row is not JSON.
    case invalidJSON(JSONError.Code)
    /// The row is neither an object nor a list.
    case notAnObject
    /// A field that the shape needs is not there.
    case missingField
    /// Text is needed, and something else is there.
    case notText
    /// A list is needed, and something else is there.
    case notAList
    /// An object is needed, and something else is there.
    case notAMessage
    /// A role that no shape knows.
    case unknownRole
    /// The list of messages is empty.
    case noMessages
    /// No answer by the assistant.
    case noAnswer
    /// The text has no marks that tell who speaks.
    case noTurns
    /// Pieces that are learned and others do not take turns, and no marks tell who speaks.
    case unclearPieces
    /// Each side of a pair must be one answer by the assistant.
    case unclearPair
    /// A call of a tool that stands in a text and is no JSON.
    case unreadableCall
    /// What says which of two answers is better names neither.
    case neitherIsBetter
    /// The result of a tool that nobody called.
    case resultWithoutCall
    /// A tree of messages whose links run in a circle or to a message that is not there.
    case brokenTree
    /// A message of a tree whose parent is in no row before it.
    case missingParent
    /// The shape cannot be read row by row, or not at all.
    case notReadable
    /// The shape cannot be written.
    case notWritable
    /// The shape is for pairs of answers.
    case notAPreference
    /// The shape is for conversations.
    case isAPreference
    /// The example has more turns than the shape holds.
    case severalTurns
    /// The shape needs user and assistant in turn, the system prompt first, an answer last.
    case turnOrder
    /// The shape has no calls of tools.
    case hasToolCalls
    /// The place where the rows go refuses such an example by the rule of this code.
    case breaksRule(String)
    /// No answer is left that may be learned.
    case nothingTrained
  }

  package var code: Code
  /// Where in the row, from its beginning.
  package var path: [JSONStep]

  package init(_ code: Code, at path: [JSONStep] = []) {
    self.code = code
    self.path = path
  }
}

/// What is found while one row is converted.
struct Findings {
  private(set) var losses: [Loss] = []
  private(set) var notes: [ConversionNote] = []

  /// Whether the row was already what it became.
  var isEmpty: Bool { losses.isEmpty && notes.isEmpty }

  mutating func lose(_ loss: Loss) {
    if !losses.contains(loss) { losses.append(loss) }
  }

  mutating func note(_ note: ConversionNote) {
    if !notes.contains(note) { notes.append(note) }
  }
}
