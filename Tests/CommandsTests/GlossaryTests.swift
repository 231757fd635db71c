import Commands
import Testing

/// The glossary as a table: each word once, and nothing missing.
@Suite struct GlossaryTests {
  @Test func `A spelling finds one term`() {
    let names = GlossaryTerm.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(GlossaryTerm.named(name.uppercased())?.names.contains(name) == true)
    }
    #expect(GlossaryTerm.named("launch") == nil)
  }

  @Test(arguments: [
    "epoch", "weight", "checkpoint", "DPO", "beta", "loss", "suffix", "learning rate multiplier",
    "batch size", "seed", "token", "validation set", "LoRA", "temperature",
  ])
  func `The words of the field are there`(_ word: String) throws {
    let term = try #require(GlossaryTerm.named(word))
    #expect(!term.meaning.isEmpty && !term.here.isEmpty)
    #expect(term.meaning.hasSuffix("."), "a sentence")
  }
}
