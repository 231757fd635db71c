import Foundation
import Testing

/// The package's rules that a formatter does not check; each message says what to do instead.
@Suite struct TidyTests {
  @Test func `The root holds what is listed here and nothing else`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    let visible = names.filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
    #expect(
      visible.sorted() == [
        "LICENSE", "Package.swift", "README.md", "Sources", "Tests", "scripts", "workspaces",
      ]
        // Surprises of other programs, each a script; the folder comes with the first.
        || visible.sorted() == [
          "LICENSE", "Package.swift", "README.md", "Sources", "Tests", "findings", "scripts",
          "workspaces",
        ])
  }

  @Test func `Files stay under 400 lines`() throws {
    let findings = try sourcesAndTests().filter { $0.lines.count > 401 }.map {
      Finding(path: $0.path, line: 401, text: "split the file by subject")
    }
    expectNone(findings)
  }

  @Test func `Functions stay under 60 lines`() throws {
    expectNone(try sourcesAndTests().flatMap(longFunctions))
  }

  @Test func `What is banned has a replacement`() throws {
    expectNone(try sourcesAndTests().flatMap(bannedText))
  }

  @Test func `Names and comments use the terms of the field`() throws {
    // Names of things that are not in the program; the corpus and the bench speak of the world.
    let banned = #/\b(house|room|desk|sitting|nearby words|chamber|guest|butler)s?\b/#.ignoresCase()
    let findings = try Repository.swiftFiles(below: "Sources")
      .filter { !["Corpus", "workbench"].contains($0.module) }
      .flatMap { file in
        file.lines.enumerated().filter { $0.element.contains(banned) }.map {
          Finding(path: file.path, line: $0.offset + 1, text: "say what it is in the field's terms")
        }
      }
    expectNone(findings)
  }

  @Test func `Ground modules do no input or output`() throws {
    let ground: Set = [
      "JSON", "Digests", "Tokenization", "Corpus", "Training", "FineTuning", "Datasets", "Pricing",
      "CommandLanguage", "Scripts", "Presentation", "Quantities", "Randomness", "Spelling",
      "Conversions",
    ]
    let outside = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch"]
    let findings = try Repository.swiftFiles(below: "Sources")
      .filter { ground.contains($0.module) }
      .flatMap { file in
        file.lines.enumerated().filter { _, line in
          outside.contains { line.hasSuffix("import \($0)") }
        }.map { Finding(path: file.path, line: $0.offset + 1, text: "ground has no platform") }
      }
    expectNone(findings)
  }

  @Test func `Only modules with pointers or C calls say unsafe`() throws {
    let allowed: Set = [
      // Bytes and numbers in memory.
      "JSON", "Digests", "Tokenization", "Training", "Datasets",
      // The system and C libraries.
      "Files", "Threads", "Processes", "Engines", "Patterns", "Terminal", "CurlTransport",
      "LoopbackServer", "Sandbox", "Queries",
      "ft",
      "workbench",
      // Takes a function that counts raw bytes, for the tests of loading.
      "Workspaces",
      // The English word in a list, not the keyword.
      "Corpus",
    ]
    let findings = try Repository.swiftFiles(below: "Sources")
      .filter { !allowed.contains($0.module) }
      .flatMap { file in
        file.lines.enumerated().filter { _, line in
          !line.trimmed.hasPrefix("//") && line.contains(#/\bunsafe\s+[\w.&(]/#)
        }.map {
          Finding(
            path: file.path, line: $0.offset + 1,
            text: "use spans, or add the module here with the reason")
        }
      }
    expectNone(findings)
  }

  @Test func `Unchecked sendability has its reason above it`() throws {
    expectNone(try sourcesAndTests().flatMap(unexplainedSendability))
  }

  @Test func `Every package symbol is documented`() throws {
    expectNone(try Repository.swiftFiles(below: "Sources").flatMap(undocumented))
  }

  /// Fails with a line for each finding, so that every place can be jumped to.
  private func expectNone(_ findings: [Finding]) {
    let list = findings.map(\.description).joined(separator: "\n")
    #expect(findings.isEmpty, Comment(rawValue: list))
  }

  private func sourcesAndTests() throws -> [SourceFile] {
    try Repository.swiftFiles(below: "Sources") + Repository.swiftFiles(below: "Tests")
  }
}

/// The formatter puts a closing brace under its function's first word, so indentation finds ends.
private func longFunctions(in file: SourceFile) -> [Finding] {
  let start = /^(\s*)(?:@\w+(?:\(.*?\))?\s+)*(?:\w+\s+)*(?:func\s|init[(<?])/
  return file.lines.enumerated().compactMap { index, line in
    guard let match = line.firstMatch(of: start), !line.hasSuffix("}") else { return nil }
    // A requirement of a protocol, over several lines, has no body.
    let signatureEnd = file.lines[(index + 1)...].first { $0.hasPrefix(match.1 + ")") }
    if line.hasSuffix("("), let signatureEnd, !signatureEnd.hasSuffix("{") { return nil }
    let closing = match.1 + "}"
    let end = file.lines[(index + 1)...].firstIndex { $0 == closing || $0.hasPrefix(closing + " ") }
    guard let end, end - index + 1 > 60 else { return nil }
    return Finding(path: file.path, line: index + 1, text: "give the function's steps names")
  }
}

private func bannedText(in file: SourceFile) -> [Finding] {
  // The bench's texts are data that looks like code.
  guard file.module != "TidyTests", !file.path.hasPrefix("Sources/workbench/Texts/") else {
    return []
  }
  let table: [(String, String)] = [
    ("try!", "throw, or use #require in a test"),
    ("public ", "only this package uses the modules: package"),
    ("@testable", "tests use what other modules use"),
    ("nonisolated(unsafe)", "own the state with an actor or a Mutex"),
    ("Task.detached", "use a task with an owner"),
    ("fatalError(", "precondition with a sentence, or throw"),
    ("Task.sleep", "wait for an event, not for time"),
    ("TODO", "open an issue"),
  ]
  return file.lines.enumerated().flatMap { index, line in
    table.filter { pattern, _ in
      guard line.contains(pattern), !line.trimmed.hasPrefix("//") else { return false }
      // Text that speaks of a keyword is not a use of it.
      return pattern != "public " || line.trimmed.hasPrefix(pattern)
    }.map { Finding(path: file.path, line: index + 1, text: "\($0.0): \($0.1)") }
  }
}

/// The comment right above the declaration needs a line that begins with "Unchecked".
private func unexplainedSendability(in file: SourceFile) -> [Finding] {
  guard file.module != "TidyTests" else { return [] }
  return file.lines.enumerated().compactMap { index, line in
    guard line.contains("@unchecked Sendable"), !line.trimmed.hasPrefix("//") else { return nil }
    let comment = file.lines[..<index].reversed().prefix { $0.trimmed.hasPrefix("//") }
    if comment.contains(where: { $0.contains(#/^ *\/{2,3} Unchecked\b/#) }) { return nil }
    return Finding(
      path: file.path, line: index + 1,
      text: "only at a C boundary; begin a comment above with \"Unchecked\" and the reason")
  }
}

private func undocumented(in file: SourceFile) -> [Finding] {
  let declaration =
    #/
    ^\s*(?:@\w+(?:\(.*?\))?\s+)* package\s+ (?:\w+\s+)*?
    (struct|enum|class|actor|protocol|func|typealias)\s
    /#
  return file.lines.enumerated().compactMap { index, line in
    guard let match = line.firstMatch(of: declaration) else { return nil }
    var above = index - 1
    while above >= 0, file.lines[above].trimmed.hasPrefix("@") { above -= 1 }
    guard above >= 0, !file.lines[above].trimmed.hasPrefix("///") else { return nil }
    // A member of a conformance says what its protocol says.
    if match.1 == "func" || match.1 == "typealias", isInsideConformance(file, index) { return nil }
    return Finding(path: file.path, line: index + 1, text: "say what the name cannot")
  }
}

/// Whether the nearest less indented line above opens a type or extension that conforms.
private func isInsideConformance(_ file: SourceFile, _ index: Int) -> Bool {
  let indentation = file.lines[index].prefix { $0 == " " }.count
  let opener = file.lines[..<index].last { line in
    !line.trimmed.isEmpty && line.prefix { $0 == " " }.count < indentation
  }
  guard let opener else { return false }
  return opener.contains(#/(extension|struct|class|actor|enum) .*:\s/#) || opener.hasPrefix("}")
    || opener.hasPrefix(")")
}

extension String {
  fileprivate var trimmed: Substring {
    drop { $0 == " " }
  }
}
