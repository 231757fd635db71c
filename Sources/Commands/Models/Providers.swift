import CommandLanguage
import JSON
import Presentation
import Workspaces

extension Command {
  package static let provider = Command(
    "provider", .models, "list, choose, add or remove the services that train",
    usage: [
      "provider list", "provider use NAME", "provider add NAME --url URL", "provider remove NAME",
    ],
    options: [
      Option("url", "URL", "where its API is, such as https://example.com/v1"),
      Option("key-variable", "NAME", "the environment variable that holds its key"),
      Option("header", "NAME", "the header of the key, when it is not Authorization"),
      Option("free", nil, "it charges nothing, so that launches need no limit"),
      Option("priced", nil, "it charges, although it is on this machine"),
    ],
    examples: [
      Sample("provider list", "who there is, and whose key is set"),
      Sample("provider use sandbox", "train on this machine"),
      Sample(
        "provider add lab --url http://127.0.0.1:8080/v1 --key-variable LAB_KEY",
        "any service that speaks OpenAI's API"),
    ], operands: [.words(["list", "use", "add", "remove"])]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 2)
    switch invocation.arguments.first?.text ?? "list" {
    case "list": return try session.listProviders()
    case "use":
      let argument = try invocation.argument(1, "a name:  provider use sandbox")
      let provider = try session.provider(named: argument.text, at: argument.span)
      session.chosenProvider = provider.name
      if !session.surroundings.isScript {
        try session.workspace.set(Session.providerSetting, to: provider.name)
      }
      let key = provider.hasKey ? "" : "   its key is not set: \(provider.keyVariable ?? "")"
      return Outcome(
        ["provider": .string(provider.name)],
        [.line("the provider is \(provider.name, .accent)\(key)")])
    case "add": return try session.addProvider(invocation)
    case "remove": return try session.removeProvider(invocation)
    case let other:
      throw Failure(
        .unknownSubcommand, "provider cannot \"\(other)\"", at: invocation.arguments[0].span,
        remedy: "provider list, use NAME, add NAME --url URL, or remove NAME")
    }
  }
}

extension Session {
  /// What a header's name may consist of (RFC 9110 §5.6.2), but for marks that no header has.
  private static let headerBytes = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

  fileprivate func listProviders() throws -> Outcome {
    let all = try services.providers()
    let current = try provider(nil).name
    let rows = all.map { provider -> [StyledText] in
      let key =
        provider.keyVariable.map { "\($0)\(provider.hasKey ? "" : " (not set)")" }
        ?? "no key needed"
      return [
        StyledText(provider.name == current ? "*" : ""), StyledText(provider.name, .accent),
        StyledText(key), StyledText(provider.address, .dim),
        StyledText(provider.note ?? "", .dim),
      ]
    }
    let table = Table(
      [
        .init(""), .init("provider"), .init("key"), .init("address", priority: 1),
        .init("note", priority: 2, minimumWidth: 16),
      ], rows: rows)
    return Outcome(
      .array(
        all.map { provider in
          [
            "name": .string(provider.name), "in_use": .bool(provider.name == current),
            "base_url": provider.baseURL.map(JSONValue.string) ?? .null,
            "key_variable": provider.keyVariable.map(JSONValue.string) ?? .null,
            "has_key": .bool(provider.hasKey), "is_priced": .bool(provider.isPriced),
          ]
        }), [.table(table)])
  }

  private func address(of name: String, _ invocation: Invocation) throws -> String {
    guard let url = invocation.text("url") else {
      throw invocation.missing("an address:  provider add \(name) --url https://…/v1")
    }
    guard services.isAddress(url) else {
      throw Failure(
        .badProviderSetting,
        "--url takes an http or https address without a user, a password or a key",
        at: invocation.statement.option("url")?.value?.span, consequence: "nothing was added",
        remedy: "provider add \(name) --url https://example.com/v1 --key-variable LAB_KEY")
    }
    return url
  }

  private func requireHeaderName(of name: String, at url: String, _ invocation: Invocation) throws {
    if let header = invocation.text("header"),
      !header.utf8.allSatisfy({ Self.headerBytes.contains($0) }) || header.isEmpty
    {
      throw Failure(
        .badProviderSetting, "--header takes the name of a header, never a key",
        at: invocation.statement.option("header")?.value?.span, consequence: "nothing was added",
        remedy: "provider add \(name) --url \(url) --header api-key --key-variable LAB_KEY")
    }
  }

  fileprivate func removeProvider(_ invocation: Invocation) throws -> Outcome {
    let argument = try invocation.argument(1, "a name:  provider remove lab")
    let name = argument.text
    guard try workspace.providers().contains(where: { $0.name == name }) else {
      let builtIn = try provider(named: name, at: argument.span).name
      throw Failure(
        .builtInProvider, "\(builtIn) is built in", at: argument.span,
        consequence: "nothing was removed",
        remedy: "provider use NAME  chooses another")
    }
    try workspace.removeProvider(name)
    if chosenProvider == name { chosenProvider = nil }
    if try workspace.setting(Self.providerSetting) == name {
      try workspace.set(Self.providerSetting, to: nil)
    }
    return Outcome(
      ["removed": .string(name)],
      [.line("removed \(name); the provider in use is \(try provider(nil).name, .accent)")])
  }

  fileprivate func addProvider(_ invocation: Invocation) throws -> Outcome {
    let name = try invocation.argument(1, "a name:  provider add lab --url URL")
    let added = Set(try workspace.providers().map(\.name))
    let builtIn = try services.providers().map(\.name).filter { !added.contains($0) }
    guard isName(name.text), !builtIn.contains(name.text) else {
      throw Failure(
        isName(name.text) ? .builtInProvider : .badName,
        "\"\(name.text)\" cannot be a new provider's name", at: name.span,
        consequence: "nothing was added", remedy: "choose another name")
    }
    let url = try address(of: name.text, invocation)
    try requireHeaderName(of: name.text, at: url, invocation)
    let variable = invocation.text("key-variable")
    if let variable, variable.contains("-") || variable.contains(where: \.isWhitespace) {
      throw Failure(
        .badProviderSetting, "--key-variable takes the name of a variable, never a key",
        at: invocation.statement.option("key-variable")?.value?.span,
        consequence: "nothing was added",
        remedy: "export LAB_KEY=… in the shell, then --key-variable LAB_KEY")
    }
    if invocation.has("free"), invocation.has("priced") {
      throw Failure(
        .exclusiveOptions, "--free and --priced exclude each other",
        consequence: "nothing was added",
        remedy: "provider add \(name.text) --url \(url) --free")
    }
    try workspace.addProvider(
      name.text,
      [
        "base_url": .string(url),
        "key_variable": variable.map(JSONValue.string) ?? .null,
        "header": invocation.text("header").map(JSONValue.string) ?? .null,
        "free": .bool(invocation.has("free")), "priced": .bool(invocation.has("priced")),
      ])
    var value = [JSONMember("provider", .string(name.text))]
    var blocks: [Block] = [
      .line("added \(name.text, .accent);  provider use \(name.text)  chooses it")
    ]
    if let isPriced = try services.providers().first(where: { $0.name == name.text })?.isPriced {
      value.append(JSONMember("is_priced", .bool(isPriced)))
      blocks.append(
        .note(
          isPriced
            ? "taken to charge: a launch there needs --max-cost;  --free if it does not"
            : "taken to be free;  --priced if it charges"))
    }
    return Outcome(.object(value), blocks)
  }
}

extension ProviderSummary {
  /// The address, or why there is none, for a person.
  fileprivate var address: String {
    baseURL ?? addressVariable.map { "\($0) (not set)" } ?? "in this program"
  }
}
