package import CommandLanguage
package import JSON
package import Quantities

/// What is done with what the commands of a script say.
package enum ScriptPurpose: Sendable, Hashable {
  /// It is shown, with the script's prose.
  case run
  /// It is compared with the `|` lines.
  case test
  /// It is kept, to rewrite the `|` lines.
  case update
  /// It is shown, and what it asks of services and what they answer is written to its tape.
  case record
  /// It is answered as a learner would, to see that a guide can lead through it.
  case guide
}

/// A form of test results that build machines read.
package enum TestFormat: String, Sendable, Hashable, CaseIterable {
  /// JUnit's XML.
  case junit
  /// The Test Anything Protocol.
  case tap
}

/// How a script went.
package struct ScriptOutcome: Sendable {
  package var exitCode: ExitCode = .success
  /// The fault as it is shown; nil when all went well.
  package var message: String?
  /// What each command said, by the line that it starts on.
  package var outputs: [Int: [String]] = [:]
  package var commandCount = 0
  package var expectationCount = 0
  /// Whether a command ended the session, so that nothing below ran.
  package var hasQuit = false
  /// The steps of the script, each with how it went.
  package var steps: [Step] = []

  package init() {}

  /// A step of a script.
  package struct Step: Sendable, Hashable {
    package var name: String
    /// The line that it begins on, counted from 1.
    package var line: Int
    /// Whether the run came to it.
    package var hasRun: Bool
    package var duration: Duration
    /// The fault as it is shown; nil when all went well.
    package var message: String?

    package init(
      name: String, line: Int, hasRun: Bool = true, duration: Duration = .zero,
      message: String? = nil
    ) {
      self.name = name
      self.line = line
      self.hasRun = hasRun
      self.duration = duration
      self.message = message
    }
  }
}

/// Scripts that are run, tested or updated.
package struct ScriptInput: Sendable {
  /// A value given on the line for a `param` of the script.
  package struct Parameter: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  /// At least one; more than one only to test.
  package var files: [Argument]
  package var purpose: ScriptPurpose
  package var parameters: [Parameter]
  /// The form of the results; nil for lines to read.
  package var format: TestFormat?
  /// Whether a test runs again where nothing but the script is the same.
  package var isTwice = false
  /// Whether services are asked themselves, and not the script's tape.
  package var isLive = false
  /// The most that the run may spend; nothing unless said.
  package var budget: Money?
  /// Whether a tape that is there is written anew.
  package var replacesTape = false
  /// Whether an update takes every change without a question.
  package var takesAll = false
  /// How fast a run is shown.
  package var pace = Pace.instant

  static let testOptions: [VerbDeclaration.Option] = [
    .init("guide", nil, "answer as a learner would: can the lesson be gone through?"),
    .init("format", "FORM", "the results as junit or tap, for build machines"),
    .init("twice", nil, "also in another process, with another time zone and width"),
  ]

  static let runOptions: [VerbDeclaration.Option] = [
    .init("live", nil, "ask the services themselves, in place of the script's tape"), budgetOption,
    Pace.option,
  ]

  static let recordOptions: [VerbDeclaration.Option] = [
    budgetOption, .init("again", nil, "write a tape that is there anew"),
  ]

  private static let budgetOption = VerbDeclaration.Option(
    "budget", "DOLLARS", "the most that the run may spend; nothing unless said")

  static let updateOptions: [VerbDeclaration.Option] = [
    .init("yes", nil, "take every change, and do not ask"), parameterOption,
  ]

  static let parameterOption = VerbDeclaration.Option(
    "param", "NAME=VALUE", "a value for a param of the script; may be repeated")

  init(_ reader: inout ArgumentReader, _ purpose: ScriptPurpose) throws(Failure) {
    parameters = []
    files = []
    self.purpose = purpose == .test && reader.flag("guide") ? .guide : purpose
    if purpose == .test, let value = reader.value("format") {
      guard let format = TestFormat(rawValue: value.text) else {
        throw Failure(
          .badOptionValue, "--format takes junit or tap", at: value.span,
          consequence: "nothing ran", remedy: "test lesson.ft --format junit")
      }
      self.format = format
    }
    isTwice = purpose == .test && reader.flag("twice")
    isLive = purpose == .run && reader.flag("live")
    if purpose == .run { pace = try Pace(&reader) ?? .instant }
    takesAll = purpose == .update && reader.flag("yes")
    replacesTape = purpose == .record && reader.flag("again")
    if purpose == .run || purpose == .record { try readBudget(&reader) }
    let first = try reader.argument("a file:  \(reader.verbName) lesson.ft")
    files = [first] + (purpose == .test ? reader.remainingArguments() : [])
    if isLive, budget == nil {
      throw Failure(
        .badOptionValue, "--live needs --budget, the most that the run may spend",
        consequence: "nothing ran", remedy: "ft run \(first.text) --live --budget 1")
    }
    parameters = try Self.parameters(&reader, of: first)
  }

  /// The values of `--param`.
  static func parameters(
    _ reader: inout ArgumentReader, of script: Argument
  ) throws(Failure) -> [Parameter] {
    var parameters: [Parameter] = []
    for argument in reader.values(Self.parameterOption.name) {
      let text = argument.text
      guard let sign = text.firstIndex(of: "="), isName(text[..<sign]) else {
        throw Failure(
          .badOptionValue, "--param takes NAME=VALUE", at: argument.span,
          consequence: "nothing ran", remedy: "\(reader.verbName) \(script.text) --param epochs=3")
      }
      parameters.append(
        Parameter(name: String(text[..<sign]), value: String(text[text.index(after: sign)...])))
    }
    return parameters
  }
}

extension ScriptInput {
  private mutating func readBudget(_ reader: inout ArgumentReader) throws(Failure) {
    guard let value = reader.value("budget") else { return }
    guard let amount = Money(value.text) else {
      throw Failure(
        .badAmount, "\"\(value.text)\" is not an amount", at: value.span,
        consequence: "nothing ran", remedy: "--budget 0.50")
    }
    budget = amount
  }
}

/// A script that came to its end.
package struct RunResult: VerbResult {
  package var file: String
  package var outcome: ScriptOutcome

  package init(file: String, outcome: ScriptOutcome) {
    self.file = file
    self.outcome = outcome
  }

  package var json: JSONValue {
    [
      "file": .string(file), "exit_code": .integer(Int(outcome.exitCode.rawValue)),
      "commands": .integer(outcome.commandCount),
      "expectations": .integer(outcome.expectationCount),
    ]
  }
}

extension Verb where Input == ScriptInput, Result == RunResult {
  /// `run`: a script in a workspace of its own, shown.
  package static var run: Self {
    script(
      "run", "run a script in a workspace of its own", .run,
      examples: [
        .init("run lesson.ft", "every command, with what it says; yours stays as it is"),
        .init("run lesson.ft --pace real", "as if a person typed it, for those who watch"),
      ])
  }

  /// `test`: a script compared with its `|` lines.
  package static var test: Self {
    script(
      "test", "run a script and compare what it says with its | lines", .test,
      examples: [
        .init("test lesson.ft", "nothing but the first difference is shown"),
        .init("test lesson.ft --guide", "whether a learner can go through it"),
        .init("test lesson.ft --format tap", "as a build machine reads it; --twice runs it anew"),
      ])
  }

  private static func script(
    _ name: String, _ summary: String, _ purpose: ScriptPurpose,
    examples: [VerbDeclaration.Sample]
  ) -> Self {
    Self(
      VerbDeclaration(
        name, .session, summary, usage: ["\(name) FILE.ft"],
        options: (purpose == .test ? ScriptInput.testOptions : ScriptInput.runOptions)
          + [ScriptInput.parameterOption], examples: examples,
        operands: [.path], traits: VerbTraits(replay: .omitted)),
      read: { reader throws(Failure) in try ScriptInput(&reader, purpose) },
      perform: { input, session in
        let file = input.files[0]
        guard input.files.count == 1 else {
          throw Failure(
            .unexpectedArgument, "\(name) takes one file in a session", at: input.files[1].span,
            consequence: "nothing ran",
            remedy: "ft \(name) \(input.files.map(\.text).joined(separator: " ")), in the shell")
        }
        guard input.format == nil, !input.isTwice else {
          let option = input.isTwice ? "--twice" : "--format junit"
          throw Failure(
            .unexpectedArgument, "\(option) is for build machines, which use the shell",
            consequence: "nothing ran", remedy: "ft test \(file.text) \(option), in the shell")
        }
        guard !input.isLive, input.budget == nil else {
          throw Failure(
            .unexpectedArgument, "a script runs live in the shell alone", at: file.span,
            consequence: "nothing ran",
            remedy: "ft run \(file.text) --live --budget \(input.budget?.decimal ?? "1")")
        }
        guard let runScript = session.context.runScript else {
          throw Failure(
            .nestedScript, "a script cannot \(name) another", at: file.span,
            consequence: "nothing ran", remedy: "ft \(name) \(file.text), in the shell")
        }
        let outcome = try await runScript(
          session.path(file.text), file.text, input.purpose, input.parameters, input.pace)
        guard outcome.exitCode == .success else {
          session.console.tell(.script(.stopped(outcome.message ?? "")))
          throw Failure(.scriptStopped, "\(file.text) did not come to its end", at: file.span)
        }
        return RunResult(file: file.text, outcome: outcome)
      })
  }
}
