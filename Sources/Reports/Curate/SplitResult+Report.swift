import Commands
import Datasets
package import Presentation
import Quantities

extension SplitResult: Report {
  package var blocks: [Block] {
    var line: StyledText = "\(name, .accent)  split \(ratio), seed \(seed)"
    if let constraint { line.append(", \(constraint)") }
    line.append("   ")
    line.append("(undo)", .dim)
    let rows = parts.map { part -> [StyledText] in
      [
        StyledText(part.name, .accent),
        StyledText(NumberFormat.count(part.exampleCount, "example")),
        StyledText("\(part.tokenWords) tokens"), StyledText(part.isLocked ? "locked" : "", .dim),
      ]
    }
    let table = Table(
      [
        .init("dataset"), .init("", alignment: .trailing), .init("", alignment: .trailing),
        .init(""),
      ],
      rows: rows, showsTitles: false, indentation: 2)
    return [.line(line), .table(table), .note(StyledText(origin))] + remarks
  }

  private var origin: String {
    if !isRepeatable {
      return "groups are taken whole, in the order of \(library.call(seed, nil))"
    }
    let stratify = constraint.map { _ in ", stratify=…" }
    let twice = parts.count == 3 ? ", called twice" : ""
    return "the rows, in the order, of \(library.call(seed, stratify))\(twice)"
  }

  private var remarks: [Block] {
    let locked = parts.first(where: \.isLocked).map { part -> Block in
      .hint(
        ";  unlock \(part.name)  opens it",
        after: "\(part.name) is kept unseen for the last test")
    }
    guard shared.promptCount > 0 else { return [locked].compactMap(\.self) }
    let prompts = NumberFormat.count(shared.promptCount, "prompt")
    let examples = NumberFormat.count(shared.exampleCount, "example")
    let verb = shared.promptCount == 1 ? "is" : "are"
    var again: StyledText = "  "
    again.append("undo, then  split \(name) \(ratio) seed \(seed) grouped by prompt", .dim)
    return [locked].compactMap(\.self) + [
      .line("\(prompts, .caution) of \(examples) \(verb) in more than one part"), .line(again),
    ]
  }
}

extension Split.Library {
  /// The call whose rows are chosen, as a script has it.
  fileprivate func call(_ seed: Int, _ more: String?) -> String {
    switch self {
    case .scikitLearn: "scikit-learn's train_test_split(random_state=\(seed)\(more ?? ""))"
    case .datasets: "datasets' train_test_split(seed=\(seed))"
    }
  }
}
