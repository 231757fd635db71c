import JSON

extension Repair {
  /// D06: roles in another format's words or in another spelling.
  static let roles = Repair(.roleAndContent, "names roles as the services do") { edit in
    let (example, lists) = (edit.example, edit.lists)
    edit.change { text in
      var done: [String] = []
      for list in lists {
        for (index, message) in list.messages.enumerated() {
          guard message.role == nil, message.roleSpan != nil,
            let role = roleMeant(by: example.role(of: message))
          else { continue }
          try text.set(.string(role), at: list.path + [.index(index), "role"])
          done.append("names '\(example.role(of: message))' \(role)")
        }
      }
      return done
    }
  }

  /// D07: a content under another name is renamed, what else is unknown goes.
  static let keys = Repair(.knownKeys, "renames keys of messages, and takes unknown ones out") {
    edit in
    let (example, lists) = (edit.example, edit.lists)
    edit.change { text in
      var done: [String] = []
      for list in lists {
        for (index, message) in list.messages.enumerated() {
          let path = list.path + [.index(index)]
          for key in message.unknownKeys {
            let name = example.text(key)
            let meant = keyMeant(by: name)
            var value = text.value(at: path + [.key(name)]) ?? .null
            if meant == "weight", case .bool(let isLearned) = value {
              value = .integer(isLearned ? 1 : 0)
            }
            // Only answers are learned, so that the others have no weight.
            let isFree =
              meant.map { text.span(at: path + [.key($0)]) == nil } ?? false
              && (meant != "weight" || message.role == .assistant)
            try text.remove(at: path + [.key(name)])
            if let meant, isFree, value != .null {
              try text.set(value, at: path + [.key(meant)])
              done.append("names '\(name)' \(meant)")
            } else {
              done.append("takes '\(name)' out")
            }
          }
        }
      }
      return done
    }
  }

  /// D14: weights that say 0 or 1 in another way, and weights where none is heard.
  static let weights = Repair(.weightRange, "writes weights as 0 or 1") { edit in
    let (example, lists) = (edit.example, edit.lists)
    edit.change { text in
      var done: [String] = []
      for list in lists {
        for (index, message) in list.messages.enumerated() {
          guard let range = message.weight else { continue }
          let path = list.path + [.index(index), "weight"]
          if let role = message.role, role != .assistant {
            try text.remove(at: path)
            done.append("takes the weight of a \(role.rawValue) message out")
          } else if !message.isWeightValid, let weight = example.value(in: range).flatMap(weight) {
            try text.set(.integer(weight), at: path)
            done.append("writes a weight as \(weight)")
          }
        }
      }
      return done
    }
  }

  /// D11: one system message that comes late goes to the front; which of several counts, only a
  /// person knows.
  static let systemFirst = Repair(.systemFirst, "puts the system message first") { edit in
    guard let list = edit.lists.first else { return }
    let places = list.messages.indices.filter {
      list.messages[$0].role == .system || list.messages[$0].role == .developer
    }
    guard places.count == 1, let place = places.first, place > 0 else { return }
    let bytes = edit.example.bytes
    edit.change { text in
      let message = Array(bytes[list.messages[place].range])
      try text.remove(at: list.path + [.index(place)])
      try text.insert(try JSONValue(parsing: message), at: list.path + [0])
      return ["puts the system message first"]
    }
  }

  /// D10: the messages after the last answer.
  static let trailingMessages = Repair(
    .lastRole, "takes the messages after the last answer out", isOnRequest: true
  ) { edit in
    let messages = edit.example.messages
    guard edit.example.kind == .chat,
      let last = messages.lastIndex(where: { $0.role == .assistant }),
      last < messages.count - 1
    else { return }
    edit.change { text in
      for index in (last + 1..<messages.count).reversed() {
        try text.remove(at: ["messages", .index(index)])
      }
      let count = messages.count - 1 - last
      return ["takes \(count) message\(count == 1 ? "" : "s") off the end"]
    }
  }
}

/// The integer that a weight stands for; nil for a fraction and what is no weight.
private func weight(_ value: JSONValue) -> Int? {
  switch value {
  case .bool(let flag): flag ? 1 : 0
  case .string(let text): text == "0" ? 0 : text == "1" ? 1 : nil
  default: value.double == 0 ? 0 : value.double == 1 ? 1 : nil
  }
}
