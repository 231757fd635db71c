import CommandLanguage
import Datasets
import Files
import JSON
import Presentation
import Tokenization
import Workspaces

/// A text that is read piece by piece.
private struct TextSource {
  /// How messages speak of it.
  var name: String
  var read: (_ take: (ArraySlice<UInt8>) throws -> Void) throws -> Void
}

extension Session {
  /// The tokens of `--text`, of a file or of standard input.
  func tokensOfText(_ invocation: Invocation, _ plan: TokenPlan) throws -> Outcome {
    let source = try textSource(invocation)
    if plan.tokenizer == nil { console.notice(StyledText(estimateReason(plan.encoding))) }
    if invocation.has("jsonl") { return try tokensOfLines(source, plan) }
    let counter = plan.tokenizer.map { TokenCounter($0) }
    var result = TokenResult(plan, console)
    var repairer = TextRepairer()
    try unsafe read(source, cut: TextCut.last) { text in
      unsafe repairer.repaired(text) { text in
        if plan.form == .count {
          result.add(
            count: unsafe counter?.count(utf8: text, allowing: plan.special)
              ?? estimatedTokenCount(utf8: text))
        } else {
          result.add(unsafe counter?.encode(utf8: text, allowing: plan.special) ?? [])
        }
      }
    }
    if let offset = repairer.firstFault {
      console.notice(
        """
        \(source.name) is not UTF-8 at byte \(offset); such bytes are counted as U+FFFD, as Python \
        reads them with errors="replace"
        """)
    }
    return result.finished()
  }

  /// `--jsonl`: a result for each line, up to the first that has no text.
  private func tokensOfLines(_ source: TextSource, _ plan: TokenPlan) throws -> Outcome {
    let counter = plan.tokenizer.map { TokenCounter($0) }
    var lines = TextLines(name: source.name)
    var results = TokenLines(plan, console)
    defer { results.flush() }
    try unsafe read(source, cut: lastLineEnd) { block in
      try unsafe lines.forEachText(of: block) { text in
        switch (counter, plan.form) {
        case (nil, _): results.add(count: unsafe estimatedTokenCount(utf8: text.bytes))
        case (let counter?, .count): results.add(count: text.count(counter, plan.special))
        case (let counter?, _): results.add(text.encode(counter, plan.special))
        }
      }
    }
    return Outcome([
      "encoding": .string(plan.encoding.rawValue), "texts": .integer(lines.count),
      "count": .integer(results.count),
    ])
  }

  /// Hands over a text in stretches that end where `cut` says; interrupts stop it in between.
  private func read(
    _ source: TextSource, cut: @escaping (UnsafeRawBufferPointer, Int) -> Int?,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var rest: [UInt8] = []
    do {
      try source.read { block in
        try Task.checkCancellation()
        let searched = max(0, rest.count - 2)
        rest += block
        guard let end = unsafe rest.withUnsafeBytes({ unsafe cut($0, searched) }) else { return }
        try unsafe rest.withUnsafeBytes { try unsafe body(.init(rebasing: $0[..<end])) }
        rest.removeSubrange(..<end)
      }
    } catch let error as FileError {
      var failure = Failure(reading: source.name, error)
      if failure.kind == .noFile, (try? workspace.dataset(named: source.name)) != nil {
        failure.remedy = "an example of the dataset:  tokenize \(source.name)#1"
      }
      throw failure
    }
    if !rest.isEmpty { try unsafe rest.withUnsafeBytes { try unsafe body($0) } }
  }

  private func textSource(_ invocation: Invocation) throws -> TextSource {
    if let text = invocation.text("text") {
      return TextSource(name: "the text") { take in try take(Array(text.utf8)[...]) }
    }
    let argument = invocation.arguments.first
    if let argument, argument.text != "-" {
      if case .reference = argument.value {
        throw Failure(
          .wrongReference, "\"\(argument.text)\" is not a file, nor examples", at: argument.span,
          remedy: "name a file, or examples such as marv#3..7")
      }
      let path = path(argument.text)
      return TextSource(name: argument.text) { take in
        try LocalFile.forEachBlock(of: path, take)
      }
    }
    guard let input = surroundings.standardInput, argument != nil || !input.isTerminal else {
      guard let argument else { throw invocation.missing("a file, or a text:  --text \"…\"") }
      throw Failure(
        .missingArgument, "- is the standard input of one command of a shell", at: argument.span,
        consequence: "nothing was read", remedy: "tokenize FILE, or in the shell:  ft tokenize -")
    }
    return TextSource(name: "standard input", read: input.forEachBlock)
  }
}

/// Where the last line of a block ends.
private func lastLineEnd(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
  unsafe text[start...].lastIndex(of: 0x0A).map { $0 + 1 }
}

extension Failure {
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

/// Reads bytes that are not UTF-8 as U+FFFD, one for each maximal part of a character (Unicode
/// 16.0, 3.9), which is how Python and browsers do it.
private struct TextRepairer {
  /// Where the first fault was, in bytes from the text's beginning.
  private(set) var firstFault: Int?
  private var offset = 0

  /// Calls `body` with the text, which is copied only if something is wrong with it.
  mutating func repaired(
    _ text: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    defer { offset += text.count }
    guard let fault = unsafe firstFault(in: text) else { return try unsafe body(text) }
    firstFault = firstFault ?? offset + fault
    var copy = unsafe String(decoding: text, as: UTF8.self)
    try copy.withUTF8 { try unsafe body(UnsafeRawBufferPointer($0)) }
  }

  private func firstFault(in text: UnsafeRawBufferPointer) -> Int? {
    do {
      _ = try unsafe UTF8Span(validating: text.assumingMemoryBound(to: UInt8.self).span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
