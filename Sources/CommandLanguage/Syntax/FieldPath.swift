/// A way into a value: `.messages[2].content`.
package struct FieldPath: Sendable, Hashable {
  /// One step of the way.
  package enum Component: Sendable, Hashable {
    /// A field by its name.
    case name(String)
    /// An element of an array, counted from 0 as in JSON tools; -1 is the last one.
    case index(Int)
    /// Each element of an array: `[*]`.
    case every
  }

  package let components: [Component]

  package init(_ components: [Component] = []) { self.components = components }

  package var isEmpty: Bool { components.isEmpty }

  /// The name, when the way is one named step such as `.assistant`.
  package var name: String? {
    guard components.count == 1, case .name(let name) = components[0] else { return nil }
    return name
  }

  /// Reads a path such as `.messages[2].content`, or `tokens` where the first dot is left out.
  package init?(_ text: some StringProtocol) {
    var reader = CharacterReader(text)
    if reader.next != ".", reader.next != "[" {
      guard let name = reader.name() else { return nil }
      guard let rest = reader.fields() else { return nil }
      self.components = [.name(name)] + rest.components
    } else {
      guard let path = reader.fields() else { return nil }
      self = path
    }
    guard reader.isAtEnd, !components.isEmpty else { return nil }
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path with a dot before each name.
  package var description: String {
    components.map { component in
      switch component {
      case .name(let name): ".\(name)"
      case .index(let index): "[\(index)]"
      case .every: "[*]"
      }
    }.joined()
  }
}
