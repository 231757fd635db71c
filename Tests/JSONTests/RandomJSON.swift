import JSON

/// A small seeded generator, so that a failure can be repeated.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

extension JSONValue {
  /// A value by chance, with distinct keys, at most `depth` containers deep.
  static func random(depth: Int, using random: inout Generator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int.random(in: -1_000...1_000, using: &random))
    case 3: return .number(Double(Int.random(in: 1...999, using: &random)) / 16 + 0.001)
    case 4: return .string(randomText(using: &random))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          self.random(depth: depth - 1, using: &random)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &random)).map { index in
          JSONMember(
            "\(index)" + randomText(using: &random), self.random(depth: depth - 1, using: &random))
        })
    }
  }

  static func randomText(using random: inout Generator) -> String {
    let pieces = ["a", "\"", "\\", "\n", "\u{0}", "é", "한", "😀", " ", "{", ",", "]", "/", "\u{7F}"]
    return (0..<Int.random(in: 0...9, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  /// A path to some part of the value; nil when it has none.
  func randomPath(using random: inout Generator) -> [JSONStep]? {
    let step: JSONStep
    let part: JSONValue
    if let elements, let index = elements.indices.randomElement(using: &random) {
      (step, part) = (.index(index), elements[index])
    } else if let member = members?.randomElement(using: &random) {
      (step, part) = (.key(member.key), member.value)
    } else {
      return nil
    }
    if Bool.random(using: &random), let rest = part.randomPath(using: &random) {
      return [step] + rest
    }
    return [step]
  }

  private var elements: [JSONValue]? { array }

  /// The tree with the part at `path` changed, or taken out for nil.
  func setting(_ value: JSONValue?, at path: ArraySlice<JSONStep>) -> JSONValue {
    guard let step = path.first else { return value ?? .null }
    let isLast = path.count == 1
    switch (step, self) {
    case (.index(let index), .array(var elements)):
      if isLast, value == nil {
        elements.remove(at: index)
      } else {
        elements[index] = elements[index].setting(value, at: path.dropFirst())
      }
      return .array(elements)
    case (.key(let key), .object(var members)):
      guard let index = members.lastIndex(where: { $0.key == key }) else { return self }
      if isLast, value == nil {
        members.remove(at: index)
      } else {
        members[index].value = members[index].value.setting(value, at: path.dropFirst())
      }
      return .object(members)
    default: return self
    }
  }
}
