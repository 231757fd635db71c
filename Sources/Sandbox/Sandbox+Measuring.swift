import Engines
package import FineTuning
import JSON
import Training

extension Sandbox: ExampleMeasuring {
  /// Reads as a job on the model would, without a job.
  ///
  /// A model of an engine is asked by its own program, once for each thread.
  package func measure(for model: String) throws -> ExampleMeasure? {
    if let name = try models.engineName(of: model), let engine = try models.registry.engine(name) {
      return ExampleMeasure(limit: engine.contextLimit, hasTemplate: true) { [self] in
        // Started for the first line that is asked for, since most files have no long ones.
        var renderer: EngineRenderer??
        return { line in
          let started = renderer ?? (try? self.renderer(for: model))
          renderer = .some(started)
          return started.flatMap { self.reading(of: line, by: $0, limit: engine.contextLimit) }
        }
      }
    }
    guard try models.model(model) != nil else { return nil }
    let cache = engineDirectory.small.cache
    return ExampleMeasure(limit: options.base.contextLimit) {
      // Loaded for the first line that is asked for, since most files have no long ones.
      var loaded: LoadedEncoder?
      return { line in
        let reader = loaded ?? (try? cache.entry(model)?.model).map { LoadedEncoder($0) }
        loaded = reader
        return reader?.reading(of: line)
      }
    }
  }

  /// An engine leaves a row out as a whole when one of its sequences is too long.
  private func reading(
    of line: [UInt8], by renderer: EngineRenderer, limit: Int
  ) -> ExampleMeasure.Reading? {
    guard let value = try? JSONValue(parsing: line),
      let rendered = renderer.render(line, isPreference: value["input"] != nil)
    else { return nil }
    let longest = rendered.sequences.map(\.count).max() ?? 0
    let trained = rendered.sequences.joined().count { $0.isTrained }
    let isLeftOut = longest > limit || trained == 0
    return ExampleMeasure.Reading(
      tokens: longest, trained: trained, lost: longest > limit ? trained : 0,
      computed: isLeftOut ? 0 : rendered.sequences.map(\.count).reduce(0, +),
      unwritten: rendered.losses.map { loss in
        ExampleMeasure.Unwritten(what: loss.words, message: loss.message)
      },
      refusal: rendered.fault)
  }
}

/// What one thread reads examples with.
private final class LoadedEncoder {
  private let encoder: ExampleEncoder
  private var counter: TokenCounter

  init(_ model: LanguageModel) {
    encoder = ExampleEncoder(model)
    counter = TokenCounter(encoder.tokenizer)
  }

  func reading(of line: [UInt8]) -> ExampleMeasure.Reading? {
    TrainingExample(measuring: line).map { encoder.reading($0, &counter) }
  }
}
