import Commands
package import Presentation

extension QuitResult: Report {
  package var blocks: [Block] {
    running.map { job in
      let future = job.trainsOnlyWhileOpen ? "goes on when ft runs again" : "goes on"
      return .line("\("@\(job.name)", .accent) \(future):  \(program) tail @\(job.name)")
    }
  }
}

extension PathsResult: Report {
  package var blocks: [Block] {
    [
      .fields(
        [Field("workspace", StyledText(workspace))]
          + stores.map { Field($0.provider, StyledText($0.path)) })
    ]
  }
}
