package import FineTuning
import Training

extension Sandbox: ExampleMeasuring {
  /// Reads as a job on the model would, without a job.
  package func measure(for model: String) throws -> ExampleMeasure? {
    guard let model = try engineDirectory.small.cache.entry(model)?.model else { return nil }
    let encoder = ExampleEncoder(model)
    return ExampleMeasure(limit: encoder.limit) {
      var counter = TokenCounter(encoder.tokenizer)
      return { line in
        TrainingExample(measuring: line).map { encoder.reading($0, &counter) }
      }
    }
  }
}
