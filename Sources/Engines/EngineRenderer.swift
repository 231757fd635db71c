import JSON
import Processes
import Synchronization

/// An example as a model of the user's own reads it, by its own template and tokenizer.
package struct RenderedExample: Sendable, Hashable {
  /// A token of the text that the template writes.
  package struct Token: Sendable, Hashable {
    package let id: Int
    /// What it stands for; a character of several tokens is with the first of them.
    package let text: String
    /// Whether the loss counts it.
    package let isTrained: Bool
  }

  /// Something of the example that the template does not write.
  package struct Loss: Sendable, Hashable {
    /// Such as `system` or `tool_call`.
    package let what: String
    package let detail: String
    /// The message, counted from 0 through the conversation; nil for what stands beside them.
    package let message: Int?

    /// What is lost, as a person says it.
    package var words: String { Self.words(for: what) }

    /// What the program calls `what`, as a person says it.
    package static func words(for what: String) -> String {
      switch what {
      case "system": "system prompt"
      case "tools": "list of tools"
      default: what.replacing("_", with: " ")
      }
    }
  }

  /// What is trained on: the whole conversation, or one sequence for each trained answer where the
  /// template writes history in another way; of a preference the two answers.
  package let sequences: [[Token]]
  package let losses: [Loss]
  /// Why the template refuses the example.
  package let fault: String?
}

/// A program that renders examples as training will, one after the other.
///
/// It takes seconds to start, and some 0.2 GB of memory while it lives.
package final class EngineRenderer: Sendable {
  private let program: ChildProcess
  private let turn = Mutex(())

  /// `model` is the path of a file that says which model it is.
  ///
  /// - Throws: ``EngineFault``.
  package init(
    _ engine: EngineDescription, by program: EngineProgram, model: String
  ) throws(EngineFault) {
    var start = program.start("render", model, of: engine)
    start.input = .pipe
    start.output = .pipe
    start.errors = .nothing
    self.program = try program.launch(start)
  }

  deinit {
    program.closeInput()
    _ = program.wait()
  }

  /// Renders one line of a training file; nil when the program has ended.
  package func render(_ line: [UInt8], isPreference: Bool) -> RenderedExample? {
    let method = isPreference ? "dpo" : "supervised"
    let head = #"{"line":1,"method":"\#(method)","row":"#
    // A line break within a row is white space between its values.
    let row = line.map { $0 == 10 || $0 == 13 ? 32 : $0 }
    return turn.withLock { _ in
      guard program.write(Array(head.utf8) + row + Array("}\n".utf8)),
        let answer = program.readLine(), let value = try? JSONValue(parsing: answer)
      else { return nil }
      return RenderedExample(value)
    }
  }
}

extension RenderedExample {
  fileprivate init(_ value: JSONValue) {
    sequences = (value["sequences"]?.array ?? []).map { sequence in
      (sequence["tokens"]?.array ?? []).compactMap { token in
        guard let parts = token.array, parts.count == 3, let id = parts[0].integer else {
          return nil
        }
        return Token(
          id: id, text: parts[1].string ?? "",
          isTrained: parts[2].integer == 1 || parts[2].bool == true)
      }
    }
    losses = (value["lost"]?.array ?? []).map { loss in
      Loss(
        what: loss["what"]?.string ?? "text", detail: loss["detail"]?.string ?? "",
        message: loss["message"]?.count)
    }
    fault = value["fault"]?.string ?? value["error"]?["message"]?.string
  }
}
