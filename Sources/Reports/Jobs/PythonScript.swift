import Commands
import JSON

/// Requests as calls of OpenAI's own client for Python.
struct PythonScript {
  private var lines: [String] = []
  private var names = AnswerNames()
  private var needsVariables = false
  /// How a shell starts ft on the workspace.
  private let program: String

  /// The widest line that a list or a dictionary is written in.
  private static let width = 72

  init(_ listing: RequestListing) {
    program = listing.program
    var clients: [String] = []
    for request in listing.requests {
      let provider = listing.provider(of: request)
      if !clients.contains(provider.name) {
        clients.append(provider.name)
        begin(provider, client: Self.client(clients.count))
      }
      let number = (clients.firstIndex(of: provider.name) ?? 0) + 1
      add(request, client: Self.client(number))
    }
    let header = (needsVariables ? ["import os", ""] : []) + ["from openai import OpenAI"]
    lines = header + lines
  }

  var text: String { lines.joined(separator: "\n") }

  private static func client(_ number: Int) -> String {
    number == 1 ? "client" : "client\(number)"
  }

  private mutating func begin(_ provider: ProviderSummary, client: String) {
    lines.append("")
    guard !provider.suitsOfficialClient else {
      if provider.trainsOnlyWhileOpen {
        lines.append("# \(program) serve prints what to export: OPENAI_BASE_URL and OPENAI_API_KEY")
      }
      lines.append("\(client) = OpenAI()")
      return
    }
    needsVariables = true
    let key = provider.keyVariable.map { "os.environ[\(literal($0))]" } ?? "\"none\""
    lines.append("\(client) = OpenAI(")
    lines.append("    base_url=\(literal(provider.baseURL ?? "")),")
    lines.append("    api_key=\(key),")
    if let header = provider.keyHeader {
      lines.append("    default_headers={\(literal(header)): \(key)},")
    }
    lines.append(")")
  }

  private mutating func add(_ request: ServiceRequest, client: String) {
    if request.filename != nil { return addUpload(request, client) }
    let segments = request.path.split(separator: "/").map(String.init)
    guard let call = Self.call(request.method, segments) else {
      let body = request.body.map { ", body=" + written($0, indent: 0) } ?? ""
      lines.append(
        "print(\(client).\(request.method.lowercased())(\(literal(request.path)), "
          + "cast_to=object\(body)))")
      return
    }
    var arguments = call.argument.map { [name(of: $0)] } ?? []
    for item in request.query.split(separator: "&") {
      let halves = item.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2 else { continue }
      arguments.append("\(halves[0])=\(Int(halves[1]).map(String.init) ?? name(of: halves[1]))")
    }
    var extra: [JSONMember] = []
    for member in request.body?.members ?? [] {
      guard Self.parameters.contains(member.key) else {
        extra.append(member)
        continue
      }
      arguments.append("\(member.key)=\(written(member.value, indent: 4))")
    }
    if !extra.isEmpty { arguments.append("extra_body=\(written(.object(extra), indent: 4))") }
    show(request, "\(client).\(call.name)", arguments)
  }

  private mutating func addUpload(_ request: ServiceRequest, _ client: String) {
    guard let file = request.filename else { return }
    if let dataset = request.uploadedDataset {
      lines.append("# in a shell before:  \(program) upload \(dataset) --show > \(file)")
    }
    let name = names.name(of: request) ?? "file"
    lines.append("with open(\(literal(file)), \"rb\") as source:")
    let purpose = request.body?["purpose"]?.string ?? "fine-tune"
    lines.append(
      "    \(name) = \(client).files.create(file=source, purpose=\(literal(purpose)))")
    lines.append("print(\(name).id)")
  }

  /// Writes the call, and what is printed of its answer.
  private mutating func show(_ request: ServiceRequest, _ function: String, _ arguments: [String]) {
    let name = names.name(of: request)
    let isStream = request.body?["stream"]?.bool == true
    let isContent = request.path.hasSuffix("/content")
    let target = name ?? (isStream ? "stream" : "answer")
    let line = "\(target) = \(function)(\(arguments.joined(separator: ", ")))"
    if line.count <= Self.width, !line.contains("\n") {
      lines.append(line)
    } else {
      lines.append("\(target) = \(function)(")
      lines += arguments.map { "    \($0)," }
      lines.append(")")
    }
    if isStream {
      lines += [
        "for chunk in stream:", "    for choice in chunk.choices:",
        "        print(choice.delta.content or \"\", end=\"\", flush=True)", "print()",
      ]
    } else if name != nil {
      lines.append("print(\(target).id)")
    } else {
      lines.append(isContent ? "print(answer.text)" : "print(answer.to_json())")
    }
  }

  // MARK: The client's names

  private static func call(
    _ method: String, _ segments: [String]
  ) -> (name: String, argument: String?)? {
    let last = segments.last ?? ""
    switch (method, segments.count, segments.first) {
    case ("GET", 1, "files"): return ("files.list", nil)
    case ("GET", 2, "files"): return ("files.retrieve", last)
    case ("DELETE", 2, "files"): return ("files.delete", last)
    case ("GET", 3, "files") where last == "content": return ("files.content", segments[1])
    case ("GET", 1, "models"): return ("models.list", nil)
    case ("GET", 2, "models"): return ("models.retrieve", last)
    case ("DELETE", 2, "models"): return ("models.delete", last)
    case ("POST", 2, "chat"): return ("chat.completions.create", nil)
    case ("POST", 1, "responses"): return ("responses.create", nil)
    case ("POST", 2, "fine_tuning"): return ("fine_tuning.jobs.create", nil)
    case ("GET", 2, "fine_tuning"): return ("fine_tuning.jobs.list", nil)
    case ("GET", 3, "fine_tuning"): return ("fine_tuning.jobs.retrieve", last)
    case ("POST", 4, "fine_tuning") where ["cancel", "pause", "resume"].contains(last):
      return ("fine_tuning.jobs.\(last)", segments[2])
    case ("GET", 4, "fine_tuning") where last == "events":
      return ("fine_tuning.jobs.list_events", segments[2])
    case ("GET", 4, "fine_tuning") where last == "checkpoints":
      return ("fine_tuning.jobs.checkpoints.list", segments[2])
    default: return nil
    }
  }

  /// The parameters that the client's functions name; others travel in `extra_body`.
  private static let parameters: Set = [
    "model", "messages", "stream", "stream_options", "temperature", "top_p", "max_tokens",
    "max_completion_tokens", "seed", "stop", "n", "tools", "response_format", "input",
    "instructions", "training_file", "validation_file", "method", "hyperparameters", "suffix",
    "metadata", "integrations",
  ]

  // MARK: Values

  /// The expression for an id: what this script made, or the id itself.
  private func name(of id: String) -> String {
    names[id].map { "\($0).id" } ?? literal(id.removingPercentEncoding)
  }

  private func literal(_ text: String) -> String { JSONValue.string(text).text }

  private func written(_ value: JSONValue, indent: Int) -> String {
    let oneLine = flat(value)
    if oneLine.count + indent <= Self.width { return oneLine }
    let inner = String(repeating: " ", count: indent + 4)
    let outer = String(repeating: " ", count: indent)
    switch value {
    case .array(let elements):
      let parts = elements.map { "\(inner)\(written($0, indent: indent + 4)),\n" }
      return "[\n\(parts.joined())\(outer)]"
    case .object(let members):
      let parts = members.map {
        "\(inner)\(literal($0.key)): \(written($0.value, indent: indent + 4)),\n"
      }
      return "{\n\(parts.joined())\(outer)}"
    default: return oneLine
    }
  }

  private func flat(_ value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let truth): truth ? "True" : "False"
    case .integer, .number: value.text
    case .string(let text): names[text].map { "\($0).id" } ?? literal(text)
    case .array(let elements): "[\(elements.map(flat).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(literal($0.key)): \(flat($0.value))" }.joined(separator: ", "))}"
    }
  }
}

extension String {
  /// The text with `%3A` and the like read.
  fileprivate var removingPercentEncoding: String {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
