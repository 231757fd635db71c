import Commands
import JSON

/// Requests as lines of a POSIX shell, with curl.
struct CurlScript {
  private var lines: [String] = []
  private var names = AnswerNames()
  /// How a shell starts ft on the workspace.
  private let program: String

  init(_ listing: RequestListing) {
    program = listing.program
    var told: Set<String> = []
    for request in listing.requests {
      let provider = listing.provider(of: request)
      if told.insert(provider.name).inserted { begin(provider) }
      add(request, provider, base: told.count == 1 ? "BASE" : "BASE\(told.count)")
    }
  }

  var text: String { lines.joined(separator: "\n") }

  /// Says where the provider is.
  private mutating func begin(_ provider: ProviderSummary) {
    let number = lines.filter { $0.hasPrefix("BASE") }.count + 1
    let name = number == 1 ? "BASE" : "BASE\(number)"
    if provider.trainsOnlyWhileOpen {
      lines.append(
        "# \(program) serve prints these two:  export OPENAI_BASE_URL=... OPENAI_API_KEY=...")
      lines.append("\(name)=$OPENAI_BASE_URL")
    } else if let variable = provider.addressVariable, provider.keyVariable == "OPENAI_API_KEY" {
      lines.append("\(name)=${\(variable):-https://api.openai.com/v1}")
    } else {
      lines.append("\(name)=\(quoted(provider.baseURL ?? ""))")
    }
  }

  private mutating func add(
    _ request: ServiceRequest, _ provider: ProviderSummary, base: String
  ) {
    lines.append("")
    if let dataset = request.uploadedDataset, let file = request.filename {
      lines.append("\(program) upload \(quoted(dataset)) --show > \(quoted(file))")
    }
    let body = request.filename == nil ? request.body : nil
    let isStream = request.body?["stream"]?.bool == true
    let query = request.query.isEmpty ? "" : "?\(request.query)"
    var command = ["curl -sS\(isStream ? "N" : "") \"$\(base)\(path(request))\(query)\""]
    if request.method != "GET", request.method != "POST" {
      command[0] += " -X \(request.method)"
    } else if request.method == "POST", body == nil, request.filename == nil {
      command[0] += " -X POST"
    }
    if let variable = provider.keyVariableForClients {
      let value = provider.keyHeader.map { "\($0): " } ?? "Authorization: Bearer "
      command.append("-H \"\(value)$\(variable)\"")
    }
    if let file = request.filename {
      for field in request.body?.members ?? [] {
        command.append("-F \(quoted("\(field.key)=\(field.value.string ?? field.value.text)"))")
      }
      command.append("-F \(quoted("file=@\(file)"))")
    }
    if body != nil {
      command += ["-H \"Content-Type: application/json\"", "-d @-"]
    }
    finish(command, request, body)
  }

  /// Writes the command over several lines, with its body behind it and its answer's id kept.
  private mutating func finish(
    _ command: [String], _ request: ServiceRequest, _ body: JSONValue?
  ) {
    let whole = command.joined(separator: " \\\n  ")
    let text = body.map { heredoc($0) } ?? ""
    let mark = body.map { names.occur(in: $0) ? " <<JSON" : " <<'JSON'" } ?? ""
    guard let name = names.name(of: request)?.uppercased() else {
      lines.append(whole + mark)
      if body != nil { lines += [text, "JSON"] }
      return
    }
    let isPlain = body == nil
    lines.append("\(name)=$(\(whole)\(mark) | \(Self.firstID)\(isPlain ? ")" : "")")
    if !isPlain { lines += [text, "JSON", ")"] }
    lines.append("echo \"$\(name)\"")
  }

  /// Takes the id out of an answer with what every system has.
  private static let firstID = #"grep -o '"id": *"[^"]*"' | head -n 1 | cut -d '"' -f 4"#

  /// The path with variables for what this script made.
  private func path(_ request: ServiceRequest) -> String {
    request.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      names[String(segment)].map { "${\($0.uppercased())}" } ?? String(segment)
    }.joined(separator: "/")
  }

  /// The body as it stands in a here-document, where a shell reads on when variables are in it.
  private func heredoc(_ body: JSONValue) -> String {
    guard names.occur(in: body) else {
      return String(decoding: body.encoded(.pretty), as: UTF8.self)
    }
    return String(decoding: marking(body).encoded(.pretty), as: UTF8.self)
      .replacing("\\", with: "\\\\").replacing("$", with: "\\$")
      .replacing("`", with: "\\`").replacing(Self.mark, with: "$")
  }

  /// A sign that no text of a request has, for a dollar sign that the shell must read.
  private static let mark = "\u{F0000}"

  private func marking(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text):
      .string(names[text].map { "\(Self.mark){\($0.uppercased())}" } ?? text)
    case .array(let elements): .array(elements.map(marking))
    case .object(let members):
      .object(members.map { JSONMember($0.key, marking($0.value)) })
    case .null, .bool, .integer, .number: value
    }
  }

  /// The text as one word of a shell.
  private func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "-_./:=@".utf8.contains($0)
    }
    return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: #"'\''"#))'"
  }
}
