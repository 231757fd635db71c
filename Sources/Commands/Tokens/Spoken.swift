import Datasets
import JSON
import Quantities

/// One thing that somebody says in an example, cut as it is counted.
struct Spoken {
  /// A text, or an image in place of one.
  enum Content {
    case text(String)
    case image(ExampleImage)
  }

  var role: String
  var content: Content
  var isTrained: Bool
}

extension ExampleImage {
  /// The image in a few words.
  var words: String {
    let size = size.map { "\(NumberFormat.count($0.width)) × \(NumberFormat.count($0.height))" }
    return "an image "
      + (size.map { "of \($0)" } ?? (isRemote ? "elsewhere" : "of unknown size"))
      + (isLowDetail ? ", low detail" : "")
  }
}

extension Example {
  /// All that is said, in order: each text, image and call by itself.
  var spoken: [Spoken] {
    if kind == .completion {
      return [
        Spoken(role: "prompt", content: .text(prompt ?? ""), isTrained: false),
        Spoken(role: "completion", content: .text(completion ?? ""), isTrained: true),
      ]
    }
    return messages.flatMap {
      spoken($0, as: role(of: $0), isTrained: $0.isTrained && kind == .chat)
    }
      + preferred.flatMap { spoken($0, as: "preferred", isTrained: $0.isTrained) }
      + rejected.flatMap { spoken($0, as: "rejected", isTrained: $0.isTrained) }
  }

  private func spoken(_ message: Message, as role: String, isTrained: Bool) -> [Spoken] {
    var spoken: [Spoken] = []
    func add(_ span: JSONStringSpan) {
      spoken.append(Spoken(role: role, content: .text(text(span)), isTrained: isTrained))
    }
    switch message.content {
    case .missing, .null: break
    case .text(let span): add(span)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          add(text)
        } else if let image = image(of: part) {
          spoken.append(Spoken(role: role, content: .image(image), isTrained: false))
        }
      }
    }
    for call in TokenAccount.calls(of: message, in: self) { add(call) }
    return spoken.isEmpty
      ? [Spoken(role: role, content: .text(""), isTrained: isTrained)] : spoken
  }
}
