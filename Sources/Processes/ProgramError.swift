/// Why another program did not do its work.
package struct ProgramError: Error, Sendable, Hashable {
  /// What went wrong.
  package enum Code: Sendable, Hashable {
    case notFound
    /// The system's own number for why it could not be started.
    case notStarted(errno: Int32)
    /// It ran and ended with a failure.
    case failed(status: Int32)
    /// Its file could not be written or read, by the system's number.
    case file(errno: Int32)
    /// Neither is a variable set nor is a usual one installed.
    case noneChosen
  }

  package let code: Code
  /// The program, or the file where that is at fault.
  package let name: String

  package init(_ code: Code, _ name: String) {
    self.code = code
    self.name = name
  }
}

extension ProgramError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .notFound: "no program '\(name)'"
    case .notStarted(let number): "'\(name)' could not be started (error \(number))"
    case .failed(let status): "'\(name)' ended with status \(status)"
    case .file(let number): "'\(name)' cannot be read or written (error \(number))"
    case .noneChosen: "no editor: neither VISUAL nor EDITOR is set, and nano and vi are missing"
    }
  }
}
