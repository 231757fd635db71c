import CommandLanguage
import Datasets
package import Engines
import FineTuning
import JSON
import Workspaces

/// Selected examples as a model of the user's own reads them: what trains is this, token by token.
package struct RenderedExampleList: Sendable {
  /// One example.
  package struct Item: Sendable {
    package var dataset: String
    package var number: Int
    package var example: RenderedExample
  }

  package var model: String
  /// Tokens of a sequence beyond which the whole example is left out.
  package var limit: Int
  package var form: TokenForm
  package var items: [Item] = []

  var json: JSONValue { .array(items.map { $0.json(limit: limit) }) }

  /// nil where the line names no model of an engine.
  ///
  /// - Throws: ``Failure`` for a model that nothing is known of.
  init?(_ input: TokenizeInput, in session: Session) throws {
    guard let (model, failure) = input.unknownModel else { return nil }
    let provider = try session.services.providers().first {
      $0.isTrainedByEngine(model.text)
    }
    guard let provider,
      let host = try session.services.service(named: provider.name)
        .offer((any EngineHosting).self),
      let renderer = try host.renderer(for: model.text)
    else { throw failure }
    guard case .examples(let request) = input.source else {
      throw Failure(
        .unexpectedArgument, "\(model.text) reads examples of a dataset", at: model.span,
        consequence: "nothing was done", remedy: "tokenize NAME#3 --model \(model.text)")
    }
    let selection = try session.selections.selection(request)
    guard selection.field.isEmpty else {
      throw Failure(
        .unexpectedArgument, "\(model.text)'s template writes whole examples", at: model.span,
        consequence: "nothing was done",
        remedy: "tokenize \(selection.dataset.name)#3 --model \(model.text)")
    }
    self.model = model.text
    form = input.form
    limit =
      try host.engines().first { model.text.hasPrefix("ft:\($0.name):") || $0.name == model.text }?
      .contextLimit ?? .max
    try session.selections.forEach(selection) { stored in
      try Task.checkCancellation()
      let example = try Example(stored.bytes)
      guard
        let rendered = renderer.render(
          example.sentBytes, isPreference: example.kind == .preference)
      else {
        throw Failure(
          .engineFailed, "the program of \(model.text) has ended",
          consequence: "nothing was counted",
          remedy: "engine check \(model.text)")
      }
      items.append(
        Item(dataset: selection.dataset.name, number: stored.number, example: rendered))
      return true
    }
  }
}

extension RenderedExampleList.Item {
  /// Tokens of all sequences, which is what an epoch computes.
  package var total: Int { example.sequences.map(\.count).reduce(0, +) }

  /// Of ``total``, those that the loss counts.
  package var trained: Int { example.sequences.joined().count { $0.isTrained } }

  fileprivate func json(limit: Int) -> JSONValue {
    [
      "example": .integer(number), "tokens": .integer(total), "trained": .integer(trained),
      "left_out": .bool(example.sequences.contains { $0.count > limit }),
      "fault": JSONValue(example.fault),
      "lost": .array(
        example.losses.map { ["what": .string($0.what), "detail": .string($0.detail)] }),
      "sequences": .array(
        example.sequences.map { sequence in
          .array(
            sequence.map {
              [
                "id": .integer($0.id), "text": .string($0.text), "trained": .bool($0.isTrained),
              ]
            })
        }),
    ]
  }
}
