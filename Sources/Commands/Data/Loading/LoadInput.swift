import CommandLanguage
import Conversions
import Workspaces

/// What `load` is asked.
package struct LoadInput: Sendable {
  /// The path as it was typed; `-` is standard input.
  var file: String
  /// The dataset that the examples go into.
  var name: String
  var collision: LoadOptions.Collision
  /// Whether lines that are no examples are left out.
  var skipsFaults: Bool
  var repairs: Bool
  /// The encoding that the file is said to have; nil to find it.
  var encoding: TextEncoding?
  /// The shape that the rows are said to have; nil to find it.
  var shape: RowShape?
  /// Which column is what; nil to find it.
  var mapping: FieldMapping?
  /// The text that a user message is made by; nil for the column alone.
  var template: String?
  /// Whether what the file was taken for is agreed to.
  var agrees: Bool
  /// Minutes of silence that end a conversation of a log; nil for the usual ones.
  var gap: Int?
  /// The options that say how the file is read, as they were typed.
  private var readingOptions: [String] = []

  init(_ reader: inout ArgumentReader) throws(Failure) {
    file = try reader.argument("a file").text
    name = try Self.name(reader, file)
    skipsFaults = reader.flag("skip-bad")
    repairs = reader.flag("repair")
    agrees = reader.flag("yes")
    let appends = reader.flag("append")
    let replace = reader.option("replace")
    if appends, let replace {
      throw Failure(
        .exclusiveOptions, "--append and --replace exclude each other", at: replace.span,
        consequence: "nothing was loaded", remedy: "load \(Literal.word(file)) as \(name) --append")
    }
    collision = appends ? .append : replace != nil ? .replace : .refuse
    try readReading(&reader)
  }

  /// Takes the options that say what the file is.
  private mutating func readReading(_ reader: inout ArgumentReader) throws(Failure) {
    if let value = reader.value("encoding") {
      guard let known = TextEncoding(named: value.text) else {
        throw Failure(
          .unknownEncoding, "no encoding \"\(value.text)\"", at: value.span,
          consequence: "nothing was loaded",
          remedy: TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))
      }
      encoding = known
      readingOptions.append("--encoding \(known.rawValue)")
    }
    if let value = reader.value("as") {
      guard let known = RowShape(optionName: value.text) else {
        throw Failure(
          .badOptionValue, "no shape \"\(value.text)\"", at: value.span,
          consequence: "nothing was loaded",
          remedy: RowShape.allCases.map(\.optionName).joined(separator: ", "))
      }
      shape = known
      readingOptions.append("--as \(known.optionName)")
    }
    if let value = reader.value("map") {
      do throws(FieldMapping.Fault) {
        mapping = try FieldMapping(parsing: value.text)
      } catch {
        throw Failure(
          .badOptionValue, error.sentence, at: value.span, consequence: "nothing was loaded",
          remedy: "load \(writtenFile) as \(name) --map user=question,assistant=answer")
      }
      readingOptions.append("--map \(Literal.word(value.text))")
    }
    if let value = reader.value("gap") {
      guard let minutes = Self.minutes(value.text) else {
        throw Failure(
          .badOptionValue, "\"\(value.text)\" is no span of time", at: value.span,
          consequence: "nothing was loaded", remedy: "--gap 6h, or 30m, or 2d")
      }
      gap = minutes
      readingOptions.append("--gap \(value.text)")
    }
    template = reader.text("template")
    if let template { readingOptions.append("--template \(Literal.quoted(template))") }
  }

  /// The minutes of `30m`, `6h` or `2d`.
  private static func minutes(_ text: String) -> Int? {
    let units: [Character: Int] = ["m": 1, "h": 60, "d": 1_440]
    guard let last = text.last, let unit = units[last], let count = Int(text.dropLast()),
      (1...100_000).contains(count)
    else { return nil }
    return count * unit
  }

  /// The name after `as`, else the file's own name without its ending.
  private static func name(
    _ reader: ArgumentReader, _ file: String
  ) throws(Failure) -> String {
    if let argument = reader.clause(.as) {
      guard isName(argument.text) else {
        throw Failure(
          .badName, "\"\(argument.text)\" cannot be a name", at: argument.span,
          consequence: "nothing was loaded",
          remedy: "names are letters, digits, - and _, and start with a letter")
      }
      return argument.text
    }
    let stem = stem(of: file)
    guard isName(stem) else { throw reader.missing("a name:  load \(Literal.word(file)) as NAME") }
    return stem
  }

  /// A file's name without its folder and its ending.
  private static func stem(of file: String) -> String {
    let base = file.split(separator: "/").last.map(String.init) ?? file
    return base.split(separator: ".").first.map(String.init) ?? base
  }

  /// What the file is called in sentences.
  var shownFile: String { file == "-" ? "standard input" : file }

  /// The file as it is written on a line.
  var writtenFile: String { file == "-" ? file : Literal.word(file) }

  /// This line with more options, to be typed as it stands; of another file where one is named.
  func line(of other: String? = nil, adding options: [String] = []) -> String {
    // A name that is spelled as the mistyped file is changed with it, where the other's is a name.
    let isFileName = other != nil && name == Self.stem(of: file)
    let named = isFileName ? other.map(Self.stem).flatMap { isName($0) ? $0 : nil } : nil
    var words = ["load", other.map(Literal.word) ?? writtenFile, "as", named ?? name]
    var added = readingOptions.filter { own in
      !options.contains { $0.split(separator: " ").first == own.split(separator: " ").first }
    }
    added += options
    if repairs, !added.contains("--repair") { added.append("--repair") }
    if skipsFaults, !added.contains("--skip-bad") { added.append("--skip-bad") }
    if agrees, !added.contains("--yes") { added.append("--yes") }
    if collision == .append { added.append("--append") }
    if collision == .replace { added.append("--replace") }
    words += added
    return words.joined(separator: " ")
  }

  /// This line for pairs: those that another answer of a ChatGPT export makes with the kept one,
  /// or those that stand beside the messages.
  func pairsLine(as shape: RowShape) -> String {
    var other = self
    other.name += "-pairs"
    other.collision = .refuse
    return other.line(adding: ["--as \(shape.optionName)"])
  }

  /// This line for examples of the old completion form that become messages.
  var chatLine: String {
    var other = self
    other.collision = .replace
    return other.line(adding: ["--as \(RowShape.promptCompletion.optionName)"])
  }
}

extension RowShape {
  /// What `--as` calls it.
  package var optionName: String {
    switch self {
    case .chat: "messages"
    case .promptCompletion: "prompt-completion"
    case .preference: "preference"
    case .alpaca: "alpaca"
    case .shareGPT: "sharegpt"
    case .shareGPTPreference: "sharegpt-preference"
    case .hfPreference: "chosen-rejected"
    case .hhStrings: "human-assistant"
    case .kto: "kto"
    case .trlPromptCompletion: "trl"
    case .gemini: "gemini"
    case .bedrock: "bedrock"
    case .bedrockConverse: "converse"
    case .mistral: "mistral"
    case .cohere: "cohere"
    case .chatGPTExport: "chatgpt"
    case .responses: "responses"
    case .promptfoo: "promptfoo"
    case .chatLog: "chat-log"
    case .columns: "columns"
    case .messageTree: "tree"
    case .longTable: "turns"
    case .messageList: "list"
    case .segments: "segments"
    case .text: "text"
    }
  }

  /// The shape of a name that `--as` takes, in any case; nil for an unknown one.
  init?(optionName: String) {
    let plain = optionName.lowercased().replacing("_", with: "-")
    let found = Self.allCases.first {
      $0.optionName == plain || $0.rawValue.lowercased() == plain.replacing("-", with: "")
    }
    guard let found else { return nil }
    self = found
  }
}

extension FieldMapping {
  /// What rows are of which nothing else is said than their columns.
  var shape: RowShape {
    if self[.preferred] != nil || self[.rejected] != nil { return .hfPreference }
    return self[.role] != nil || self[.content] != nil ? .longTable : .columns
  }
}

extension FieldMapping.Fault {
  /// What is wrong with a mapping, in words.
  var sentence: String {
    let fields = FieldMapping.Field.allCases.map(\.rawValue).joined(separator: ", ")
    return switch self {
    case .missingEquals(let pair): "\"\(pair)\" has no = between a field and its column"
    case .missingColumn(let field): "\(field)= has no column behind it"
    case .unknownField(let name): "\"\(name)\" is no field; the fields are \(fields)"
    case .repeatedField(let field): "\(field) is named twice"
    }
  }
}
