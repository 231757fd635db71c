import CommandLanguage
package import JSON
import Workspaces

/// The dataset to use.
package struct UseInput: Sendable {
  var name: Argument
}

/// The dataset that is the current one now.
package struct UseResult: VerbResult {
  var dataset: Dataset

  package var name: String { dataset.name }
  package var json: JSONValue { dataset.json }
}

extension Verb where Input == UseInput, Result == UseResult {
  /// `use`: the dataset that lines mean without naming one.
  package static var use: Self {
    Self(
      VerbDeclaration(
        "use", .session, "choose the dataset that #12 and verbs without a dataset mean",
        usage: ["use NAME"], examples: [.init("use marv", "show #7 then means marv#7")],
        operands: [.dataset]),
      read: { reader throws(Failure) in
        UseInput(name: try reader.argument("a dataset:  use marv"))
      },
      perform: { input, session in
        let dataset = try session.selections.dataset(named: input.name.text, at: input.name.span)
        session.currentDataset = dataset.name
        return UseResult(dataset: dataset)
      })
  }
}
