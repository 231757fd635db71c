import CommandLanguage

/// The options that the tests' lines use.
struct Catalog: OptionCatalog {
  func kind(ofOption option: String, verb: String) -> OptionKind? {
    switch option {
    case "model", "epochs", "max-cost", "cells", "note", "confirm": .value
    case "json", "clean", "skip-bad", "yes": .flag
    default: nil
    }
  }

  func readsClauses(verb: String) -> Bool { verb != "help" && verb != "ask" }
}

let parser = Parser(options: Catalog())
