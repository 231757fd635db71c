/// What is said while a verb runs a script.
package enum ScriptEvent: Sendable, Hashable {
  /// The script came to a fault, with the fault as it is shown.
  case stopped(String)
}
