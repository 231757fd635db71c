import Commands
package import Presentation

extension UseResult: Report {
  package var blocks: [Block] { [.line("using \(name, .accent)")] }
}
