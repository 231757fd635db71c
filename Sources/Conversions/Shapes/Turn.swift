import Datasets
import JSON

/// A message between two shapes; its values are JSON as it was written.
struct Turn: Hashable, Sendable {
  /// What a message says.
  enum Content: Hashable, Sendable {
    case missing
    case null
    case text(WrittenText)
    case parts([Part])
  }

  /// A piece of a content that is a list.
  enum Part: Hashable, Sendable {
    case text(WrittenText)
    /// An image by its address, with the value of `detail` when there is one.
    case image(url: WrittenText, detail: [UInt8]?)
    /// A part that stays as it is.
    case other([UInt8])
  }

  /// One call of a tool.
  struct Call: Hashable, Sendable {
    var id: WrittenText?
    var name: WrittenText
    /// The text of a JSON object.
    var arguments: WrittenText
    /// The call as it was written, when it has OpenAI's form already.
    var written: [UInt8]?
    /// Whether a function is called, not a custom tool with free text.
    var isFunction = true

    init(id: WrittenText?, name: WrittenText, arguments: WrittenText) {
      self.id = id
      self.name = name
      self.arguments = arguments
    }
  }

  var role: Role
  var content: Content
  var name: WrittenText?
  var weight: [UInt8]?
  var calls: [Call] = []
  /// Of a tool's message: the call that it answers.
  var callID: WrittenText?
  /// Further keys with their values.
  var others: [Column] = []

  init(_ role: Role, _ content: Content) {
    self.role = role
    self.content = content
  }

  init(_ role: Role, _ text: WrittenText) {
    self.init(role, .text(text))
  }
}

/// A key with a value as it was written.
struct Column: Hashable, Sendable {
  var key: String
  var value: [UInt8]
}

/// An example in the making.
struct Draft: Hashable, Sendable {
  var turns: [Turn] = []
  /// Of a preference: the better and the worse answer, one message each as a rule.
  var preferred: [Turn] = []
  var rejected: [Turn] = []
  /// The list of tools.
  var tools: [UInt8]?
  /// Keys of the request beside messages and tools, such as `parallel_tool_calls`.
  var settings: [Column] = []
  /// Columns that an example keeps as its own keys.
  var extras: [Column] = []
}

/// A JSON object in the making, with a space after each colon and comma.
struct ObjectBytes {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  init() {}

  init(_ columns: [Column]) {
    for column in columns { add(column.key, column.value) }
  }

  mutating func add(_ key: String, _ value: [UInt8]) {
    if bytes.count > 1 { bytes += ", ".utf8 }
    bytes.appendJSONString(key)
    bytes += ": ".utf8
    bytes += value
  }

  mutating func add(_ key: String, _ value: WrittenText) {
    add(key, value.json)
  }

  /// The object with its closing brace.
  var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }
}

/// A JSON array of `values`, with a space after each comma.
func arrayBytes(_ values: [[UInt8]]) -> [UInt8] {
  var bytes: [UInt8] = [UInt8(ascii: "[")]
  for (index, value) in values.enumerated() {
    if index > 0 { bytes += ", ".utf8 }
    bytes += value
  }
  return bytes + [UInt8(ascii: "]")]
}

/// `text` as a JSON string.
func quoted(_ text: String) -> [UInt8] { WrittenText(text).json }

extension Draft {
  var isPreference: Bool { !preferred.isEmpty || !rejected.isEmpty }

  /// The example as one line of OpenAI's form: a preference when it has two answers, else a chat.
  var line: [UInt8] {
    var object = ObjectBytes()
    if isPreference {
      var input = ObjectBytes()
      addRequest(to: &input)
      object.add("input", input.closed)
      object.add("preferred_output", arrayBytes(preferred.map(\.message)))
      object.add("non_preferred_output", arrayBytes(rejected.map(\.message)))
    } else {
      addRequest(to: &object)
    }
    for column in extras { object.add(column.key, column.value) }
    return object.closed
  }

  private func addRequest(to object: inout ObjectBytes) {
    object.add("messages", arrayBytes(turns.map(\.message)))
    if let tools { object.add("tools", tools) }
    for setting in settings { object.add(setting.key, setting.value) }
  }
}

extension Turn {
  /// The message in OpenAI's form.
  var message: [UInt8] {
    var object = ObjectBytes()
    object.add("role", quoted(role.rawValue))
    switch content {
    case .missing: break
    case .null: object.add("content", Array("null".utf8))
    case .text(let text): object.add("content", text)
    case .parts(let parts): object.add("content", arrayBytes(parts.map(\.bytes)))
    }
    if let name { object.add("name", name) }
    if !calls.isEmpty { object.add("tool_calls", arrayBytes(calls.map(\.bytes))) }
    if let callID { object.add("tool_call_id", callID) }
    if let weight { object.add("weight", weight) }
    for column in others { object.add(column.key, column.value) }
    return object.closed
  }
}

extension Turn.Part {
  /// The part in OpenAI's form.
  var bytes: [UInt8] {
    var object = ObjectBytes()
    switch self {
    case .other(let bytes): return bytes
    case .text(let text):
      object.add("type", quoted("text"))
      object.add("text", text)
    case .image(let url, let detail):
      var image = ObjectBytes()
      image.add("url", url)
      if let detail { image.add("detail", detail) }
      object.add("type", quoted("image_url"))
      object.add("image_url", image.closed)
    }
    return object.closed
  }
}

extension Turn.Call {
  /// The call in OpenAI's form.
  var bytes: [UInt8] {
    if let written { return written }
    var function = ObjectBytes()
    function.add("name", name)
    function.add("arguments", arguments)
    var object = ObjectBytes()
    if let id { object.add("id", id) }
    object.add("type", quoted("function"))
    object.add("function", function.closed)
    return object.closed
  }
}
