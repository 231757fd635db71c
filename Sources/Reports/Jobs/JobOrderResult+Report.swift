import Commands
package import Presentation

extension JobOrderResult: Report {
  package var blocks: [Block] { [.line("\("@\(name)", .accent) is \(status)")] }
}
