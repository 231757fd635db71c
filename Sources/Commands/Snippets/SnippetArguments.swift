/// The arguments of a call, each of which is taken for a line of ft or is left over.
struct SnippetArguments {
  let call: PythonCall
  /// The names of those whose values are not written in the source.
  private(set) var unread: [String] = []
  /// Why the verb would not do what the call does, where it is not for what cannot be read.
  var refusal: String?
  private var taken: Set<Int> = []

  init(_ call: PythonCall) {
    self.call = call
    if call.hasUnreadArguments { unread.append("what * or ** stands for") }
  }

  /// Takes the last argument of one of these names, or the one in that place; nil where it is not
  /// given, or is `None`.
  mutating func value(_ names: String..., place: Int? = nil) -> PythonValue? {
    value(names, place: place)
  }

  private mutating func value(_ names: [String], place: Int? = nil) -> PythonValue? {
    let places = call.arguments.indices.filter { call.arguments[$0].name == nil }
    let placed = place.flatMap { places.indices.contains($0) ? places[$0] : nil }
    let named = call.arguments.lastIndex { $0.name.map(names.contains) ?? false }
    guard let index = named ?? placed else { return nil }
    taken.insert(index)
    let value = call.arguments[index].value
    return value.isAbsent ? nil : value
  }

  /// A text; one that cannot be read is unread.
  mutating func text(_ name: String, place: Int? = nil) -> String? {
    guard let value = value([name], place: place) else { return nil }
    if value.string == nil { unread.append(name) }
    return value.string
  }

  /// The digits of a number; one that cannot be read is unread.
  mutating func number(_ names: String...) -> String? {
    guard let value = value(names) else { return nil }
    if value.number == nil { unread.append(names[0]) }
    return value.number
  }

  /// Adds something that cannot be read.
  mutating func miss(_ name: String) { unread.append(name) }

  /// Why there is no line for the call; nil where there is one.
  var obstacle: String? {
    refusal
      ?? (unread.isEmpty
        ? nil : "\(unread.joined(separator: " and ")) cannot be read from the source")
  }

  /// What was not taken, but for what is as good as not given.
  var rest: [PythonCall.Argument] {
    call.arguments.indices.filter { !taken.contains($0) }.map { call.arguments[$0] }
      .filter { !$0.value.isAbsent }
  }
}
