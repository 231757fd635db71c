/// How long a provider may say nothing, or ask to be left alone, before a request is given up.
///
/// A value of the task, so that a command's own patience reaches every request that it makes.
package struct Patience: Sendable {
  @TaskLocal package static var current = Patience()

  /// In seconds.
  package var seconds: Int
  /// Told before each pause that the provider asked for, with its seconds.
  package var willPause: @Sendable (Double) -> Void

  package init(
    seconds: Int = 120, willPause: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    self.seconds = seconds
    self.willPause = willPause
  }
}
