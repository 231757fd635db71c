import Conversions
import Datasets
import JSON

/// What a first look at a file says of it: encoding, container and shape, before anything is read.
struct SourceLook {
  let encoding: EncodingGuess
  /// How rows become examples; nil where the lines are examples, or are read as such.
  private(set) var conversion: RowConversion?
  /// What there is to say of the file; nil for JSONL of examples in UTF-8.
  private(set) var facts: SourceFacts?
  /// Whether somebody has to agree, since the line does not say what the file is.
  private(set) var isQuestion = false

  /// Whether the rows are prompts and completions with separators between them.
  private(set) var isOldCompletionForm = false

  /// Whether a chosen and a rejected answer stand beside the messages of the examples.
  private(set) var hasPairs = false

  /// What only a repair reads in the rows that were looked at; nil where they are strict JSON.
  private(set) var repair: NearJSONL?

  /// Whether `--yes` is enough, or the encoding must be named.
  var mayBeAgreed: Bool { encoding.certainty != .unsure }

  /// Whether nothing can be made of the rows that were looked at.
  private var hasOnlyFaults = false

  /// Rows of a look; more tell nothing new.
  private static let rowLimit = 100

  /// Looks at the beginning of a file.
  ///
  /// - Throws: ``Failure`` for a file that holds no text, and for rows that nothing can be made of.
  init(of file: BroughtFile, for input: LoadInput) throws {
    if let kind = ForeignFile(head: file.head) { throw Failure(holding: kind, for: input) }
    let detector = EncodingDetector.standard
    if let named = input.encoding {
      encoding = EncodingGuess(named, .certain, .named)
    } else {
      encoding = detector.guess(file.head)
    }
    let (text, container) = try Self.beginning(of: file, encoding.encoding, input)
    let first = text.first { $0 > 0x20 && $0 < 0x80 }
    if container.container == .text, first != UInt8(ascii: "{"), first != UInt8(ascii: "[") {
      throw Failure(withoutRows: input)
    }
    let rows = Array(container.rows.prefix(Self.rowLimit))
    let detection = try Self.detection(of: rows, container, input)
    if detection?.shape == .chatLog {
      try Self.requireAssistant(rows, container, input, isWhole: file.isWhole)
    }
    isOldCompletionForm = detection == nil && Self.hasSeparators(rows)
    hasPairs = detection == nil && RowShape.detect(rows).contains { $0.shape == .hfPreference }
    if detection == nil, encoding.encoding == .utf8 { return }
    facts = SourceFacts(
      file: input.shownFile, encoding: encoding.encoding == .utf8 ? nil : encoding,
      container: container.container, columns: container.columns,
      firstLine: encoding.encoding == .utf8 ? nil : Self.firstLine(of: text))
    if let detection { convert(detection, rows, container.container, input) }
    let odd = container.oddities.subtracting(ConvertingSource.arrangements)
    if conversion != nil, !input.repairs {
      repair = NearJSONL.allCases.first(where: odd.contains)
    }
    let saysShape = detection == nil || input.shape != nil || input.mapping != nil
    isQuestion = !saysShape || (encoding.encoding != .utf8 && input.encoding == nil)
    // A yes to rows of which none is read would lead to what is wrong with the first one.
    if hasOnlyFaults, repair == nil, !input.skipsFaults { isQuestion = false }
  }

  /// The beginning of a file as text, and what it is: as much of it as holds the first row.
  private static func beginning(
    of file: BroughtFile, _ encoding: TextEncoding, _ input: LoadInput
  ) throws -> (text: [UInt8], container: ContainerGuess) {
    var bytes = file.head
    while true {
      var text = bytes
      if encoding != .utf8 {
        guard let decoded = EncodingDetector.standard.decode(encoding, bytes) else {
          throw Failure(notIn: encoding, for: input)
        }
        text = decoded
      }
      let isWhole = bytes.count >= file.size
      let container = ContainerGuess(of: text, isWhole: isWhole)
      // A book in one row, or all of a channel in one object, may go on for long.
      let isJSON = text.first { $0 > 0x20 && $0 < 0x80 }.map { "{[".utf8.contains($0) } ?? false
      if !container.rows.isEmpty || isWhole || !isJSON || bytes.count >= BroughtFile.longestLook {
        return (text, container)
      }
      bytes = try file.beginning(min(bytes.count * 16, BroughtFile.longestLook))
    }
  }

  private mutating func convert(
    _ detection: ShapeDetection, _ rows: [SourceRow], _ container: SourceContainer,
    _ input: LoadInput
  ) {
    let conversion = RowConversion(
      container: container, shape: detection.shape, mapping: input.mapping,
      template: input.template, repairs: input.repairs, gap: input.gap,
      wantsPairs: Self.treeShapes.contains(detection.shape) && input.shape == .preference)
    facts?.shape = detection.shape
    facts?.certainty = detection.certainty
    facts?.evidence = detection.evidence
    let isOfColumns = [.columns, .hfPreference, .longTable].contains(detection.shape)
    let mapped = isOfColumns ? input.mapping?.pairs ?? detection.mapping : detection.mapping
    facts?.mapping = mapped.map { SourceFacts.Mapped(column: $0.from, field: $0.to) }
    // Columns that are called what they are leave nothing to doubt.
    let isMarked = container == .chatLog(.questions)
    if detection.shape == .columns, !mapped.isEmpty, !isMarked,
      mapped.allSatisfy({ $0.from.lowercased() == $0.to })
    {
      facts?.certainty = .certain
    }
    facts?.metadataKeys = detection.metadataKeys
    let preview = conversion.preview(of: rows, limit: 3)
    facts?.preview = preview ?? []
    hasOnlyFaults = preview == nil
    self.conversion = conversion
  }

  /// The shapes whose rows hold several answers to one request.
  private static let treeShapes: [RowShape] = [.chatGPTExport, .messageTree]

  /// The shape of rows that have to be converted; nil where they are read as examples.
  private static func detection(
    of rows: [SourceRow], _ container: ContainerGuess, _ input: LoadInput
  ) throws -> ShapeDetection? {
    var found = RowShape.detect(rows)
    if case .chatLog = container.container, container.certainty != .certain, !found.isEmpty {
      found[0].certainty = min(found[0].certainty, .likely)
    }
    if let log = found.first, log.shape == .chatLog, input.shape ?? .chatLog == .chatLog {
      return log
    }
    // The other answers of a tree are pairs.
    if input.shape == .preference, let tree = found.first, treeShapes.contains(tree.shape) {
      return tree
    }
    let isTable = if case .table = container.container { true } else { false }
    if isTable, let mapping = input.mapping,
      let missing = mapping.mapped.first(where: { !container.columns.contains($0.column) })
    {
      throw Failure(missing: missing.column, for: missing.field, of: container.columns, for: input)
    }
    if let shape = input.shape ?? input.mapping?.shape {
      return found.first { $0.shape == shape }
        ?? ShapeDetection(asked: shape, mapping: input.mapping)
    }
    guard let best = found.first else {
      if isTable { throw Failure(unknown: container.columns, in: rows, for: input) }
      if let keys = keysOfTexts(rows) { throw Failure(unknown: keys, in: rows, for: input) }
      return nil
    }
    switch best.shape {
    case .promptCompletion:
      // A prompt with a completion has no place for a system prompt, and messages have.
      let hasSystem = rows.contains { (try? Example($0.bytes))?.hasSystemBeside ?? false }
      return isTable || hasSystem ? best : nil
    case .chat, .preference, .messageList, .mistral: return nil
    case .bedrock, .bedrockConverse, .cohere:
      return best.certainty == .certain ? best : nil
    case .text where !isTable && best.certainty != .certain: return nil
    default: return best
    }
  }

  /// Refuses a log of which nobody said who the assistant is.
  private static func requireAssistant(
    _ rows: [SourceRow], _ container: ContainerGuess, _ input: LoadInput, isWhole: Bool
  ) throws {
    let speakers = ChatConversations.speakers(in: rows)
    if let named = input.mapping?[.assistant] {
      // Of a long log only the beginning was looked at.
      if !isWhole || ChatConversations.speaks(named, in: rows) { return }
    }
    throw Failure(
      choosing: speakers, otherThan: container.otherSide, in: rows, of: container, for: input)
  }

  /// Whether half of the rows are prompts that end in a separator, or answers that end in END.
  private static func hasSeparators(_ rows: [SourceRow]) -> Bool {
    let reader = ShapeReader(.promptCompletion)
    let count = rows.count { row in
      guard let row = try? reader.examples(of: row) else { return false }
      return row.notes.contains(.strippedSeparator) || row.notes.contains(.strippedEnding)
    }
    return count > 0 && count * 2 >= rows.count
  }

  /// The keys of rows that are flat objects of texts, such as those of a table; nil for others.
  private static func keysOfTexts(_ rows: [SourceRow]) -> [String]? {
    guard let first = rows.first, let members = (try? JSONValue(parsing: first.bytes))?.members
    else { return nil }
    let texts = members.flatMap { columnsOfTexts($0.value, under: $0.key) }
    let isExample = members.contains { $0.key == "messages" || $0.key == "input" }
    return texts.count > 1 && !isExample ? texts : nil
  }

  /// The column, or the paths below it, that hold texts: `translation.en`, `answers.text.0`.
  private static func columnsOfTexts(_ value: JSONValue, under path: String) -> [String] {
    if value.string != nil { return [path] }
    if let elements = value.array {
      // Of a few texts the first may stand for all, as of answers that are alike.
      let areTexts = !elements.isEmpty && elements.allSatisfy { $0.string != nil }
      return areTexts && elements.count <= 8 ? [path + ".0"] : []
    }
    guard !path.contains(".") else { return [] }
    return (value.members ?? []).flatMap { columnsOfTexts($0.value, under: "\(path).\($0.key)") }
  }

  private static func firstLine(of text: [UInt8]) -> String {
    let line = text.drop { $0 <= 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
    return String(String(decoding: line.prefix(400), as: UTF8.self).prefix(100))
  }
}
