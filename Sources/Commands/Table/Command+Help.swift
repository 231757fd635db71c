package import JSON
package import Presentation

// For `VERB --help`, until the interpreter asks the declaration itself.

extension Command {
  /// The page that `help VERB`, `VERB --help` and `VERB -h` all show.
  package var helpPage: [Block] { declaration.page }

  /// The same page as a value, for programs.
  package var helpValue: JSONValue { declaration.json }
}
