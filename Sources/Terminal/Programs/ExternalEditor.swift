import Glibc

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
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw ProgramError(.file(errno: errno), path) }
    defer { close(file) }
    let fault = writeAll(text, to: file)
    guard fault == 0 else { throw ProgramError(.file(errno: fault), path) }
  }

  private func load(_ path: String) throws(ProgramError) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw ProgramError(.file(errno: errno), path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(file, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ProgramError(.file(errno: errno), path) }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }
}
