package import CommandLanguage
package import Commands

extension Failure {
  /// The failure with the person's own line and a caret under the words at fault.
  package func diagnostic(in source: SourceText) -> Diagnostic {
    var diagnostic = Diagnostic(
      kind, message, excerpt: excerpt, consequence: consequence, help: remedy)
    if let span, excerpt == nil {
      diagnostic = Diagnostic(
        kind, message, at: span.range, in: source, help: remedy)
      diagnostic.consequence = consequence
    }
    return diagnostic
  }

  /// The whole message as it is shown, of several lines; `place` is a script and its line.
  package func text(in source: SourceText, place: String? = nil) -> String {
    var diagnostic = diagnostic(in: source)
    diagnostic.place = place
    var lines = diagnostic.rendered.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    lines.insert(contentsOf: context.map { "  " + $0 }, at: 1)
    return lines.joined(separator: "\n")
  }
}
