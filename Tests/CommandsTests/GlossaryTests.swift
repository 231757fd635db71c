import Commands
import Datasets
import Testing

/// The glossary as three tables: each word once in each language, nothing missing, and nothing said
/// in one that another does not say.
@Suite struct GlossaryTests {
  private static let english = GlossaryTerm.all(in: .english)

  /// A term in one language beside the same in English.
  private static let translations: [(GlossaryTerm, english: GlossaryTerm)] =
    [LessonLanguage.korean, .japanese].flatMap { language in
      zip(GlossaryTerm.all(in: language), english).map { ($0, english: $1) }
    }

  @Test(arguments: LessonLanguage.allCases)
  func `The tables have the same terms in the same order`(_ language: LessonLanguage) {
    let terms = GlossaryTerm.all(in: language)
    #expect(terms.map(\.key) == Self.english.map(\.key))
    #expect(terms.allSatisfy { $0.language == language })
    #expect(Self.english.allSatisfy { $0.name == $0.key })
  }

  @Test(arguments: LessonLanguage.allCases)
  func `A spelling finds one term`(_ language: LessonLanguage) {
    let terms = GlossaryTerm.all(in: language)
    let names = terms.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for term in terms {
      for name in term.names {
        #expect(GlossaryTerm.named(name.uppercased(), in: language) == term, "\(name)")
      }
      #expect(GlossaryTerm.named(term.completion, in: language) == term)
      #expect(!term.completion.contains(" "))
    }
    #expect(GlossaryTerm.named("launch", in: language) == nil)
    #expect(GlossaryTerm.named(" ", in: language) == nil)
  }

  @Test(arguments: [
    "epoch", "weight", "checkpoint", "DPO", "beta", "loss", "suffix", "learning rate multiplier",
    "batch size", "seed", "token", "validation set", "LoRA", "temperature", "dataset", "revision",
    "job", "sandbox", "provider", "leak", "snapshot",
  ])
  func `The words of the field are there`(_ word: String) throws {
    for language in LessonLanguage.allCases {
      let term = try #require(GlossaryTerm.named(word, in: language))
      #expect(term.key == word && term.language == language)
      #expect(!term.here.isEmpty)
      #expect(term.meaning.hasSuffix(language == .japanese ? "。" : "."), "a sentence")
    }
  }

  @Test(arguments: [
    ("epoch", LessonLanguage.english, "epoch", LessonLanguage.english),
    ("epoch", .korean, "epoch", .korean), ("n_epochs", .japanese, "epoch", .japanese),
    // Only the English table has this one.
    ("finetuning", .korean, "fine-tuning", .korean),
    // A word of a language is answered in it, whatever the locale.
    ("에포크", .english, "epoch", .korean), ("에폭", .japanese, "epoch", .korean),
    ("エポック", .english, "epoch", .japanese), ("過学習", .korean, "overfitting", .japanese),
    ("과적합", .korean, "overfitting", .korean),
    // Spaces, hyphens and capitals are as one likes.
    ("Batch-Size", .english, "batch size", .english), ("배치크기", .english, "batch size", .korean),
    ("ファイン・チューニング", .english, "fine-tuning", .japanese),
    ("learning-rate", .english, "learning rate multiplier", .english),
  ])
  func `A term is answered in the language of its word, an English one in the locale's`(
    word: String, locale: LessonLanguage, key: String, language: LessonLanguage
  ) throws {
    let term = try #require(GlossaryTerm.named(word, in: locale))
    #expect(term.key == key && term.language == language)
  }

  /// Names of formats, of a method, of a field and of what numbers stand in.
  private static let kept: Set = ["JSONL", "JSON", "UTF", "DPO", "assistant", "ft", "r"]

  @Test func `What is said in Korean or Japanese is said in it, with the facts of the English`() {
    for (term, english) in Self.translations {
      let system: WritingSystem = term.language == .korean ? .korean : .japanese
      #expect(WritingSystem(of: term.meaning) == system, "\(term.meaning)")
      #expect(Self.words(term.meaning).isSubset(of: Self.kept), "\(term.meaning)")
      #expect((term.elsewhere == nil) == (english.elsewhere == nil), "\(term.key)")
      for (text, original) in [(term.here, english.here), (term.elsewhere, english.elsewhere)] {
        guard let text, let original else { continue }
        let script = WritingSystem(of: text.filter { !$0.isASCII })
        #expect(script == system, "\(text)")
        // Lines to type stay as they are.
        let known = Self.words(original).union(["JSONL", "JSON"])
        #expect(Self.words(text).isSubset(of: known), "\(text)")
      }
      #expect(Self.numbers(term) == Self.numbers(english), "\(term.key)")
    }
  }

  @Test func `An English word in another table is the English table's word for the same`() {
    for (term, english) in Self.translations {
      for name in term.names where name.allSatisfy(\.isASCII) {
        #expect(GlossaryTerm.named(name, in: .english)?.key == english.key, "\(name)")
      }
    }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.matches(of: #/[A-Za-z]+/#).map { String($0.output) })
  }

  private static func numbers(_ term: GlossaryTerm) -> Set<String> {
    let text = [term.meaning, term.here, term.elsewhere ?? ""].joined(separator: " ")
    return Set(text.matches(of: #/[0-9]+/#).map { String($0.output) })
  }

  /// What is typed, the locale, and how the answer begins.
  private static let shown: [(line: String, locale: String?, start: String)] = [
    ("explain loss", nil, "loss  also training loss, train_loss\n"),
    ("explain loss", "ko", "손실  같은 말: loss, training loss, train_loss, 학습 손실, 로스\n"),
    ("explain loss", "fr", "loss  also"), ("explain 손실", nil, "손실  같은 말:"),
    ("explain loss --lang ja", "ko", "損失  別名: loss、training loss、train_loss、学習損失、ロス\n"),
    // What is asked for by name goes before the language of the word.
    ("explain 손실 --lang en", "ja", "loss  also"), ("explain 損失 --lang ko", nil, "손실  같은 말:"),
    ("explain --lang ja", nil, "データセット、リビジョン、スナップショット、例、JSONL、"),
    ("explain", "ko", "데이터셋, 리비전, 스냅샷, 예제, JSONL, "),
    ("explain 에포그", nil, "error E023: the glossary has no term \"에포그\"\n"),
    ("explain loss --lang fr", nil, "error E023: the glossary is not written in \"fr\"\n"),
  ]

  @Test(arguments: shown)
  func `A term is shown in the language that is asked for, or the locale's`(
    line: String, locale: String?, start: String
  ) async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(language: locale))
    let said = await fixture.run(line)
    #expect(said.hasPrefix(start), "\(said)")
  }

  @Test func `A slip names the nearest word of its language`() async throws {
    let fixture = try SessionFixture()
    #expect(await fixture.run("explain 에포그").contains("help: did you mean 에포크?"))
    #expect(await fixture.run("explain オーバーフィティング").contains("オーバーフィッティング?"))
    #expect(
      await fixture.run("explain loss --lang fr").hasSuffix(
        "help: --lang en, or --lang ko, or --lang ja\n"))
  }
}
