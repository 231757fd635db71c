import CommandLanguage
import Datasets
import JSON

/// Which values of an example a field means, where it may mean several.
///
/// `[-1]` counts from the end, `[*]` is every element, and a role stands for its last message, so
/// that `.assistant.weight` is the weight of the last answer.
struct FieldPlaces: Sendable {
  private let field: FieldPath
  /// The place, where the field names just one whatever the example is.
  private let fixed: ExampleField?

  /// nil for a path that leads nowhere in an example.
  init?(_ field: FieldPath) {
    self.field = field
    fixed = field.isFixed ? ExampleField(field) : nil
    if fixed == nil, field.isFixed { return nil }
  }

  /// The places in an example, in its order; none where a message is not there.
  ///
  /// Of the weights of every message those of answers are meant, since others have none.
  func places(in example: Example) -> [ExampleField] {
    if let fixed { return [fixed] }
    var (paths, rest): ([[JSONStep]], ArraySlice<FieldPath.Component>) = (
      [[]], field.components[...]
    )
    if case .name(let name)? = rest.first, let role = Role(rawValue: name) {
      guard let message = example.pathOfLastMessage(role) else { return [] }
      (paths, rest) = ([message], rest.dropFirst())
    }
    while let component = rest.popFirst() {
      paths = paths.flatMap { path -> [[JSONStep]] in
        switch component {
        case .name(let name): return [path + [.key(name)]]
        case .index(let index) where index >= 0: return [path + [.index(index)]]
        case .index(let index):
          let count = example.elementCount(at: path)
          return count + index >= 0 ? [path + [.index(count + index)]] : []
        case .every:
          let every = (0..<example.elementCount(at: path)).map { path + [.index($0)] }
          guard path == ["messages"], rest == [.name("weight")] else { return every }
          return every.filter { example.isAnswer(at: $0) }
        }
      }
    }
    return paths.map { .path($0) }
  }
}

extension FieldPath {
  /// Whether the path may mean several places of one example.
  var hasEvery: Bool { components.contains(.every) }

  /// Whether the path means one place whatever an example holds.
  var isFixed: Bool {
    if components.count > 1, case .name(let name)? = components.first, Role(rawValue: name) != nil {
      return false
    }
    return components.allSatisfy { component in
      switch component {
      case .name: true
      case .index(let index): index >= 0
      case .every: false
      }
    }
  }
}

extension Example {
  /// How many elements the list at a path has; 0 for anything else.
  fileprivate func elementCount(at path: [JSONStep]) -> Int {
    if path == ["messages"] { return messages.count }
    return value(of: .path(path))?.array?.count ?? 0
  }

  fileprivate func isAnswer(at path: [JSONStep]) -> Bool {
    guard case .index(let index)? = path.last, messages.indices.contains(index) else {
      return false
    }
    return messages[index].role == .assistant
  }

  /// The path of the last message of a role, as a reference would name it.
  fileprivate func pathOfLastMessage(_ role: Role) -> [JSONStep]? {
    let index = messages.lastIndex { $0.role == role || role == .system && $0.role == .developer }
    return index.map { ["messages", .index($0)] }
  }
}
