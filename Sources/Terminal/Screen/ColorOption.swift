import Presentation

/// What the user asked for with `--color`.
package enum ColorOption: String, Sendable, Hashable, CaseIterable {
  case always
  case never
  case automatic = "auto"

  /// Returns whether styles become colors, by the first of these that decides it.
  ///
  /// `--color`; `NO_COLOR` when not empty; `FORCE_COLOR` or `CLICOLOR_FORCE` when neither empty
  /// nor 0; `TERM=dumb`; whether the output is a terminal. Animation is decided elsewhere.
  package func usesColor(environment: [String: String], isTerminal: Bool) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .automatic: break
    }
    if environment["NO_COLOR", default: ""] != "" { return false }
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
      let value = environment[name, default: ""]
      if value != "", value != "0" { return true }
    }
    if environment["TERM"] == "dumb" { return false }
    return isTerminal
  }
}

/// Returns whether block elements and `…` may be drawn.
///
/// A locale that names another encoding, or the plain C locale by name, asks for ASCII; one that
/// is not set says nothing, and nearly every terminal of today is UTF-8. Neither the Linux console
/// nor a dumb terminal has the glyphs.
package func drawsUnicode(environment: [String: String]) -> Bool {
  if ["linux", "dumb"].contains(environment["TERM", default: ""]) { return false }
  let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
    .map { environment[$0, default: ""] }.first { $0 != "" }
  guard let locale, locale != "C", locale != "POSIX" else { return locale == nil }
  guard let dot = locale.firstIndex(of: ".") else { return true }
  let encoding = locale[dot...].dropFirst().lowercased()
  return encoding.hasPrefix("utf-8") || encoding.hasPrefix("utf8")
}

/// Returns the columns to lay results out for: the window's, else `COLUMNS`, else 80.
///
/// Without a terminal and without `COLUMNS` nothing is ever broken or cut.
package func layoutWidth(reported: Int?, environment: [String: String], isTerminal: Bool) -> Int {
  if isTerminal, let reported { return reported }
  if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
  return isTerminal ? 80 : Layout.unlimited.width
}
