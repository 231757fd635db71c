import CommandLanguage
import JSON

extension Snippet {
  /// A job with the files that it trains on.
  struct Training {
    var line: Int
    var method: String
    /// The paths of the files, as far as the source has them.
    var paths: [String]
  }

  // MARK: Files

  /// The path of a file that is opened, or was sent.
  private func path(of value: PythonValue?, _ depth: Int = 0) -> String? {
    guard depth < 8 else { return nil }
    switch value {
    case .string(let text)?: return text.hasPrefix("file-") ? nil : text
    // A file as a pair of a name and its bytes.
    case .list(let parts)?: return path(of: parts.last, depth + 1) ?? parts.first?.string
    case .member(let whole, "id")?: return path(of: whole, depth + 1)
    case .call(let call)?:
      if call.isOne(of: "files.create", "File.create", "uploads.upload_file_chunked") {
        return path(of: call["file"] ?? call.first, depth + 1)
      }
      if call.isOne(of: "files.wait_for_processing", "files.retrieve") {
        return path(of: call["file_id"] ?? call["id"] ?? call.first, depth + 1)
      }
      if let receiver = call.receiver {
        let isOfPath = ["open", "read_bytes", "resolve", "absolute", "expanduser", "as_posix"]
          .contains(call.function.lastPart)
        return isOfPath ? path(of: receiver, depth + 1) : nil
      }
      if ["open", "Path", "BytesIO", "FileIO", "str"].contains(call.function.lastPart) {
        return path(of: call["file"] ?? call.first, depth + 1)
      }
      // A function that is not in the source may well send what it is given.
      let endings = [".jsonl", ".json", ".csv", ".txt"]
      return call.arguments.lazy.compactMap(\.value.string).first { text in
        endings.contains { text.hasSuffix($0) }
      }
    default: return nil
    }
  }

  mutating func readFile(_ call: PythonCall) {
    var arguments = SnippetArguments(call)
    let purpose = arguments.text("purpose")
    if let purpose, purpose != "fine-tune" {
      return remark(call.line, "a file for \(purpose) has no use in ft, which trains")
    }
    _ = arguments.value("mime_type")
    guard let path = path(of: arguments.value("file", place: 0)) else {
      return remark(call.line, "which file is sent cannot be read from the source")
    }
    nameRest(of: arguments, verb: "load")
    nameUnread(of: arguments)
    _ = dataset(at: path, call)
  }

  /// The dataset of a file; a file that is new is loaded, under a name that is new.
  private mutating func dataset(at path: String, _ call: PythonCall) -> String {
    if let known = datasets[path] { return known }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? "data"
    var name = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    if !(name.first?.isLetter ?? false) { name = "data" + name }
    var count = 1
    while datasets.values.contains(count == 1 ? name : "\(name)\(count)") { count += 1 }
    if count > 1 { name += "\(count)" }
    datasets[path] = name
    add(call, "load \(Literal.word(path)) as \(name)")
    return name
  }

  /// The dataset that a file's id stands for; one that cannot be read is unread.
  private mutating func dataset(
    _ argument: String, of value: PythonValue, _ arguments: inout SnippetArguments
  ) -> String {
    if let path = path(of: value) { return dataset(at: path, arguments.call) }
    if let id = value.string {
      remark(
        arguments.call.line,
        "\(id) is a file that only the service has; load the one it was made of")
    }
    arguments.miss(argument)
    return "NAME"
  }

  /// What a file of the service holds: of a job's results, the losses.
  mutating func readContent(_ call: PythonCall) {
    let value = call["file_id"] ?? call["id"] ?? call.first
    guard value?.path.contains("result_files") == true else {
      return remark(
        call.line, "what a file of the service holds is left out: ft has what was loaded")
    }
    add(call, "plot @\(job(of: value, call.line))")
  }

  // MARK: Jobs

  mutating func readJob(_ call: PythonCall) {
    var arguments = SnippetArguments(call)
    var words = ["launch", "NAME"]
    let training = arguments.value("training_file", place: 0)
    if let training {
      words[1] = dataset("training_file", of: training, &arguments)
    } else if !call.hasUnreadArguments {
      arguments.miss("training_file")
    }
    if let model = arguments.text("model") {
      words += ["--model", Literal.word(model)]
    } else if !call.hasUnreadArguments, call["model"] == nil {
      remark(call.line, "no model is named, which the service asks for; launch takes sandbox-1")
    }
    let validation = arguments.value("validation_file")
    if let validation {
      words += ["--validation", dataset("validation_file", of: validation, &arguments)]
    }
    var method = SnippetMethod(call)
    method.read(&arguments)
    for found in method.remarks { remark(found.line, found.text) }
    if let kind = method.kind, kind != "supervised" { words += ["--method", kind] }
    for (key, option) in SnippetMethod.options {
      if let number = method.settings[key] { words += ["--\(option)", number] }
    }
    if let seed = arguments.number("seed") { words += ["--seed", seed] }
    if let suffix = arguments.text("suffix") { words += ["--suffix", Literal.word(suffix)] }
    let name = jobName(call.target)
    lastJob = name
    jobs[call.number] = name
    offer(arguments, words + ["as", name])
    trainings.append(
      Training(
        line: call.line, method: method.kind ?? "supervised",
        paths: [training, validation].compactMap { path(of: $0) }))
  }

  private func jobName(_ target: String?) -> String {
    let taken = Set(jobs.values)
    let base = target.flatMap { isName($0) && $0 != "last" && $0 != "_" ? $0 : nil } ?? "job"
    var count = 1
    while taken.contains(count == 1 ? base : "\(base)\(count)") { count += 1 }
    return count == 1 ? base : "\(base)\(count)"
  }

  // MARK: The files themselves

  /// Looks at the files that jobs train on: those that are here, and the examples in the source.
  mutating func reviewFiles(_ firstLine: (_ path: String) -> String?) {
    for training in trainings {
      for path in training.paths {
        let example = firstLine(path).flatMap { try? JSONValue(parsing: $0) }
        review(
          training, path,
          hasPreferences: example?["preferred_output"] != nil,
          hasChats: example?["messages"] != nil,
          isHere: example != nil)
      }
    }
    order()
  }

  private mutating func review(
    _ training: Training, _ path: String, hasPreferences: Bool, hasChats: Bool, isHere: Bool
  ) {
    let preferences = isHere ? hasPreferences : source.names("preferred_output")
    let chats = isHere ? hasChats : source.hasExamples
    let subject = isHere ? "\(path) holds" : "\(path) is not here, and the source has"
    if training.method == "dpo", !preferences {
      let wanted = "dpo wants input, preferred_output and non_preferred_output"
      remark(
        training.line,
        chats
          ? "\(subject) chats, for supervised training; \(wanted):  pair makes such examples"
          : "\(path) \(isHere ? "holds no preferences" : "is not here"); \(wanted)")
    } else if training.method == "supervised", preferences, !chats {
      remark(training.line, "\(subject) preferences, which only dpo trains on")
    }
  }
}
