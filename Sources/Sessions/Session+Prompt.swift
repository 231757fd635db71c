package import Commands
package import Presentation
import Workspaces

extension Session {
  /// What stands before a line that is typed: the next cell's number and the dataset in use, or the
  /// model of the open chat.
  package var promptText: StyledText {
    get throws {
      if let chat { return "\(ascii(chat.label), .assistantRole)> " }
      let number = try workspace.nextCellNumber()
      let dataset = currentDataset.map { " \(ascii($0))" } ?? ""
      return "\(number)\(dataset, .accent)> "
    }
  }

  /// A wide character in the prompt breaks libedit's redraw, so other names are left out.
  private func ascii(_ name: String) -> String {
    name.utf8.allSatisfy { $0 < 0x80 } ? name : "..."
  }
}
