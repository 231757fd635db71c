internal import CTraining

/// What training runs on; the result has the same bits on any.
package struct Machine: Sendable, Hashable {
  /// The copy of the kernels.
  package var kernels: InstructionSet
  /// How many threads share the rows of a product, from 1.
  package var threads: Int

  package init(kernels: InstructionSet = .fastest, threads: Int = 1) {
    precondition(threads >= 1, "at least one thread")
    self.kernels = kernels
    self.threads = threads
  }
}

/// The threads of a machine; they end with their owner.
@safe final class ThreadPool {
  let pool: OpaquePointer

  init(threads: Int) {
    guard let pool = unsafe ct_pool_create(Int32(threads)) else {
      preconditionFailure("no memory for threads")
    }
    unsafe self.pool = pool
  }

  deinit {
    unsafe ct_pool_destroy(pool)
  }
}
