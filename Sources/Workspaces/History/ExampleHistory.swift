/// One state of an example, with what made it.
package struct ExampleVersion: Sendable, Hashable {
  package var revision: Int
  package var operation: Operation
  /// nil when this state is that the example is dropped.
  package var example: StoredExample?
}

/// An example that is not the same in two revisions.
package struct ExampleDifference: Sendable, Hashable {
  package var number: Int
  /// nil when the example is not there in the first revision.
  package var before: StoredExample?
  /// nil when the example is not there in the second revision.
  package var after: StoredExample?
}
