/// What is said while a verb reads datasets.
package enum DataEvent: Sendable, Hashable {
  /// A sample was drawn with a seed that nobody named.
  case sampled(seed: UInt64)
}
