/// The method of a job and its settings, wherever they stand, with what is wrong about the place.
struct SnippetMethod {
  /// nil where none is named.
  private(set) var kind: String?
  /// The digits of each setting that is not left to the service.
  private(set) var settings: [String: String] = [:]
  private(set) var remarks: [SnippetRemark] = []

  private let call: PythonCall

  /// The settings of a job, and what `launch` calls them.
  static let options = [
    ("n_epochs", "epochs"), ("batch_size", "batch-size"), ("learning_rate_multiplier", "lr"),
    ("beta", "beta"),
  ]

  init(_ call: PythonCall) { self.call = call }

  /// Takes the method and the settings of a call; what cannot be read is unread.
  mutating func read(_ arguments: inout SnippetArguments) {
    switch arguments.value("method") {
    case .string(let text):
      kind = text
      remark(
        "method is an object, not a text: method={\"type\": \"\(text)\", "
          + "\"\(text)\": {\"hyperparameters\": {...}}}")
    case let value?: readObject(value, &arguments)
    case nil: break
    }
    if let outside = arguments.value("hyperparameters") {
      take(outside, &arguments)
      remark("hyperparameters beside method are the old form; they belong into \(place())")
    }
    let isOld = call.isOne(of: "FineTune.create")
    for (key, _) in Self.options {
      guard let value = arguments.value(key) else { continue }
      take(key, value, &arguments)
      if !isOld { remark("\(key) is no parameter of its own; it belongs into \(place(of: key))") }
    }
    if isOld {
      remark("FineTune.create was shut down in January 2024, with the models it trained")
    }
    if let kind, !["supervised", "dpo"].contains(kind) {
      arguments.refusal = "it trains supervised or by dpo, not by \(kind)"
      self.kind = nil
    }
  }

  private mutating func remark(_ text: String) {
    remarks.append(SnippetRemark(line: call.line, text: text))
  }

  private func place(of key: String = "") -> String {
    "method[\"\(key == "beta" ? "dpo" : kind ?? "supervised")\"][\"hyperparameters\"]"
  }

  private mutating func readObject(_ value: PythonValue, _ arguments: inout SnippetArguments) {
    guard let fields = value.fields else { return arguments.miss("method") }
    let kinds = ["supervised", "dpo", "reinforcement"]
    let blocks = fields.filter { kinds.contains($0.name) && !$0.value.isAbsent }
    if let type = value["type"] {
      guard let text = type.string else { return arguments.miss("the type of method") }
      kind = text
    } else if blocks.count == 1 {
      kind = blocks[0].name
      remark("method has no type; it is \"type\": \"\(blocks[0].name)\"")
    } else {
      return arguments.miss("the type of method")
    }
    for (name, inner) in fields where name != "type" && !inner.isAbsent {
      if name == kind {
        readBlock(inner, &arguments)
      } else if kinds.contains(name) {
        remark("method[\"\(name)\"] is left out: the type is \"\(kind ?? "")\"")
      } else {
        readMisplaced(name, inner, &arguments)
      }
    }
  }

  /// What stands in `method["dpo"]`.
  private mutating func readBlock(_ value: PythonValue, _ arguments: inout SnippetArguments) {
    guard let fields = value.fields else {
      return arguments.miss("method[\"\(kind ?? "")\"]")
    }
    for (name, inner) in fields where !inner.isAbsent {
      if name == "hyperparameters" {
        take(inner, &arguments)
      } else {
        readMisplaced(name, inner, &arguments)
      }
    }
  }

  /// What stands in a method, or in its block, in the place of the hyperparameters.
  private mutating func readMisplaced(
    _ name: String, _ value: PythonValue, _ arguments: inout SnippetArguments
  ) {
    if name == "hyperparameters" {
      take(value, &arguments)
      remark("hyperparameters of a method belong into \(place())")
    } else if Self.options.contains(where: { $0.0 == name }) {
      take(name, value, &arguments)
      remark("\(name) belongs into \(place(of: name))")
    } else {
      remark("\(name) of method is left out: launch has no such option")
    }
  }

  /// Takes the settings of an object.
  private mutating func take(_ value: PythonValue, _ arguments: inout SnippetArguments) {
    guard let fields = value.fields else { return arguments.miss("hyperparameters") }
    for (name, inner) in fields {
      if Self.options.contains(where: { $0.0 == name }) {
        take(name, inner, &arguments)
      } else if !inner.isAbsent {
        remark("\(name) is left out: launch has no such option")
      }
    }
  }

  private mutating func take(
    _ key: String, _ value: PythonValue, _ arguments: inout SnippetArguments
  ) {
    if let number = value.number {
      settings[key] = number
    } else if !value.isAbsent, value.string != "auto" {
      arguments.miss(key)
    }
  }
}
