import Workspaces

/// The unfinished text of one example, with the state of the example that it was begun on.
struct KeptDraft {
  private let workspace: Workspace
  private let dataset: Dataset
  private let number: Int
  /// The text that was kept; nil when there is none.
  let text: String?
  /// Whether the example was changed after the text was begun.
  let isStale: Bool
  private let base: Int64

  /// Looks for the draft of an example that is now as `stored`.
  init(of stored: StoredExample, in dataset: Dataset, _ workspace: Workspace) throws {
    self.workspace = workspace
    self.dataset = dataset
    number = stored.number
    text = try workspace.draft(of: number, in: dataset)?.text
    let kept = try workspace.setting(Self.key(dataset, number)).flatMap(Int64.init)
    base = text == nil ? stored.facts.version : kept ?? stored.facts.version
    isStale = base != stored.facts.version
  }

  /// Keeps a text until the change is made.
  func keep(_ text: String) throws {
    try workspace.setDraft(text, of: number, in: dataset)
    try workspace.set(Self.key(dataset, number), to: String(base))
  }

  /// Forgets the text, which is in the dataset now or was given up.
  func clear() throws {
    try workspace.setDraft(nil, of: number, in: dataset)
    try workspace.set(Self.key(dataset, number), to: nil)
  }

  private static func key(_ dataset: Dataset, _ number: Int) -> String {
    "draft.\(dataset.id).\(number)"
  }
}
