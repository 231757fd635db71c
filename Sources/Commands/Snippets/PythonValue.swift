/// A value as far as the source says it, with names replaced by what they stood for.
indirect enum PythonValue: Hashable {
  case string(String)
  case number(String)
  /// `True`, `False` or `None`.
  case word(String)
  /// A list or a tuple.
  case list([PythonValue])
  case dictionary([Entry])
  case call(PythonCall)
  /// Something of another value, such as the `id` of what a call gave; `x["id"]` is `x.id`.
  case member(PythonValue, String)
  /// A name that was given no value in the source, with what follows it.
  case name(String)
  /// Anything else.
  case other

  struct Entry: Hashable {
    /// ``other`` where the key cannot be read.
    var key: PythonValue
    var value: PythonValue
  }

  /// The value of a dictionary's key, or of an argument of a call that makes an object.
  subscript(key: String) -> PythonValue? {
    switch self {
    case .dictionary(let entries): entries.last { $0.key == .string(key) }?.value
    case .call(let call): call[key]
    default: nil
    }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The digits of a number; nil for any other value.
  var number: String? { if case .number(let text) = self { text } else { nil } }

  /// The call that made the object which this is, or is a part of.
  var call: PythonCall? {
    switch self {
    case .call(let call): call
    case .member(let whole, _): whole.call
    default: nil
    }
  }

  /// Whether a call's argument of this value is as good as not given.
  var isAbsent: Bool {
    switch self {
    case .word("None"): true
    case .name(let path): ["NOT_GIVEN", "NotGiven", "omit"].contains(path.lastPart)
    default: false
    }
  }

  /// The names and values that an object is made of: a dictionary, or a call with names; nil where
  /// one of them cannot be read.
  var fields: [(name: String, value: PythonValue)]? {
    switch self {
    case .dictionary(let entries):
      let fields = entries.compactMap { entry in entry.key.string.map { ($0, entry.value) } }
      return fields.count == entries.count ? fields : nil
    case .call(let call):
      // A type has a capital; what a function makes of its arguments is not in the source.
      guard !call.hasUnreadArguments, call.function.lastPart.first?.isUppercase == true else {
        return nil
      }
      let fields = call.arguments.compactMap { argument in
        argument.name.map { ($0, argument.value) }
      }
      return fields.count == call.arguments.count ? fields : nil
    default: return nil
    }
  }

  /// How a call on this value is named, such as `client.files`.
  var path: String {
    switch self {
    case .name(let path): path
    case .member(let whole, let name): "\(whole.path).\(name)"
    case .call(let call): call.makesClient ? "client" : "\(call.function)()"
    case .string, .number, .word, .list, .dictionary, .other: ""
    }
  }

  /// The member or the element of that name.
  func member(_ name: String) -> PythonValue {
    switch self {
    case .name(let path): .name("\(path).\(name)")
    case .dictionary: self[name] ?? .other
    case .call, .member: .member(self, name)
    case .string, .number, .word, .list, .other: .other
    }
  }
}

/// A call that is written out in the source.
struct PythonCall: Hashable {
  struct Argument: Hashable {
    /// nil for an argument that is given by its place.
    var name: String?
    var value: PythonValue
    var line: Int
  }

  /// Such as `client.files.create`, whatever the client's name is.
  var function: String
  var arguments: [Argument]
  /// Whether there is a `*` or a `**` of what cannot be read.
  var hasUnreadArguments = false
  var line: Int
  /// What is called is a part of this value.
  var receiver: PythonValue?
  /// The name that the result was given; nil for none.
  var target: String?
  /// The function that this is an argument of; nil for none.
  var outer: String?
  /// Whether a `with` closes what it gives.
  var isManaged = false
  /// Whether it is given back to the caller of the function that it stands in.
  var isReturned = false
  /// Whether it stands in a loop.
  var isRepeated = false
  /// Tells calls apart that look the same.
  var number = 0

  /// The value of a named argument; nil where it is not given.
  subscript(name: String) -> PythonValue? { arguments.last { $0.name == name }?.value }

  /// The first argument that is given by its place.
  var first: PythonValue? { arguments.first { $0.name == nil }?.value }

  /// Whether the function is one of these, behind whatever client.
  func isOne(of names: String...) -> Bool {
    names.contains { function == $0 || function.hasSuffix("." + $0) }
  }

  /// Whether it gives an object that asks the service.
  var makesClient: Bool {
    ["OpenAI", "AsyncOpenAI", "AzureOpenAI", "AsyncAzureOpenAI"].contains(function.lastPart)
  }

  /// Whether it is a call of the API: on a client, or on the module as before 2024; what is called on
  /// an answer is none.
  var isOfService: Bool {
    guard !makesClient, !function.replacing("with_options()", with: "").contains("()") else {
      return false
    }
    let owners = function.split(separator: ".").dropLast()
    return owners.contains("fine_tuning")
      || owners.prefix(2).contains { ["client", "openai", "_client"].contains($0) }
  }
}

extension String {
  /// What is behind the last dot.
  var lastPart: String { split(separator: ".").last.map(String.init) ?? self }
}
