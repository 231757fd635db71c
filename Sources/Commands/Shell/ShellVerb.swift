/// A verb about the program and not about a session, so that only the shell has it.
///
/// It is declared and read as every other verb is; the executable does what its line asks.
package struct ShellVerb<Input: Sendable>: Sendable {
  /// Name, usage, options and examples, of which help, completion and the manual are made.
  package var declaration: VerbDeclaration
  /// Takes options and arguments from the line, each once, without doing any work.
  package var read: @Sendable (inout ArgumentReader) throws(Failure) -> Input

  init(
    _ declaration: VerbDeclaration,
    read: @escaping @Sendable (inout ArgumentReader) throws(Failure) -> Input
  ) {
    self.declaration = declaration
    self.declaration.traits = .shellOnly
    self.read = read
  }
}

extension VerbTraits {
  /// The traits of a verb that runs in no session.
  package static let shellOnly = VerbTraits(
    replay: .omitted, makesCell: false, readsClauses: false, isShellOnly: true)
}
