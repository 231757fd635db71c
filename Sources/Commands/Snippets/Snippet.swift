import CommandLanguage
import JSON

/// A line of ft for a call of a snippet.
package struct SnippetLine: Sendable, Hashable {
  /// Of the snippet, counted from 1.
  package var line: Int
  /// The function that was called, without its client.
  package var call: String
  /// The line that does the same.
  package var command: String
}

/// Something in a snippet that is wrong or out of date, or has no line of ft.
package struct SnippetRemark: Sendable, Hashable {
  /// Of the snippet, counted from 1.
  package var line: Int
  package var text: String
}

/// Reads a walk-through's calls and says the same in the language of ft.
///
/// Every call of the service, and every argument of one, has its part in a line or is named in a
/// remark.
struct Snippet {
  private(set) var lines: [SnippetLine] = []
  private(set) var remarks: [SnippetRemark] = []

  let source: SnippetSource
  /// Names of loaded datasets by the path of their file.
  var datasets: [String: String] = [:]
  /// The names of the launched jobs, by the number of the call.
  var jobs: [Int: String] = [:]
  var lastJob: String?
  /// What jobs train on, so that the files can be looked at.
  var trainings: [Training] = []

  init(_ text: String) {
    source = SnippetSource(text)
    let calls = PythonReader(walking: source.tokens).calls
    for call in calls { read(call) }
    remarks += SnippetReview(source, calls).remarks
    order()
  }

  // MARK: Lines and remarks

  mutating func add(_ call: PythonCall, _ command: String) {
    lines.append(SnippetLine(line: call.line, call: call.shortName, command: command))
  }

  mutating func remark(_ line: Int, _ text: String) {
    remarks.append(SnippetRemark(line: line, text: text))
  }

  /// Adds the line of a call; where it would be another one than is meant, a remark that says why.
  mutating func offer(_ arguments: SnippetArguments, _ words: [String]) {
    let (call, line) = (arguments.call, words.joined(separator: " "))
    nameRest(of: arguments, verb: words[0])
    guard let obstacle = arguments.obstacle else { return add(call, line) }
    remark(call.line, "\(words[0]) is not offered, as \(obstacle); the rest of it:  \(line)")
  }

  /// Says of each argument that has no part in a line that it has none.
  mutating func nameRest(of arguments: SnippetArguments, verb: String) {
    for argument in arguments.rest {
      let name = argument.name ?? "an argument without a name"
      remark(argument.line, "\(name) is left out: \(verb) has no such option")
    }
  }

  /// Says of each argument that cannot be read that it cannot, where the line is right without it.
  mutating func nameUnread(of arguments: SnippetArguments) {
    for name in arguments.unread {
      remark(arguments.call.line, "\(name) cannot be read from the source, and is left out")
    }
  }

  /// Puts what was found in the order of the source, each remark once.
  mutating func order() {
    let unique = remarks.reduce(into: [SnippetRemark]()) { list, remark in
      if !list.contains(remark) { list.append(remark) }
    }
    remarks = unique.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
  }

  // MARK: Calls

  private mutating func read(_ call: PythonCall) {
    if call.makesClient {
      readClient(call)
    } else if call.isOne(of: "files.create", "File.create", "uploads.upload_file_chunked") {
      readFile(call)
    } else if call.makesJob {
      readJob(call)
    } else if call.isOne(of: "completions.create", "ChatCompletion.create", "Completion.create")
      || call.isOne(of: "completions.parse", "completions.stream", "responses.create")
      || call.isOne(of: "responses.parse", "responses.stream", "ChatCompletion.acreate")
    {
      readChat(call)
    } else if let order = call.order {
      readOrder(call, order)
    } else if call.isOne(of: "jobs.list", "FineTuningJob.list", "FineTune.list") {
      offer(SnippetArguments(call), ["list", "jobs"])
    } else if call.isOne(of: "files.list", "File.list") {
      offer(SnippetArguments(call), ["list", "files"])
    } else if call.isOne(of: "models.list", "Model.list") {
      offer(SnippetArguments(call), ["list", "models"])
    } else if call.isOne(of: "files.content", "files.retrieve_content", "File.download") {
      readContent(call)
    } else if call.isOfService, !call.isOne(of: "close") {
      remark(call.line, "\(call.shortName) is left out: ft has no line for it")
    } else if let path = call.servicePath {
      remark(call.line, "the request to \(path) is left out: only the client's calls are read")
    }
  }

  /// Where the client asks, and with what; the key is every provider's own affair.
  private mutating func readClient(_ call: PythonCall) {
    var arguments = SnippetArguments(call)
    _ = arguments.value("api_key", place: 0)
    if let url = arguments.value("base_url", "azure_endpoint") {
      let address = url.string.map(Literal.word) ?? "URL"
      remark(
        call.line,
        "another address is another provider:  provider add NAME --url \(address)")
    }
    nameRest(of: arguments, verb: "provider")
    nameUnread(of: arguments)
  }

  private mutating func readOrder(_ call: PythonCall, _ order: (verb: String, options: [String])) {
    var arguments = SnippetArguments(call)
    let value = arguments.value("fine_tuning_job_id", "id", "job_id", place: 0)
    let name = job(of: value, call.line)
    offer(arguments, [order.verb, "@\(name)"] + order.options)
  }

  /// The name of a job that a value stands for; the newest where the source does not say.
  mutating func job(of value: PythonValue?, _ line: Int) -> String {
    if let known = knownJob(of: value) { return known }
    let name = lastJob ?? "last"
    let isListed = value?.call?.isOne(of: "jobs.list", "FineTuningJob.list", "FineTune.list")
    if isListed != true {
      let what = value?.string.map { "which job \($0) is" } ?? "which job is meant"
      remark(line, "\(what) cannot be read from the source; @\(name) stands in its place")
    }
    return name
  }

  /// The job that a call made, or that it was asked about.
  func knownJob(of value: PythonValue?) -> String? {
    var value = value
    for _ in 0..<8 {
      guard let call = value?.call else { return nil }
      if let known = jobs[call.number], call.makesJob { return known }
      value =
        call.order == nil
        ? call.receiver : call["fine_tuning_job_id"] ?? call["id"] ?? call["job_id"] ?? call.first
    }
    return nil
  }
}

extension PythonCall {
  /// Without its client.
  fileprivate var shortName: String {
    let parts = function.split(separator: ".").drop {
      $0 == "client" || $0 == "openai" || $0 == "self"
    }
    return parts.joined(separator: ".")
  }

  /// What a plain request asks of the service, such as `/v1/files`; nil for other calls.
  fileprivate var servicePath: String? {
    let library = function.prefix { $0 != "." }
    guard ["requests", "httpx", "session", "aiohttp", "urllib"].contains(library) else {
      return nil
    }
    let address = arguments.lazy.compactMap(\.value.string).first { $0.contains("/v1/") }
    return address?.firstMatch(of: #//v1/[a-z_/]+/#).map { String($0.output) }
  }

  /// Whether it launches a job.
  var makesJob: Bool {
    isOne(of: "fine_tuning.jobs.create", "FineTuningJob.create", "FineTune.create")
      || isOne(of: "jobs.create") && isOfService
  }

  /// The verb that does with a job what this does; nil for other calls.
  fileprivate var order: (verb: String, options: [String])? {
    for kind in ["jobs", "FineTuningJob", "FineTune"] {
      if isOne(of: "\(kind).list_events", "\(kind).stream_events") { return ("tail", []) }
      if isOne(of: "\(kind).retrieve") { return ("tail", ["--once"]) }
      for verb in ["cancel", "pause", "resume"] where isOne(of: "\(kind).\(verb)") {
        return (verb, [])
      }
    }
    return nil
  }
}
