package import CommandLanguage

/// Every verb there is, by what is declared of it: parser, help, completion and scripts read this.
package struct VerbCatalog: Sendable {
  /// In the order of help: by group, then as they are used in a first session.
  package let declarations: [VerbDeclaration]
  private let byName: [String: VerbDeclaration]

  package init(_ declarations: [VerbDeclaration]) {
    self.declarations = declarations
    var byName: [String: VerbDeclaration] = [:]
    for declaration in declarations {
      for name in [declaration.name] + declaration.aliases {
        precondition(byName[name] == nil, "two verbs are called \(name)")
        byName[name] = declaration
      }
    }
    self.byName = byName
  }

  /// The verb of a name or an alias; nil when there is none.
  package func declaration(named name: String) -> VerbDeclaration? { byName[name] }

  /// Names and aliases, sorted.
  package var names: [String] { byName.keys.sorted() }
}

extension VerbCatalog: OptionCatalog {
  package func kind(ofOption option: String, verb: String) -> OptionKind? {
    guard let found = byName[verb]?.allOptions.first(where: { $0.name == option }) else {
      return nil
    }
    return found.placeholder == nil ? .flag : .value
  }

  package func readsClauses(verb: String) -> Bool {
    byName[verb]?.traits.readsClauses ?? true
  }
}
