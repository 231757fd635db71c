package import CommandLanguage
package import JSON
import Workspaces

/// What `provider` is asked.
package enum ProviderInput: Sendable {
  case list
  case use(Argument)
  case add(Addition)
  case remove(Argument)

  /// A provider as the line describes it.
  package struct Addition: Sendable {
    var name: Argument
    var url: Argument
    var keyVariable: Argument?
    /// The header of the key; nil for the usual one.
    var header: Argument?
    /// Whether it charges; nil where the line does not say.
    var isPriced: Bool?
  }
}

/// The providers, or what has become of one.
package enum ProviderResult: VerbResult {
  case list([ProviderSummary], inUse: String)
  case use(ProviderSummary)
  /// `isPriced` is nil where the services do not know it yet.
  case add(name: String, isPriced: Bool?)
  case remove(name: String, inUse: String)

  package var json: JSONValue {
    switch self {
    case .list(let all, let inUse):
      .array(
        all.map { provider in
          [
            "name": .string(provider.name), "in_use": .bool(provider.name == inUse),
            "base_url": provider.baseURL.map(JSONValue.string) ?? .null,
            "key_variable": provider.keyVariable.map(JSONValue.string) ?? .null,
            "has_key": .bool(provider.hasKey), "is_priced": .bool(provider.isPriced),
          ]
        })
    case .use(let provider): ["provider": .string(provider.name)]
    case .add(let name, nil): ["provider": .string(name)]
    case .add(let name, let isPriced?):
      ["provider": .string(name), "is_priced": .bool(isPriced)]
    case .remove(let name, _): ["removed": .string(name)]
    }
  }
}

extension Verb where Input == ProviderInput, Result == ProviderResult {
  /// `provider`: the services that train.
  package static var provider: Self {
    Self(
      VerbDeclaration(
        "provider", .models, "list, choose, add or remove the services that train",
        usage: [
          "provider list", "provider use NAME", "provider add NAME --url URL",
          "provider remove NAME",
        ],
        options: [
          .init("url", "URL", "where its API is, such as https://example.com/v1"),
          .init("key-variable", "NAME", "the environment variable that holds its key"),
          .init("header", "NAME", "the header of the key, when it is not Authorization"),
          .init("free", nil, "it charges nothing, so that launches need no limit"),
          .init("priced", nil, "it charges, although it is on this machine"),
        ],
        examples: [
          .init("provider list", "who there is, and whose key is set"),
          .init("provider use sandbox", "train on this machine"),
          .init(
            "provider add lab --url http://127.0.0.1:8080/v1 --key-variable LAB_KEY",
            "any service that speaks OpenAI's API"),
        ], operands: [.words(["list", "use", "add", "remove"])]),
      read: { reader throws(Failure) in try ProviderInput(&reader) },
      perform: { input, session in
        let providing = Providing(session: session)
        return switch input {
        case .list: try providing.list()
        case .use(let name): try providing.use(name)
        case .add(let addition): try providing.add(addition)
        case .remove(let name): try providing.remove(name)
        }
      })
  }
}

extension ProviderInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    guard let word = reader.optionalArgument() else {
      self = .list
      return
    }
    switch word.text {
    case "list": self = .list
    case "use": self = .use(try reader.argument("a name:  provider use sandbox"))
    case "add": self = .add(try Addition(&reader))
    case "remove": self = .remove(try reader.argument("a name:  provider remove lab"))
    default:
      throw Failure(
        .unknownSubcommand, "provider has no action \"\(word.text)\"", at: word.span,
        remedy: "provider list, use NAME, add NAME --url URL, or remove NAME")
    }
  }
}

extension ProviderInput.Addition {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    name = try reader.argument("a name:  provider add lab --url URL")
    guard let url = reader.value("url") else {
      throw reader.missing("an address:  provider add \(name.text) --url https://…/v1")
    }
    self.url = url
    keyVariable = reader.value("key-variable")
    header = reader.value("header")
    let (isFree, isPriced) = (reader.flag("free"), reader.flag("priced"))
    if isFree, isPriced {
      throw Failure(
        .exclusiveOptions, "--free and --priced exclude each other",
        consequence: "nothing was added",
        remedy: "provider add \(name.text) --url \(url.text) --free")
    }
    self.isPriced = isPriced ? true : isFree ? false : nil
  }
}

/// Changes to the providers of a workspace, and to which of them is in use.
private struct Providing {
  let session: Session

  /// What a header's name may consist of (RFC 9110 §5.6.2), but for marks that no header has.
  private static let headerBytes = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

  func list() throws -> ProviderResult {
    .list(
      try session.services.providers(), inUse: try session.providers.provider(nil).name)
  }

  func use(_ name: Argument) throws -> ProviderResult {
    let provider = try session.providers.provider(named: name.text, at: name.span)
    session.chosenProvider = provider.name
    if !session.context.isScript {
      try session.workspace.set(ProviderChoice.setting, to: provider.name)
    }
    return .use(provider)
  }

  func remove(_ argument: Argument) throws -> ProviderResult {
    let name = argument.text
    guard try session.workspace.providers().contains(where: { $0.name == name }) else {
      let builtIn = try session.providers.provider(named: name, at: argument.span).name
      throw Failure(
        .builtInProvider, "\(builtIn) is built in", at: argument.span,
        consequence: "nothing was removed",
        remedy: "provider use NAME  chooses another")
    }
    try session.workspace.removeProvider(name)
    if session.chosenProvider == name { session.chosenProvider = nil }
    if try session.workspace.setting(ProviderChoice.setting) == name {
      try session.workspace.set(ProviderChoice.setting, to: nil)
    }
    return .remove(name: name, inUse: try session.providers.provider(nil).name)
  }

  func add(_ addition: ProviderInput.Addition) throws -> ProviderResult {
    let name = addition.name.text
    try requireFree(addition.name)
    try requireAddress(addition)
    try requireHeaderName(addition)
    if let variable = addition.keyVariable,
      variable.text.contains("-") || variable.text.contains(where: \.isWhitespace)
    {
      throw Failure(
        .badProviderSetting, "--key-variable takes the name of a variable, never a key",
        at: variable.span, consequence: "nothing was added",
        remedy: "export LAB_KEY=… in the shell, then --key-variable LAB_KEY")
    }
    try session.workspace.addProvider(
      name,
      [
        "base_url": .string(addition.url.text),
        "key_variable": addition.keyVariable.map { .string($0.text) } ?? .null,
        "header": addition.header.map { .string($0.text) } ?? .null,
        "free": .bool(addition.isPriced == false), "priced": .bool(addition.isPriced == true),
      ])
    let added = try session.services.providers().first { $0.name == name }
    return .add(name: name, isPriced: added?.isPriced)
  }

  private func requireFree(_ name: Argument) throws {
    let added = Set(try session.workspace.providers().map(\.name))
    let builtIn = try session.services.providers().map(\.name).filter { !added.contains($0) }
    guard isName(name.text), !builtIn.contains(name.text) else {
      throw Failure(
        isName(name.text) ? .builtInProvider : .badName,
        "\"\(name.text)\" cannot be a new provider's name", at: name.span,
        consequence: "nothing was added", remedy: "choose another name")
    }
  }

  private func requireAddress(_ addition: ProviderInput.Addition) throws {
    guard !session.services.isAddress(addition.url.text) else { return }
    throw Failure(
      .badProviderSetting,
      "--url takes an http or https address without a user, a password or a key",
      at: addition.url.span, consequence: "nothing was added",
      remedy: """
        provider add \(addition.name.text) --url https://example.com/v1 --key-variable LAB_KEY
        """)
  }

  private func requireHeaderName(_ addition: ProviderInput.Addition) throws {
    guard let header = addition.header,
      header.text.isEmpty || !header.text.utf8.allSatisfy({ Self.headerBytes.contains($0) })
    else { return }
    throw Failure(
      .badProviderSetting, "--header takes the name of a header, never a key",
      at: header.span, consequence: "nothing was added",
      remedy: """
        provider add \(addition.name.text) --url \(addition.url.text) --header api-key \
        --key-variable LAB_KEY
        """)
  }
}
