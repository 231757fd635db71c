import CommandLanguage

/// The options that the tests' scripts use.
struct Catalog: OptionCatalog {
  func kind(ofOption option: String, verb: String) -> OptionKind? {
    ["model", "epochs", "max-cost"].contains(option) ? .value : nil
  }

  func readsClauses(verb: String) -> Bool { verb != "hint" }
}

let parser = Parser(options: Catalog())
