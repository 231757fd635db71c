import Files
import Glibc
package import Processes

/// The editor that a person likes for more than a line.
package struct ExternalEditor: Sendable, Hashable {
  /// Where the choice comes from, to be named when something goes wrong.
  package enum Source: String, Sendable, Hashable {
    case visual = "VISUAL"
    case editor = "EDITOR"
    /// Neither is set: a usual one from PATH.
    case path = "PATH"
  }

  /// The program and its arguments, to which the file is added.
  package let words: [String]
  package let source: Source
  private let environment: [String: String]

  /// Chooses `$VISUAL`, then `$EDITOR`, then nano or vi, whichever PATH has.
  ///
  /// - Throws: ``ProgramError`` with `noneChosen`.
  package init(environment: [String: String]) throws(ProgramError) {
    self.environment = environment
    for source in [Source.visual, .editor] {
      let words = commandWords(environment[source.rawValue, default: ""])
      if !words.isEmpty {
        (self.words, self.source) = (words, source)
        return
      }
    }
    let folders = environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
    for name in ["nano", "vi"]
    where folders.contains(where: { unsafe access("\($0)/\(name)", X_OK) == 0 }) {
      (words, source) = ([name], .path)
      return
    }
    throw ProgramError(.noneChosen, "")
  }

  /// Opens `text` as the file `path`, waits for the editor to end, and returns what was saved.
  ///
  /// The file must not be there yet. It is made with mode 0600 and stays, so that no typing is
  /// lost whatever follows.
  /// Blocks, so not on a thread of the concurrency pool.
  ///
  /// - Throws: ``ProgramError`` when the editor cannot be started or ends with a failure.
  package func edit(_ text: String, at path: String) throws(ProgramError) -> String {
    try save(text, path)
    let status = try runProgram(words + [path], environment: environment)
    guard status == 0 else { throw ProgramError(.failed(status: status), words.first ?? "") }
    return try load(path)
  }

  private func save(_ text: String, _ path: String) throws(ProgramError) {
    do throws(FileError) {
      try OpenFile(path, for: .creating(mode: 0o600)).write(Array(text.utf8))
    } catch {
      throw ProgramError(.file(errno: error.errno), path)
    }
  }

  private func load(_ path: String) throws(ProgramError) -> String {
    do throws(FileError) {
      return String(decoding: try LocalFile.contents(of: path), as: UTF8.self)
    } catch {
      throw ProgramError(.file(errno: error.errno), path)
    }
  }
}
