import Commands
package import Presentation
import Workspaces

extension AddResult: Report {
  package var blocks: [Block] { [line] }

  /// The line about the new example.
  var line: Block {
    let origin = chat.map { " from chat \($0)" } ?? ""
    return change.line("added \("\(change.after.name)#\(number)", .accent)\(origin)")
  }
}
