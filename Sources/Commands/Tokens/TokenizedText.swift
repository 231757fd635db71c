import CommandLanguage
import Datasets
import Files
import JSON
import Tokenization
import Workspaces

/// What came of texts in lines, all together.
package struct TokenLineSum: Sendable {
  package var encoding: String
  package var lineCount: Int
  package var count: Int

  var json: JSONValue {
    [
      "encoding": .string(encoding), "texts": .integer(lineCount), "count": .integer(count),
    ]
  }
}

/// The tokens of `--text`, of a file or of standard input, read piece by piece.
struct TokenizedText {
  /// A text that is read piece by piece.
  private struct Source {
    /// How messages speak of it.
    var name: String
    var read: (_ take: (ArraySlice<UInt8>) throws -> Void) throws -> Void
  }

  private let session: Session
  private let plan: TokenPlan
  private let isLines: Bool
  private let source: Source

  /// - Throws: ``Failure`` E021 where there is no text to read.
  init(
    _ text: TokenizeInput.Text, _ plan: TokenPlan, isLines: Bool, in session: Session
  ) throws {
    self.session = session
    self.plan = plan
    self.isLines = isLines
    source = try Self.source(of: text, in: session)
  }

  func result() throws -> TokenizeResult {
    if let reason = session.tokens.estimateReason(plan.encoding) { tell(.estimated(reason)) }
    return isLines ? .lines(try sumOfLines()) : .text(try tokens())
  }

  private func tell(_ event: TokenEvent) { session.console.tell(.tokens(event)) }

  private func tokens() throws -> TextTokens {
    let counter = TextCounter(plan.tokenizer)
    var stream = TokenStream(plan, session.console)
    var repairer = TextRepairer()
    try read(endingAt: .tokens) { text in
      repairer.repaired(text) { text in
        if plan.form == .count {
          stream.add(count: counter.count(text, allowing: plan.special))
        } else {
          stream.add(counter.encode(text, allowing: plan.special))
        }
      }
    }
    if let offset = repairer.firstFault { tell(.repaired(source.name, offset: offset)) }
    return stream.finished()
  }

  /// `--jsonl`: a result for each line, up to the first that has no text.
  private func sumOfLines() throws -> TokenLineSum {
    let counter = TextCounter(plan.tokenizer)
    var lines = TextLines()
    var results = TokenLines(plan, session.console)
    defer { results.flush() }
    do {
      try read(endingAt: .lines) { block in
        try lines.forEachText(of: block) { text in
          if plan.form == .count {
            results.add(count: counter.count(text, allowing: plan.special))
          } else {
            results.add(counter.encode(text, allowing: plan.special))
          }
        }
      }
    } catch let fault as TextLines.Fault {
      throw Failure(reading: source.name, fault)
    }
    return TokenLineSum(
      encoding: plan.encoding.rawValue, lineCount: lines.count, count: results.count)
  }

  /// Hands over the text in stretches; interrupts stop it in between.
  private func read(
    endingAt cut: TextStretches.Cut, _ body: (RawSpan) throws -> Void
  ) throws {
    var stretches = TextStretches(endingAt: cut)
    do {
      try source.read { block in
        try Task.checkCancellation()
        try stretches.add(block, body)
      }
    } catch let error as FileError {
      var failure = Failure(reading: source.name, error)
      if failure.kind == .noFile, (try? session.workspace.dataset(named: source.name)) != nil {
        failure.remedy = "an example of the dataset:  tokenize \(source.name)#1"
      }
      throw failure
    }
    try stretches.finish(body)
  }

  private static func source(
    of text: TokenizeInput.Text, in session: Session
  ) throws -> Source {
    switch text {
    case .literal(let text):
      return Source(name: "the text") { take in try take(Array(text.utf8)[...]) }
    case .file(let argument):
      let path = session.path(argument.text)
      return Source(name: argument.text) { take in try LocalFile.forEachBlock(of: path, take) }
    case .standardInput(let isNamed, let missing):
      guard let input = session.context.standardInput, isNamed || !input.isTerminal else {
        throw missing
      }
      return Source(name: "standard input", read: input.forEachBlock)
    }
  }
}

extension Failure {
  /// Says why a line has no text.
  fileprivate init(reading file: String, _ fault: TextLines.Fault) {
    self.init(
      .unreadableLines, "\(file) line \(fault.line), column \(fault.column): \(fault.sentence)",
      consequence: fault.line == 1
        ? "nothing was counted" : "the lines before it were counted, and none behind it",
      remedy: "each line is an object with a text:  {\"text\": \"Hello\"}")
  }

  /// Says why a text could not be read.
  fileprivate init(reading file: String, _ error: FileError) {
    self.init(WorkspaceError(error))
    consequence = "nothing was counted"
    switch error.obstacle {
    case .isMissing:
      kind = .noFile
      message = "no file \(file)"
      remedy = "check the path; for a text of your own:  tokenize --text \(Literal.quoted(file))"
    case .isFolder:
      message = "\(file) is a folder"
      remedy = "name a file in it:  tokenize \(file.hasSuffix("/") ? file : file + "/")FILE"
    case .isForbidden:
      message = "\(file) may not be read"
      remedy = "chmod +r \(file) in the shell"
    case .other(let words): message = "\(file): \(words)"
    case .diskIsFull: break
    }
  }
}
