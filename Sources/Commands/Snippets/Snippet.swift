import CommandLanguage
import JSON

/// A line of ft for a call of a snippet, or what stands in the way of one.
package struct SnippetLine: Sendable, Hashable {
  /// Of the snippet, counted from 1.
  package var line: Int
  /// The function that was called, without its client.
  package var call: String
  /// The line that does the same.
  package var command: String
}

/// Something in a snippet that is wrong or out of date.
package struct SnippetRemark: Sendable, Hashable {
  /// Of the snippet, counted from 1.
  package var line: Int
  package var text: String
}

/// Reads a walk-through's calls and says the same in the language of ft.
struct Snippet {
  private(set) var lines: [SnippetLine] = []
  private(set) var remarks: [SnippetRemark] = []

  private let python: PythonCalls
  /// Names of loaded datasets by the path of their file.
  private var datasets: [String: String] = [:]
  /// The jobs that were launched, by the name of the variable that holds them.
  private var jobs: [String: String] = [:]
  private var lastJob: String?
  private var lastDataset: String?

  init(_ source: String) {
    python = PythonCalls(source)
    for call in python.calls { read(call) }
    remarks += SnippetReview(python, source: source).remarks
    order()
  }

  private mutating func add(_ call: PythonCall, _ command: String) {
    let parts = call.function.split(separator: ".").drop { $0 == "client" || $0 == "openai" }
    lines.append(
      SnippetLine(line: call.line, call: parts.joined(separator: "."), command: command))
  }

  /// The text as one word of the language.
  private func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "-_./".utf8.contains($0)
    }
    return isPlain && text.first.map { $0 != "-" } ?? false ? text : Literal.shortest(text)
  }

  private mutating func remark(_ line: Int, _ text: String) {
    remarks.append(SnippetRemark(line: line, text: text))
  }

  /// Whether the function is one of these, behind whatever client.
  private func isCall(_ call: PythonCall, _ names: String...) -> Bool {
    names.contains { call.function == $0 || call.function.hasSuffix("." + $0) }
  }

  private mutating func read(_ call: PythonCall) {
    if isCall(call, "files.create", "File.create") {
      readFile(call)
    } else if isJob(call) {
      readJob(call)
    } else if isCall(
      call, "jobs.list_events", "FineTuningJob.list_events", "FineTune.list_events",
      "FineTune.stream_events")
    {
      add(call, "tail @\(job(of: call["fine_tuning_job_id"] ?? call["id"] ?? call.first))")
    } else if isCall(call, "jobs.retrieve", "FineTuningJob.retrieve", "FineTune.retrieve") {
      add(call, "tail @\(job(of: call["id"] ?? call.first)) --once")
    } else if isCall(call, "jobs.cancel", "FineTuningJob.cancel", "FineTune.cancel") {
      add(call, "cancel @\(job(of: call["id"] ?? call.first))")
    } else if isCall(call, "jobs.list", "FineTuningJob.list", "FineTune.list") {
      add(call, "list jobs")
    } else if isCall(call, "files.list", "File.list") {
      add(call, "list files")
    } else if isCall(call, "models.list", "Model.list") {
      add(call, "list models")
    } else if isCall(call, "files.content", "files.retrieve_content", "File.download") {
      add(call, "plot @\(lastJob ?? "last")")
    } else if isCall(call, "completions.create", "ChatCompletion.create", "Completion.create") {
      readChat(call)
    } else if isCall(call, "responses.create") {
      readChat(call)
    }
  }

  // MARK: Files

  /// The value behind names, as far as it is known.
  private func resolved(_ value: PythonValue?, _ depth: Int = 0) -> PythonValue? {
    guard case .name(let path) = value, depth < 8 else { return value }
    if let known = python.values[path] { return resolved(known, depth + 1) }
    let head = String(path.prefix { $0 != "." })
    guard head != path, let known = python.values[head] else { return value }
    if case .call = known { return known }
    return resolved(known, depth + 1)
  }

  /// The path of a file that is opened, or was sent.
  private func path(of value: PythonValue?, _ depth: Int = 0) -> String? {
    guard depth < 8 else { return nil }
    switch resolved(value) {
    case .string(let text): return text.hasPrefix("file-") ? nil : text
    case .call(let call):
      if isCall(call, "files.create", "File.create") {
        return path(of: call["file"] ?? call.first, depth + 1)
      }
      return path(of: call["file"] ?? call.first, depth + 1)
    default: return nil
    }
  }

  private mutating func readFile(_ call: PythonCall) {
    let purpose = resolved(call["purpose"])?.string
    if let purpose, purpose != "fine-tune" {
      return remark(call.line, "a file for \(purpose) has no use in ft, which trains")
    }
    guard let path = path(of: call["file"] ?? call.first) else {
      return remark(call.line, "which file is sent cannot be read from the source")
    }
    let name = name(for: path)
    add(call, "load \(word(path)) as \(name)")
  }

  /// The dataset of a file; a new name for a file that is new.
  private mutating func name(for path: String) -> String {
    if let known = datasets[path] { return known }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? "data"
    var name = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    if !(name.first?.isLetter ?? false) { name = "data" + name }
    var count = 1
    while datasets.values.contains(count == 1 ? name : "\(name)\(count)") { count += 1 }
    if count > 1 { name += "\(count)" }
    datasets[path] = name
    lastDataset = name
    return name
  }

  /// The dataset that a file's id stands for.
  private mutating func dataset(of value: PythonValue?, _ line: Int) -> String {
    if let path = path(of: value) { return name(for: path) }
    if let id = resolved(value)?.string {
      remark(line, "\(id) is a file that only the service has; load the one it was made of")
    }
    return lastDataset ?? "data"
  }

  /// Puts what was found in the order of the source, each remark once.
  private mutating func order() {
    let unique = remarks.reduce(into: [SnippetRemark]()) { list, remark in
      if !list.contains(remark) { list.append(remark) }
    }
    remarks = unique.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
  }

  // MARK: The files themselves

  /// Looks at the files that jobs train on, where they are here.
  mutating func reviewFiles(_ firstLine: (_ path: String) -> String?) {
    for call in python.calls where isJob(call) {
      guard let path = path(of: call["training_file"] ?? call.first),
        let line = firstLine(path), let example = try? JSONValue(parsing: line)
      else { continue }
      let kind = kind(of: call) ?? "supervised"
      if kind == "dpo", example["messages"] != nil {
        remark(
          call.line,
          "\(path) holds chats, for supervised training; dpo wants input, preferred_output and "
            + "non_preferred_output:  pair makes such examples")
      } else if kind == "supervised", example["preferred_output"] != nil {
        remark(call.line, "\(path) holds preferences, which only dpo trains on")
      }
    }
    order()
  }

  private func isJob(_ call: PythonCall) -> Bool {
    isCall(call, "fine_tuning.jobs.create", "FineTuningJob.create", "FineTune.create")
  }

  /// The method of a job; nil where none is named.
  private func kind(of call: PythonCall) -> String? {
    let method = resolved(call["method"])
    return method?.string ?? method?["type"]?.string
  }

  // MARK: Jobs

  private mutating func readJob(_ call: PythonCall) {
    var words = ["launch", dataset(of: call["training_file"] ?? call.first, call.line)]
    if let model = resolved(call["model"])?.string { words += ["--model", model] }
    if let value = call["validation_file"], resolved(value) != .word("None") {
      words += ["--validation", dataset(of: value, call.line)]
    }
    let method = readMethod(call)
    if let kind = method.kind, kind != "supervised" { words += ["--method", kind] }
    for (key, option) in Self.settings {
      guard let number = method.settings[key] else { continue }
      words += ["--\(option)", number]
    }
    if let seed = resolved(call["seed"])?.number { words += ["--seed", seed] }
    if let suffix = resolved(call["suffix"])?.string {
      words += ["--suffix", word(suffix)]
    }
    let name = jobName(call.target)
    words += ["as", name]
    lastJob = name
    if let target = call.target { jobs[target] = name }
    add(call, words.joined(separator: " "))
  }

  private static let settings = [
    ("n_epochs", "epochs"), ("batch_size", "batch-size"), ("learning_rate_multiplier", "lr"),
    ("beta", "beta"),
  ]

  private func jobName(_ target: String?) -> String {
    let taken = Set(jobs.values)
    let base = target.flatMap { isName($0) && $0 != "last" && $0 != "_" ? $0 : nil } ?? "job"
    var count = 1
    while taken.contains(count == 1 ? base : "\(base)\(count)") { count += 1 }
    return count == 1 ? base : "\(base)\(count)"
  }

  /// The method and its numbers, wherever they stand, with what is wrong about the place.
  private mutating func readMethod(
    _ call: PythonCall
  ) -> (kind: String?, settings: [String: String]) {
    var kind: String?
    var settings: [String: String] = [:]
    let take = { (value: PythonValue?, into: inout [String: String]) in
      for (key, _) in Self.settings {
        if let number = value?[key]?.number { into[key] = number }
      }
    }
    switch resolved(call["method"]) {
    case .string(let text):
      kind = text
      remark(
        call.line,
        "method is an object, not a text: method={\"type\": \"\(text)\", "
          + "\"\(text)\": {\"hyperparameters\": {...}}}")
    case let value?:
      kind = value["type"]?.string
      if let kind { take(value[kind]?["hyperparameters"], &settings) }
    case nil: break
    }
    if let outside = resolved(call["hyperparameters"]) {
      take(outside, &settings)
      remark(
        call.line,
        "hyperparameters beside method are the old form; they belong into "
          + "method[\"\(kind ?? "supervised")\"][\"hyperparameters\"]")
    }
    let isOld = call.function.hasSuffix("FineTune.create")
    for (key, _) in Self.settings {
      guard let number = resolved(call[key])?.number else { continue }
      settings[key] = number
      if !isOld {
        remark(
          call.line,
          "\(key) is no parameter of its own; it belongs into "
            + "method[\"\(key == "beta" ? "dpo" : kind ?? "supervised")\"][\"hyperparameters\"]")
      }
    }
    if isOld {
      remark(
        call.line, "FineTune.create was shut down in January 2024, with the models it trained")
    }
    return (kind, settings)
  }

  /// The name of a job that a value stands for.
  private func job(of value: PythonValue?) -> String {
    guard case .name(let path) = value else { return lastJob ?? "last" }
    let head = String(path.prefix { $0 != "." })
    if let known = jobs[head] { return known }
    // A name for the id of a job, such as `job_id = job.id`.
    if case .name(let other) = python.values[head],
      let known = jobs[String(other.prefix { $0 != "." })]
    {
      return known
    }
    return lastJob ?? "last"
  }

  // MARK: Talk

  private mutating func readChat(_ call: PythonCall) {
    var system = resolved(call["instructions"])?.string
    var question = resolved(call["prompt"])?.string ?? resolved(call["input"])?.string
    if case .list(let messages) = resolved(call["messages"]) ?? resolved(call["input"]) {
      for message in messages {
        guard let role = message["role"]?.string, let text = resolved(message["content"])?.string
        else { continue }
        if role == "system" || role == "developer" { system = text }
        if role == "user" { question = text }
      }
    }
    guard let question else {
      return remark(call.line, "what is asked cannot be read from the source")
    }
    var words = ["ask", model(of: call["model"]), word(question)]
    if let system { words += ["--system", word(system)] }
    if let number = resolved(call["temperature"])?.number { words += ["--temperature", number] }
    for name in ["max_tokens", "max_completion_tokens", "max_output_tokens"] {
      if let number = resolved(call[name])?.number { words += ["--max-tokens", number] }
    }
    add(call, words.joined(separator: " "))
  }

  private func model(of value: PythonValue?) -> String {
    switch resolved(value) {
    case .string(let text)?:
      // The placeholder of a walk-through is the job that it made.
      return text.hasPrefix("ft:") ? lastJob.map { "@\($0)" } ?? text : text
    default: return "@\(job(of: value))"
    }
  }
}
