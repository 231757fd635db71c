import Synchronization
import Training

/// The few models that were asked last, ready to answer.
final class ModelCache: Sendable {
  /// A model of the sandbox measures about 4 MB in memory.
  private static let capacity = 4

  /// A model in memory with the name of its exact weights.
  struct Entry: Sendable {
    let model: LanguageModel
    /// The `system_fingerprint` of what it answers.
    let fingerprint: String
  }

  let store: ModelStore
  /// Latest use last.
  private let entries = Mutex<[(name: String, entry: Entry)]>([])

  init(_ store: ModelStore) { self.store = store }

  /// The model, from memory or disk; nil when there is none of that name any more.
  func entry(_ name: String) throws -> Entry? {
    guard try store.model(name) != nil else {
      entries.withLock { $0.removeAll { $0.name == name } }
      return nil
    }
    if let entry = entries.withLock({ $0.first { $0.name == name }?.entry }) {
      keep(entry, name)
      return entry
    }
    guard let model = try store.load(name) else { return nil }
    let entry = Entry(model: model, fingerprint: fingerprint(of: model))
    keep(entry, name)
    return entry
  }

  private func keep(_ entry: Entry, _ name: String) {
    entries.withLock { entries in
      entries.removeAll { $0.name == name }
      entries.append((name, entry))
      if entries.count > ModelCache.capacity { entries.removeFirst() }
    }
  }
}

/// Changes when the weights or the arithmetic change.
private func fingerprint(of model: LanguageModel) -> String {
  /// Raised with every change to the kernels that changes a bit of what they compute.
  let kernelVersion = "1"
  let digits = String(model.fingerprint, radix: 16)
  return "fp_" + derivedLetters(digits, kernelVersion, count: 10).lowercased()
}
