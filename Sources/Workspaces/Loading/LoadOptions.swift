package import Datasets

/// Where a load takes its lines from.
package enum LoadSource: Sendable {
  /// A path as the user named it; a pipe will do.
  case file(String)
  /// Lines in memory, such as repaired ones, with a name for messages.
  case bytes([UInt8], name: String)
  /// Examples that are made of something else while they are loaded.
  case examples(ExampleSource)

  /// The path or the name.
  package var name: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let name): name
    case .examples(let source): source.name
    }
  }
}

/// Examples that come in batches from a file of another kind.
package struct ExampleSource: Sendable {
  /// Some examples, in the order of the file.
  package struct Batch: Sendable {
    /// One JSON line each, with the file's line that it is of, counted from 1.
    package var examples: [(bytes: [UInt8], line: Int)] = []
    /// Records that cannot be examples.
    package var faults: [ReadingFault] = []
    /// How much of the file was read for the batch.
    package var byteCount = 0

    package init() {}
  }

  /// What the source is called in messages.
  package var name: String
  /// How large the file is; nil where that is not known.
  package var totalBytes: Int?
  /// The next batch, nil at the end; called by one thread at a time.
  package var next: @Sendable () throws -> Batch?

  package init(
    name: String, totalBytes: Int?, next: @escaping @Sendable () throws -> Batch?
  ) {
    self.name = name
    self.totalBytes = totalBytes
    self.next = next
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

  /// Counts the tokens of an example; nil when it cannot.
  package typealias Count = (Example) -> ExampleTokens?

  /// Faulty lines that are kept; the others are only counted.
  package static let faultLimit = 10_000

  package var collision = Collision.refuse
  /// What the source is called in the list, the history and messages; its own name for nil.
  package var sourceName: String?
  /// Whether faulty lines are left out instead of refusing the file.
  package var skipsFaults = false
  /// Whether examples are taken out of what is only nearly JSONL, each as one line.
  package var repairs = false
  /// Threads that scan; one more writes.
  package var workers = 2
  /// The encoding with which `makeCount` counts exactly; nil when it estimates.
  package var tokenEncoding: String?
  package var cell: Int?
  /// Makes the counter of one thread, so that it may own caches; nil leaves tokens uncounted.
  package var makeCount: (@Sendable () -> Count)?
  /// Loads of up to this many examples are examined on the way; see ``LoadOutcome/examination``.
  package var examinedExamples = 0
  /// Called after each block, on the caller's thread; may not call the workspace.
  package var progress: (@Sendable (LoadProgress) -> Void)?
  /// Asked before each block; true abandons the load with `CancellationError`, and nothing is loaded.
  package var shouldStop: (@Sendable () -> Bool)?

  package init() {}
}

/// How far a load is.
package struct LoadProgress: Sendable, Hashable {
  package var bytes: Int
  /// nil for a pipe.
  package var totalBytes: Int?
  package var examples: Int

  package init(bytes: Int, totalBytes: Int?, examples: Int) {
    self.bytes = bytes
    self.totalBytes = totalBytes
    self.examples = examples
  }
}

/// What a load has led to.
package struct LoadOutcome: Sendable {
  package var dataset: Dataset
  package var operation: Operation
  /// The numbers that the examples got.
  package var numbers: ClosedRange<Int>
  package var report: LoadReport
  /// What the rules find in the dataset, and its figures; nil when it has more examples than
  /// ``LoadOptions/examinedExamples``, or others than those of this load, or was repaired.
  package var examination: Examination?
}

/// What a load has seen in its file.
package struct LoadReport: Sendable, Hashable {
  /// The lines left out, at most ``LoadOptions/faultLimit`` of them.
  package internal(set) var faults: [ReadingFault] = []
  package internal(set) var faultCount = 0
  package internal(set) var byteCount = 0
  package internal(set) var lineCount = 0
  /// Whether the file starts with a byte order mark; it stays when the file is exported.
  package internal(set) var hasByteOrderMark = false
  /// Examples whose line ends in CR LF.
  package internal(set) var carriageReturnCount = 0
  /// In which ways the file was only nearly JSONL, when the load repaired it.
  package internal(set) var repairs: Set<NearJSONL> = []
  /// Examples whose bytes are not those of the file.
  package internal(set) var repairedCount = 0

  package init() {}
}

extension LoadOptions {
  /// Counts an example's tokens by counting its strings, as ``ExampleTokens`` adds them up.
  ///
  /// `makeCount` is called once on each thread, so that a counter may own caches.
  package mutating func countStrings(_ makeCount: @escaping @Sendable () -> StringTokenCount) {
    self.makeCount = {
      let count = unsafe makeCount()
      return { unsafe ExampleTokens(of: $0, count: count) }
    }
  }

  /// Counts an example's tokens with a counter that is made once on each thread.
  package mutating func countTexts(_ makeCounter: @escaping @Sendable () -> TextCounter) {
    makeCount = {
      let counter = makeCounter()
      return { ExampleTokens(of: $0, counter: counter) }
    }
  }
}
