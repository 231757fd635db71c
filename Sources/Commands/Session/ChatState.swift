package import FineTuning

/// A chat that is open: the model, its provider, and where its turns are kept.
package struct ChatState: Sendable {
  /// The workspace's number of the chat.
  package var id: Int
  /// How the prompt names it, such as `@demo` or `sandbox-1`.
  package var label: String
  package var model: String
  package var provider: String
  package var system: String?
  package var sampling: SamplingOptions
  /// Seconds that the provider may be silent or busy; nil for the usual.
  package var patience: Int?

  package init(
    id: Int, label: String, model: String, provider: String, system: String?,
    sampling: SamplingOptions, patience: Int? = nil
  ) {
    self.id = id
    self.label = label
    self.model = model
    self.provider = provider
    self.system = system
    self.sampling = sampling
    self.patience = patience
  }
}
