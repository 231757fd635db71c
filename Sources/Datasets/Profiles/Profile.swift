/// Where a dataset is to go, as a table: what a service or a training program makes of the rules.
///
/// Each claim names the document or the package that it was taken from, with its date or version;
/// what no source tells is not claimed, and the rule keeps its own severity.
package struct Profile: Sendable {
  /// How a claim is known.
  package enum Evidence: String, Sendable, Hashable {
    /// The named version was run on small files.
    case run
    /// The named document says so.
    case documented
    /// People report it; nobody here has seen it.
    case reported
  }

  /// What a claim was taken from.
  package struct Source: Sendable, Hashable {
    /// The document, or the package with its version.
    package let document: String
    /// When it was read or run, as `2026-11-28`.
    package let date: String
    package let evidence: Evidence

    init(_ document: String, _ date: String, _ evidence: Evidence) {
      self.document = document
      self.date = date
      self.evidence = evidence
    }
  }

  /// What becomes of the findings of one rule.
  package struct Ruling: Sendable {
    /// The rule's code.
    package let rule: String
    /// nil where what the rule finds does no harm there.
    package let severity: Severity?
    /// Why, as a sentence without a full stop.
    package let reason: String
    package let source: Source

    init(_ rule: Rule, _ severity: Severity?, _ reason: String, _ source: Source) {
      self.rule = rule.code
      self.severity = severity
      self.reason = reason
      self.source = source
    }
  }

  /// A number that a file must keep to.
  package struct Limit: Sendable {
    /// What is counted.
    package enum Measure: Sendable, Hashable {
      case fewestExamples
      case mostExamples
      case mostBytes
      case mostImagesPerExample
      case mostExamplesWithImages
    }

    package let measure: Measure
    package let value: Int
    package let source: Source

    init(_ measure: Measure, _ value: Int, _ source: Source) {
      self.measure = measure
      self.value = value
      self.source = source
    }
  }

  /// Roles or keys that are taken, and who says so.
  package struct Names: Sendable {
    package let names: Set<String>
    package let source: Source

    init(_ names: Set<String>, _ source: Source) {
      self.names = names
      self.source = source
    }
  }

  /// By which `--for` finds it.
  package let name: String
  /// As its owner writes it.
  package let title: String
  /// When the table was last gone over, as `2026-11-28`.
  package let date: String
  package let kinds: Set<ExampleKind>
  /// The only models that train a kind, for kinds that the others refuse.
  package let modelsOfKind: [ExampleKind: Names]
  /// nil where no source lists them.
  package let roles: Names?
  /// The keys of a message; nil where no source lists them.
  package let messageKeys: Names?
  package let limits: [Limit]
  package let rulings: [Ruling]
  /// Who says that a system message is refused behind an answer or a result; nil for nobody.
  package let lateSystem: Source?
  /// How many bytes a reader looks at before it settles what a column holds; nil for a service.
  package let sampledBytes: Int?

  init(
    _ name: String, _ title: String, date: String,
    kinds: Set<ExampleKind> = [.chat, .preference], modelsOfKind: [ExampleKind: Names] = [:],
    roles: Names? = nil, messageKeys: Names? = nil, limits: [Limit] = [], lateSystem: Source? = nil,
    sampledBytes: Int? = nil,
    rulings: [Ruling]
  ) {
    self.name = name
    self.title = title
    self.date = date
    self.kinds = kinds
    self.modelsOfKind = modelsOfKind
    self.roles = roles
    self.messageKeys = messageKeys
    self.limits = limits
    self.lateSystem = lateSystem
    self.sampledBytes = sampledBytes
    self.rulings = rulings
  }

  /// The profile with that name, in any case.
  package static func named(_ name: String) -> Profile? {
    let name = name.lowercased()
    return all.first { $0.name == name }
  }

  /// What is said of a rule; nil where it keeps its own severity.
  package func ruling(on rule: String) -> Ruling? { rulings.first { $0.rule == rule } }

  /// The sources of all claims, each once, in the order of their first claim.
  package var sources: [Source] {
    var sources: [Source] = []
    let claimed =
      [roles?.source, messageKeys?.source].compactMap(\.self) + modelsOfKind.values.map(\.source)
      + limits.map(\.source) + rulings.map(\.source)
    for source in claimed where !sources.contains(source) { sources.append(source) }
    return sources
  }
}

extension Profile {
  /// Every profile, in the order of the matrix: services, then programs, then the sandbox.
  package static let all: [Profile] = [
    .openAI, .azure, .together, .fireworks, .mistral, .nebius, .bedrock, .gemini,
    .trl, .axolotl, .llamaFactory, .sandbox,
  ]
}
