import Commands
package import Presentation

extension EditResult: Report {
  package var blocks: [Block] {
    switch self {
    case .changed(let change): [change.line(changing: "text")]
    case .untouched: [.note("nothing was changed")]
    case .same: [.note("nothing to change: it says so already")]
    case .emptied: [.note("the text is empty, so nothing was changed")]
    }
  }
}
