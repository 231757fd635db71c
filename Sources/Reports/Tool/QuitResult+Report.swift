import Commands
package import Presentation

extension QuitResult: Report {
  package var blocks: [Block] {
    running.map { job in
      let future = job.trainsOnlyWhileOpen ? "goes on when ft runs again" : "goes on"
      return .line("\("@\(job.name)", .accent) \(future):  ft tail @\(job.name)")
    }
  }
}
