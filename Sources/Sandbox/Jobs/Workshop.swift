import FineTuning

/// What every worker on jobs needs at hand.
struct Workshop: Sendable {
  let jobs: JobStore
  let files: FileStore
  let cache: ModelCache
  let board: ChangeBoard

  /// The models on disk, where new ones go.
  var models: ModelStore { cache.store }
}
