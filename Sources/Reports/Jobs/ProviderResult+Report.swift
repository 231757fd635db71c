import Commands
package import Presentation

extension ProviderResult: Report {
  package var blocks: [Block] {
    switch self {
    case .list(let all, let inUse):
      return [
        .table(
          Table(
            [
              .init(""), .init("provider"), .init("key"), .init("address", priority: 1),
              .init("note", priority: 2, minimumWidth: 16),
            ], rows: all.map { $0.cells(isInUse: $0.name == inUse) }))
      ]
    case .use(let provider):
      let key = provider.hasKey ? "" : "   its key is not set: \(provider.keyVariable ?? "")"
      return [.line("the provider is \(provider.name, .accent)\(key)")]
    case .add(let name, let isPriced):
      let added: Block = .line("added \(name, .accent);  provider use \(name)  chooses it")
      guard let isPriced else { return [added] }
      return [
        added,
        .note(
          isPriced
            ? "taken to charge: a launch there needs --max-cost;  --free if it does not"
            : "taken to be free;  --priced if it charges"),
      ]
    case .remove(let name, let inUse):
      return [.line("removed \(name); the provider in use is \(inUse, .accent)")]
    }
  }
}

extension ProviderSummary {
  fileprivate func cells(isInUse: Bool) -> [StyledText] {
    let key = keyVariable.map { "\($0)\(hasKey ? "" : " (not set)")" } ?? "no key needed"
    return [
      StyledText(isInUse ? "*" : ""), StyledText(name, .accent), StyledText(key),
      StyledText(address, .dim), StyledText(note ?? "", .dim),
    ]
  }

  /// The address, or why there is none, for a person.
  private var address: String {
    baseURL ?? addressVariable.map { "\($0) (not set)" } ?? "in this program"
  }
}
