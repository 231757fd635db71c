package import CommandLanguage
import Spelling

extension VerbDeclaration {
  /// Refuses what no line of the verb may have: leaving it out would answer another question.
  ///
  /// - Throws: ``Failure`` for an option that is not declared, and for a clause that is not taken.
  package func refuseUnknown(in statement: Statement) throws(Failure) {
    for option in statement.options where !allOptions.contains(where: { $0.name == option.name }) {
      let near = nearest(to: option.name, in: allOptions.map(\.name))
      throw Failure(
        .unknownOption, "\(name) has no option --\(option.name)", at: option.span,
        remedy: near.map { "did you mean --\($0)?" } ?? remedy(without: option.name))
    }
    if let clause = statement.clauses.first(where: { !clauses.contains($0.keyword) }) {
      throw Failure(
        .unexpectedClause, "\(name) takes no \"\(clause.keyword.rawValue)\"",
        consequence: "nothing was done", remedy: usage.first)
    }
  }

  /// What helps who typed an option that the verb does not have.
  private func remedy(without option: String) -> String {
    guard option == "api" else { return "help \(name)" }
    return traits.replay == .asQuestions
      ? "/api, in the chat, prints what was asked" : "api  prints what the last line asked"
  }

  /// The input of a line, read whole before anything is done.
  ///
  /// - Throws: ``Failure`` for what the line lacks, and for what it has no use for.
  package func input<Input>(
    of statement: Statement, by read: (inout ArgumentReader) throws(Failure) -> Input
  ) throws(Failure) -> Input {
    var reader = ArgumentReader(Invocation(statement, self))
    let input = try read(&reader)
    try reader.finish()
    return input
  }
}
