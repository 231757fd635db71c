package import JSON

/// Why an example cannot be edited so.
package enum EditFault: Error, Sendable, Hashable {
  /// The example has no such part.
  case noSuchField(ExampleField)
  /// The result would not be an example any more.
  case notAnExample(ReadingFault)
}

extension EditFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noSuchField(let field): "the example has no '\(field)'"
    case .notAnExample(let fault): "this would break the example: \(fault.code.sentence)"
    }
  }
}

extension Example {
  /// The text of a field: a string's text, the text parts of a content joined, any other value as
  /// compact JSON; nil when it is not there or null.
  package func text(of field: ExampleField) -> String? {
    switch field {
    case .last(let role):
      return lastMessage(of: role).flatMap { text(of: $0.message) }
    case .answer(let isPreferred):
      return (isPreferred ? preferred : rejected).last.flatMap { text(of: $0) }
    case .path(let steps):
      guard let value = jsonText?.value(at: path(for: steps)) else { return nil }
      return value.string ?? (value == .null ? nil : value.text)
    }
  }

  /// The example with one field changed; every byte outside that value stays.
  ///
  /// A missing system message is put in front, a missing last assistant message at the end; a
  /// missing key is added to its object.
  ///
  /// - Throws: ``EditFault`` when the field's container is not there, or the line would not be an
  ///   example any more.
  package func setting(
    _ field: ExampleField, to value: JSONValue
  ) throws(EditFault) -> Example {
    guard var text = jsonText else { throw .noSuchField(field) }
    do throws(JSONPathError) {
      switch field {
      case .path(let steps): try text.set(value, at: path(for: steps))
      case .answer(let isPreferred):
        guard kind == .preference else { throw JSONPathError(depth: 0) }
        let key = isPreferred ? preferredKey : rejectedKey
        let index = (isPreferred ? preferred : rejected).count - 1
        if index >= 0 {
          try text.set(value, at: [.key(key), .index(index), "content"])
        } else {
          let answer = MessageDraft(role: Role.assistant.rawValue, content: value)
          try text.set(.array([answer.value]), at: [.key(key)])
        }
      case .last(let role):
        if let place = lastMessage(of: role) {
          try text.set(value, at: place.path + ["content"])
        } else if let place = placeForNew(role) {
          let message = MessageDraft(role: role.rawValue, content: value)
          try text.insert(message.value, at: place)
        } else {
          throw JSONPathError(depth: 0)
        }
      }
    } catch {
      throw .noSuchField(field)
    }
    return try edited(text.bytes)
  }

  /// The example with the values at some places changed, in their order; nil takes one away.
  ///
  /// What is to go and is not there is no fault.
  ///
  /// - Throws: ``EditFault`` as ``setting(_:to:)`` does.
  package func changing(
    _ places: [(field: ExampleField, value: JSONValue?)]
  ) throws(EditFault) -> Example {
    guard var text = jsonText else { return self }
    for (field, value) in places {
      let steps: [JSONStep]
      switch field {
      case .path(let path): steps = self.path(for: path)
      case .last(let role):
        guard let message = lastMessage(of: role) else { continue }
        // Without a value the message goes, and not only its words.
        steps = value == nil ? message.path : message.path + ["content"]
      case .answer: throw .noSuchField(field)
      }
      do throws(JSONPathError) {
        if let value {
          try text.set(value, at: steps)
        } else if text.span(at: steps) != nil {
          try text.remove(at: steps)
        }
      } catch {
        throw .noSuchField(field)
      }
    }
    return text.bytes == bytes ? self : try edited(text.bytes)
  }

  func edited(_ bytes: [UInt8]) throws(EditFault) -> Example {
    do throws(ReadingFault) {
      return try Example(bytes)
    } catch {
      throw .notAnExample(error)
    }
  }

  var jsonText: JSONText? { try? JSONText(bytes) }

  /// Where the conversation stands in the example.
  var messagesPath: [JSONStep] { kind == .preference ? ["input", "messages"] : ["messages"] }

  /// The key of the better answer, in whichever spelling the example has.
  package var preferredKey: String { key(for: "preferred_output", or: "preferred_completion") }
  /// The key of the worse answer, in whichever spelling the example has.
  var rejectedKey: String { key(for: "non_preferred_output", or: "non_preferred_completion") }

  private func key(for usual: String, or older: String) -> String {
    jsonText?.span(at: [.key(older)]) == nil ? usual : older
  }

  func path(for steps: [JSONStep]) -> [JSONStep] {
    if kind == .preference, steps.first == "messages" { return ["input"] + steps }
    return steps
  }

  func lastMessage(of role: Role) -> (message: Message, path: [JSONStep])? {
    if kind == .preference, role == .assistant {
      guard let index = preferred.lastIndex(where: { $0.role == .assistant }) else { return nil }
      return (preferred[index], [.key(preferredKey), .index(index)])
    }
    // Newer models take `developer` where older ones take `system`.
    let index = messages.lastIndex {
      $0.role == role || role == .system && $0.role == .developer
    }
    return index.map { (messages[$0], messagesPath + [.index($0)]) }
  }

  private func placeForNew(_ role: Role) -> [JSONStep]? {
    guard kind != .completion else { return nil }
    switch role {
    case .system: return messagesPath + [0]
    case .assistant where kind == .chat: return messagesPath + [.index(messages.count)]
    default: return nil
    }
  }
}
