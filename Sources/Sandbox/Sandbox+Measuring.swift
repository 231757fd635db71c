package import FineTuning

extension Sandbox: ExampleMeasuring {
  /// Reads as a job on the model would, without a job.
  package func measure(for model: String) throws -> ExampleMeasure? {
    guard let model = try cache.entry(model)?.model else { return nil }
    let encoder = ExampleEncoder(model)
    return ExampleMeasure(limit: encoder.limit) { line in
      for method in [TrainingMethod.Kind.supervised, .dpo] {
        let reader = TrainingExampleReader(method: method)
        if let example = try? reader.read(line, example: 1, line: 1) {
          return encoder.reading(example)
        }
      }
      return nil
    }
  }
}
