/// What is said while a verb reads datasets.
package enum DataEvent: Sendable, Hashable {
  /// A sample was drawn with a seed that nobody named.
  case sampled(seed: UInt64)
  /// So much of a long file was read; `examples` is nil where every such text stays, as in a log.
  case loading(file: String, percent: Int, examples: Int?)
  /// So many of the examples were sent to a service.
  case asking(dataset: String, percent: Int)
  /// What a file was taken for, before it is asked whether that is right.
  case took(SourceFacts)
  /// Nothing is being read any more.
  case loadingEnded
  /// Tokens of what was loaded are estimates.
  case estimated(EstimateReason)
}
