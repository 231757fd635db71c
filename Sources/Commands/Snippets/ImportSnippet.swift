import CommandLanguage
import Files
package import JSON
import Workspaces

/// The Python source that is read.
package struct SnippetInput: Sendable {
  /// As it was typed.
  var file: Argument
}

/// What a snippet does in the language of ft, and what is wrong with it.
package struct SnippetResult: VerbResult {
  package var file: String
  package var lines: [SnippetLine]
  package var remarks: [SnippetRemark]

  package var json: JSONValue {
    [
      "file": .string(file),
      "lines": .array(
        lines.map {
          [
            "line": .integer($0.line), "call": .string($0.call), "command": .string($0.command),
          ]
        }),
      "remarks": .array(
        remarks.map { ["line": .integer($0.line), "text": .string($0.text)] }),
    ]
  }
}

extension Verb where Input == SnippetInput, Result == SnippetResult {
  /// `import-snippet`: the calls of a walk-through as lines of ft.
  package static var importSnippet: Self {
    Self(
      VerbDeclaration(
        "import-snippet", .tool, "read a Python snippet: its calls in ft, and its mistakes",
        usage: ["import-snippet FILE.py"],
        examples: [
          .init("import-snippet train.py", "reads the calls; nothing is run"),
          .init("import-snippet guide.md", "a page with Python in it; a notebook works as well"),
        ], operands: [.path], traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { reader throws(Failure) in
        SnippetInput(file: try reader.argument("a file:  import-snippet train.py"))
      },
      perform: { input, session in
        let source = try SnippetFiles.text(of: input.file, in: session)
        var snippet = Snippet(source)
        snippet.reviewFiles { path in SnippetFiles.firstLine(of: path, in: session) }
        guard !snippet.lines.isEmpty || !snippet.remarks.isEmpty else {
          throw Failure(
            .foreignFile, "\(input.file.text) has no call of OpenAI's API that ft knows",
            at: input.file.span, remedy: "api python  shows what such calls look like")
        }
        return SnippetResult(
          file: input.file.text, lines: snippet.lines, remarks: snippet.remarks)
      })
  }
}

/// Reads the files that a snippet is, and names.
private enum SnippetFiles {
  /// No walk-through is longer, in bytes.
  private static let limit = 1 << 20

  static func text(of file: Argument, in session: Session) throws -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try beginning(of: session.path(file.text))
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      throw Failure(
        .noFile, "no file \(file.text)", at: file.span,
        remedy: NearFile(to: file.text, from: session.context.folder, usual: "py")
          .map { "did you mean \($0.path)?" } ?? "check the path")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first line of a file that the snippet sends; nil where it is not here.
  static func firstLine(of path: String, in session: Session) -> String? {
    guard let bytes = try? beginning(of: session.path(path)) else { return nil }
    return bytes.split(separator: 10, maxSplits: 1).first.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func beginning(of path: String) throws(FileError) -> [UInt8] {
    Array(try LocalFile.contents(of: path).prefix(limit))
  }
}
