import CommandLanguage
import Patterns

extension Pattern {
  /// Reads an expression that was typed.
  ///
  /// - Throws: ``Failure`` E025 for one that is none.
  init(
    typed source: String, ignoringCase: Bool = false, at place: Span, consequence: String? = nil,
    remedy: String
  ) throws(Failure) {
    do {
      try self.init(source, ignoringCase: ignoringCase)
    } catch {
      let before = String(decoding: source.utf8.prefix(error.offset), as: UTF8.self)
      throw Failure(
        .badPattern,
        "\"\(source)\" is not a regular expression: \(error.message), at character "
          + "\(before.count + 1)",
        at: place, consequence: consequence, remedy: remedy)
    }
  }
}

extension PatternLimit {
  /// What is said when a pattern was given up.
  func failure(at number: Int, of dataset: String, consequence: String) -> Failure {
    Failure(
      .badPattern, "the pattern tries too many ways to match \(dataset)#\(number)",
      consequence: consequence,
      remedy: "write it without a repetition of what repeats, as in (a+)+")
  }
}
