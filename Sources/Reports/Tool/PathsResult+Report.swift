import Commands
package import Presentation

extension PathsResult: Report {
  package var blocks: [Block] {
    [
      .fields(
        [Field("workspace", StyledText(workspace))]
          + stores.map { Field($0.provider, StyledText($0.path)) })
    ]
  }
}
