import Commands
package import Presentation
import Quantities

extension LaunchResult: Report {
  package var blocks: [Block] {
    guard let start else {
      return [
        .line(
          """
          already launched as \("@\(name)", .accent) (\(status)); \
          nothing was sent.  --again trains it once more
          """)
      ]
    }
    let line: Block = .line(
      start.training.line
        + ", created \("@\(name)", .accent) \(start.id) on \(start.model), \(start.price)")
    let follow = "tail @\(name)  follows it"
    let place: StyledText? =
      switch start.place {
      case .program(let provider): "the \(provider) trains a small model on this machine"
      case .engine(let name): "\(name) trains also while ft is closed"
      case nil: nil
      }
    return [line] + (start.cost?.note.map { [$0] } ?? [])
      + [place.map { .hint(";  \(follow)", after: $0) } ?? .hint(StyledText(follow))]
  }
}

extension LaunchResult.Start {
  fileprivate var price: String {
    guard let cost else { return "free" }
    return cost.estimated.map { "about \($0)" } ?? "\(cost.amount) set aside"
  }
}
