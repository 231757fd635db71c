/// What is said while a verb asks what may be spent.
package enum SpendingEvent: Sendable {
  /// What a person should know before agreeing to a launch.
  case agreement(LaunchCost)
}
