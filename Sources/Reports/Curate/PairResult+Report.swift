import Commands
package import Presentation

extension PairResult: Report {
  package var blocks: [Block] {
    let place = "\(dataset)#\(number)"
    guard let change else {
      return [.line("\(dataset, .accent)  r1   made \(place), the first pair   (undo)")]
    }
    return [change.line("added \(place, .accent)")]
  }
}
