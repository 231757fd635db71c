package import Datasets

/// Where a load takes its lines from.
package enum LoadSource: Sendable {
  /// A path as the user named it; a pipe will do.
  case file(String)
  /// Lines in memory, such as repaired ones, with a name for messages.
  case bytes([UInt8], name: String)

  /// The path or the name.
  package var name: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let name): name
    }
  }
}

/// How a load goes about its work.
package struct LoadOptions: Sendable {
  /// What to do when the name is taken.
  package enum Collision: Sendable, Hashable {
    case refuse
    /// The old dataset leaves the list; undo brings it back.
    case replace
    /// The examples continue the dataset's numbers in a new revision.
    case append
  }

  /// Counts the tokens of the example at a range of a block of lines; nil when it cannot.
  package typealias Count = (_ block: [UInt8], _ example: Range<Int>) -> TokenCount?

  /// Faulty lines that are kept; the others are only counted.
  package static let faultLimit = 10_000

  package var collision = Collision.refuse
  /// Whether faulty lines are left out instead of refusing the file.
  package var skipsFaults = false
  /// Threads that scan; one more writes.
  package var workers = 2
  /// The encoding with which `makeCount` counts exactly; nil when it estimates.
  package var tokenEncoding: String?
  package var cell: Int?
  /// Makes the counter of one thread, so that it may own caches; nil leaves tokens uncounted.
  package var makeCount: (@Sendable () -> Count)?
  /// Called now and then, on the caller's thread.
  package var progress: (@Sendable (LoadProgress) -> Void)?
  /// Asked now and then; true abandons the load with `CancellationError`, and nothing is loaded.
  package var shouldStop: (@Sendable () -> Bool)?

  package init() {}
}

/// How far a load is.
package struct LoadProgress: Sendable, Hashable {
  package var bytes: Int
  /// nil for a pipe.
  package var totalBytes: Int?
  package var examples: Int
}

/// What a load has led to.
package struct LoadOutcome: Sendable {
  package var dataset: Dataset
  package var operation: Operation
  /// The numbers that the examples got.
  package var numbers: ClosedRange<Int>
  /// The lines left out, at most ``LoadOptions/faultLimit`` of them.
  package var faults: [ReadingFault]
  package var faultCount: Int
  package var byteCount: Int
  package var lineCount: Int
  /// Whether the file starts with a byte order mark; it stays when the file is exported.
  package var hasByteOrderMark: Bool
  /// Examples whose line ends in CR LF.
  package var carriageReturnCount: Int
}
