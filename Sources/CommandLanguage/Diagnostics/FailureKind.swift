/// Every way in which a line, a script or a command can fail, by what it means to a person.
///
/// The raw value is the stable code that messages show and `help CODE` explains: E0xx language,
/// E1xx reading files, E2xx editing, E3xx references, E4xx money, E5xx provider and network,
/// E6xx workspace, E7xx scripts. A code means one thing.
package enum FailureKind: String, Sendable, Hashable, CaseIterable {
  // The language.
  case unknownVerb = "E001"
  case unknownOption = "E004"
  case noVerb = "E005"
  case unclosedQuote = "E010"
  case unclosedTextBlock = "E011"
  case unknownEscape = "E012"
  case badVariable = "E013"
  case variableNotSet = "E014"
  case unfinishedLine = "E015"
  case spaceAfterHash = "E016"
  case spaceAfterBar = "E017"
  case lineTooLong = "E018"
  case badOptionValue = "E020"
  case missingArgument = "E021"
  case unexpectedArgument = "E022"
  case unknownTopic = "E023"
  case badCount = "E024"
  case badPattern = "E025"
  case badName = "E026"
  case unknownSubcommand = "E027"
  case unknownEncoding = "E028"
  case unexpectedClause = "E029"
  case unknownChatCommand = "E030"
  case nothingToWorkOn = "E031"
  case dataAsCommand = "E032"
  case badProviderSetting = "E033"
  case exclusiveOptions = "E035"
  case missingOperand = "E040"
  case notACount = "E041"
  case clauseName = "E042"
  case clauseField = "E043"
  case clauseTwice = "E044"
  case missingTest = "E050"
  case unknownTest = "E051"
  case unknownComparison = "E052"
  case missingComparison = "E053"
  case missingValue = "E054"
  case tooManyTests = "E055"
  case badReference = "E060"
  case missingOptionValue = "E070"
  case badOption = "E071"
  case flagWithValue = "E072"
  case foreignHabit = "E090"

  // Files.
  case noFile = "E101"
  case unreadableLines = "E102"
  case repairableLines = "E103"
  case fileExists = "E104"
  case outputFailed = "E105"
  case interrupted = "E130"

  // Editing.
  case changedMeanwhile = "E201"
  case nothingToUndo = "E202"
  case notAnExample = "E203"
  case editFailed = "E204"
  case draftKept = "E205"
  case dataHasErrors = "E206"
  case partOfDataset = "E207"
  case noEditor = "E208"
  case manyExamples = "E210"
  case wholeDataset = "E211"
  case oldRevision = "E212"
  case declined = "E213"
  case notSettable = "E214"

  // References.
  case notInWorkspace = "E300"
  case wrongReference = "E301"
  case noField = "E302"
  case noResult = "E303"
  case noDatasetOrExample = "E310"
  case datasetExists = "E311"
  case noCurrentDataset = "E312"
  case noJob = "E320"
  case jobExists = "E321"
  case noModelYet = "E322"
  case noSteps = "E323"
  case launchUnanswered = "E324"
  case noProvider = "E330"
  case foreignModel = "E331"
  case builtInProvider = "E332"

  // Money.
  case overLimit = "E401"
  case notAgreed = "E402"
  case noPrice = "E403"
  case badAmount = "E404"

  // Providers and the network.
  case unreachable = "E501"
  case keyRefused = "E502"
  case trainingClosed = "E503"
  case notAtProvider = "E504"
  case rateLimited = "E505"
  case serviceFailed = "E506"
  case refused = "E507"
  case providerIncomplete = "E508"
  case sandboxStore = "E509"
  case portTaken = "E510"

  // The workspace.
  case newerWorkspace = "E601"
  case notAWorkspace = "E602"
  case workspaceBusy = "E603"
  case diskFull = "E604"
  case fileSystem = "E605"
  case noVocabulary = "E606"
  case noFolder = "E607"

  // Scripts.
  case malformedExpectation = "E702"
  case unreadablePattern = "E703"
  case outputWithoutCommand = "E704"
  case repeatedAttachment = "E705"
  case unportable = "E706"
  case missingCell = "E707"
  case nothingToSave = "E708"
  case expectationDiffers = "E710"
  case noEditorInScript = "E711"
  case runsDiffer = "E712"
  case nestedScript = "E713"
  case scriptStopped = "E714"

  // Everything else.
  case unforeseen = "E999"

  /// The code that messages show, such as `E310`.
  package var code: String { rawValue }
}
