/// What is said while a verb runs a script.
package enum ScriptEvent: Sendable, Hashable {
  /// The script came to a fault, with the fault as it is shown.
  case stopped(String)
  /// What a command says now beside its `|` lines: its place, the line, and the difference.
  case change(place: String, line: String, difference: String)
  /// What may be answered to the question after a change.
  case changeKeys
}
