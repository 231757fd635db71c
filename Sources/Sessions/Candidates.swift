package import CommandLanguage
package import Commands
import Conversions
import Datasets
import FineTuning
import JSON
import Pricing
import Workspaces

/// Something that Tab may put in place of what was typed.
package struct Candidate: Sendable, Hashable {
  package var text: String
  /// What is worth knowing before choosing, such as a price.
  package var note: String?
  /// What follows it: a space, or nothing where more must come.
  package var ending: String
  /// Whether it is a word of the language, such as `where` or `@demo`, which quotes would make text.
  package var isSyntax: Bool

  package init(
    _ text: String, note: String? = nil, ending: String = " ", isSyntax: Bool = false
  ) {
    self.text = text
    self.note = note
    self.ending = ending
    self.isSyntax = isSyntax
  }
}

/// Finds what fits at the cursor, from the table and the workspace; never from the network.
package struct Candidates: Sendable {
  private let session: Session
  private let catalog: VerbCatalog
  /// The entries of a folder, folders with a slash at the end.
  private let files: @Sendable (_ partial: String) -> [String]

  /// Whether verbs that only the shell has fit at the start of a line.
  private let includesShellVerbs: Bool

  package init(
    session: Session, catalog: VerbCatalog, includesShellVerbs: Bool = false,
    files: @escaping @Sendable (String) -> [String]
  ) {
    self.session = session
    self.catalog = catalog
    self.includesShellVerbs = includesShellVerbs
    self.files = files
  }

  /// Everything that begins with what was typed, sorted.
  package func matching(_ context: CompletionContext) -> [Candidate] {
    let all = candidates(context)
    let typed = context.partial.lowercased()
    return all.filter { $0.text.lowercased().hasPrefix(typed) }.sorted { $0.text < $1.text }
  }

  private func candidates(_ context: CompletionContext) -> [Candidate] {
    switch context.kind {
    case .verb: return verbs.filter { !$0.traits.isShellOnly || includesShellVerbs }.map(candidate)
    case .argument(let verb, let index): return operands(of: verb, at: index, context.partial)
    case .job: return jobs().map { Candidate($0) }
    case .example(let dataset): return examples(of: dataset)
    case .result: return []
    case .field(let reference): return fields(of: reference).map { Candidate($0) }
    case .option(let verb):
      let options = catalog.declaration(named: verb)?.allOptions ?? []
      return options.map { Candidate($0.name, note: $0.summary) }
    case .optionValue("load", "as"): return RowShape.allCases.map { Candidate($0.optionName) }
    case .optionValue("check", "for"):
      return Profile.all.map { Candidate($0.name) } + [Candidate("all")]
    case .optionValue("export", "for"): return Profile.all.map { Candidate($0.name) }
    case .optionValue("export", "as"): return ExportFormat.names.map { Candidate($0) }
    case .optionValue(_, let option): return values(of: option, context.partial)
    case .test:
      // A note is among the fields.
      let flags = Condition.Flag.allCases.filter { $0 != .note }.map { Candidate($0.rawValue) }
      let words = ["tagged", "rule", "not"].map { Candidate($0) }
      return exampleFields.map { Candidate($0) } + flags + words
    case .comparison: return Comparison.allCases.map { Candidate($0.rawValue) }
    case .clauseWord:
      return ["and", "or", "sort", "head", "sample"].map { Candidate($0, isSyntax: true) }
    case .sortField: return exampleFields.map { Candidate($0) }
    case .path: return paths(context.partial)
    case .variable:
      let selections = (try? session.selections.saved.all) ?? []
      return Set(session.variables.keys).union(selections.map(\.name)).map { name in
        Candidate(name, note: selections.first { $0.name == name }.map { $0.condition.text })
      }
    case .value, .name, .nothing: return []
    }
  }

  private var verbs: [VerbDeclaration] { catalog.declarations }

  private func candidate(_ verb: VerbDeclaration) -> Candidate {
    Candidate(verb.name, note: verb.summary)
  }

  private var exampleFields: [String] { Selections.exampleFields }

  private func operands(of verb: String, at index: Int, _ partial: String) -> [Candidate] {
    guard let command = catalog.declaration(named: verb) else { return [] }
    if let fields = fields(ofDatasetIn: partial, for: verb) { return fields }
    let clauses = index > 0 ? clauses(of: command) : []
    let operand = index < command.operands.count ? command.operands[index] : .none
    switch operand {
    case .none: return clauses
    case .dataset: return datasets() + clauses
    case .examples:
      return datasets(ending: "") + references() + clauses
    case .job: return references() + models()
    case .model: return models()
    case .path: return paths(partial) + clauses
    case .pathOrExamples: return paths(partial) + datasets(ending: "")
    case .words(let words): return words.map { Candidate($0) }
    case .term: return terms(partial)
    case .verb: return verbs.map(candidate)
    }
  }

  /// The glossary in the locale's language, and once something is typed in every language.
  private func terms(_ partial: String) -> [Candidate] {
    let own = session.context.glossaryLanguage
    let terms = (partial.isEmpty ? [own] : own.andOthers).flatMap(GlossaryTerm.all(in:))
    return Set(terms.map(\.completion)).map { Candidate($0) }
  }

  /// The words that begin a clause, for verbs that have a use for one.
  private func clauses(of command: VerbDeclaration) -> [Candidate] {
    Clause.Keyword.allCases.filter(command.clauses.contains).map {
      Candidate($0.rawValue, isSyntax: true)
    }
  }

  /// `marv.count` and its like, once the name and the point are there; nil for any other word.
  private func fields(ofDatasetIn partial: String, for verb: String) -> [Candidate]? {
    guard let point = partial.firstIndex(of: "."),
      (try? session.workspace.dataset(named: String(partial[..<point]))) != nil
    else { return nil }
    let own = verb == "expect" ? [] : exampleFields
    return (ReferenceValues.datasetFields + own).map { Candidate(partial[...point] + $0) }
  }

  private func datasets(ending: String = " ") -> [Candidate] {
    ((try? session.workspace.datasets()) ?? []).map { Candidate($0.name, ending: ending) }
  }

  /// The jobs as they are written on a line.
  private func references() -> [Candidate] {
    jobs().map { Candidate("@" + $0, isSyntax: true) }
  }

  private func jobs() -> [String] {
    ((try? session.workspace.jobs()) ?? []).map(\.name)
  }

  /// Models seen before at the provider, and those with a known price.
  private func models() -> [Candidate] {
    let provider = (try? session.providers.provider(nil).name) ?? ""
    let seen = ((try? session.workspace.models(at: provider)) ?? []).map { Candidate($0.id) }
    let priced = PriceTable.openAI.models.map { model in
      Candidate(
        model.aliases.first ?? model.snapshot, note: "\(model.prices.training)/M to train")
    }
    let known = Set(seen.map(\.text))
    let local = (try? session.providers.local)??.ownModels ?? []
    return seen + local.filter { !known.contains($0) }.map { Candidate($0, note: "free") }
      + priced.filter { !known.contains($0.text) }
  }

  private func examples(of name: String?) -> [Candidate] {
    guard let name = name ?? session.currentDataset,
      let dataset = try? session.workspace.dataset(named: name),
      let numbers = try? session.workspace.numbers(of: dataset)
    else { return [] }
    return numbers.prefix(200).map { Candidate(String($0), ending: "") }
  }

  private func fields(of reference: Reference) -> [String] {
    switch reference {
    case .examples: return exampleFields.filter { !["number", "kind", "turns"].contains($0) }
    case .dataset: return ReferenceValues.datasetFields
    case .job:
      return [
        "status", "model", "loss", "cost", "dataset", "id", "base", "epochs", "seed", "batch_size",
        "learning_rate_multiplier", "beta",
      ]
    case .result(let cell, _):
      return session.cells.result(of: cell)?.json.members?.map(\.key) ?? []
    }
  }

  private func values(of option: String, _ partial: String) -> [Candidate] {
    switch option {
    case "model": return models()
    case "provider":
      return ((try? session.services.providers()) ?? []).map { Candidate($0.name) }
    case "validation": return datasets()
    case "encoding": return ["o200k_base", "cl100k_base"].map { Candidate($0) }
    case "method": return ["supervised", "dpo"].map { Candidate($0) }
    case "lang": return LessonLanguage.allCases.map { Candidate($0.rawValue) }
    default: return []
    }
  }

  private func paths(_ partial: String) -> [Candidate] {
    files(partial).map { Candidate($0, ending: $0.hasSuffix("/") ? "" : " ") }
  }
}
