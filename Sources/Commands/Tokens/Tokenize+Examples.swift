import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Tokenization
import Workspaces

extension Session {
  /// `tokenize marv#3`: what an example comes to, or with `--show` its tokens; of a field such as
  /// `marv#3.assistant` the text alone.
  func tokensOfExamples(_ invocation: Invocation, _ plan: TokenPlan) throws -> Outcome {
    let selection = try selection(invocation)
    var blocks: [Block] = []
    var values: [JSONValue] = []
    let counter = plan.tokenizer.map { TokenCounter($0) }
    try forEach(selection) { stored in
      if !blocks.isEmpty, plan.form != .count || selection.field.isEmpty { blocks.append(.blank) }
      if !selection.field.isEmpty {
        let text = try fieldValue(selection.field, of: stored).text ?? ""
        let tokens = ShownTokens(text, plan, counter)
        if plan.form != .ids { values.append(tokens.value) }
        if plan.form == .ids { values.append(.array(tokens.ids.map { .integer(Int($0)) })) }
        blocks.append(.preformatted(StyledText(tokens.shown(plan))))
        return true
      }
      let example = try Example(stored.bytes)
      let account = unsafe TokenAccount(of: example, rules: plan.rules) { string in
        unsafe counter?.count(jsonString: string) ?? estimatedTokenCount(utf8: string)
      }
      let isExact = counter != nil && account.isCertain
      blocks.append(.line(title(of: stored, in: selection, account, isExact: isExact)))
      let parts = example.spoken.map { ($0, ShownTokens($0.text, plan, counter)) }
      if plan.form != .count { blocks.append(.turns(parts.map { turn($0, $1, plan) })) }
      blocks.append(.fields(fields(of: account, plan)))
      values.append(
        value(of: stored, account, isExact: isExact, plan, messages: parts.map(messageValue)))
      return true
    }
    if plan.tokenizer == nil { blocks.append(.note(StyledText(estimateReason(plan.encoding)))) }
    return Outcome(.array(values), blocks)
  }

  private func title(
    of stored: StoredExample, in selection: Selection, _ account: TokenAccount, isExact: Bool
  ) -> StyledText {
    let total = NumberFormat.count(account.total, "token")
    let mark = isExact ? "" : "~"
    return """
      \("\(selection.dataset.name)#\(stored.number)", .accent)  \(mark)\(total), \
      \(NumberFormat.count(account.trained)) trained
      """
  }

  private func turn(_ part: Spoken, _ tokens: ShownTokens, _ plan: TokenPlan) -> Presentation.Turn {
    if let image = part.image, let words = part.imageWords {
      let count = NumberFormat.estimate(image.tokens(plan.rules.image))
      return Presentation.Turn(role: part.role, text: words, remark: "\(count) tokens, masked")
    }
    let remark =
      "\(NumberFormat.count(tokens.count, "token")), \(part.isTrained ? "trained" : "masked")"
    return Presentation.Turn(role: part.role, text: tokens.shown(plan), remark: remark)
  }

  private func value(
    of stored: StoredExample, _ account: TokenAccount, isExact: Bool, _ plan: TokenPlan,
    messages: [JSONValue]
  ) -> JSONValue {
    [
      "example": .integer(stored.number), "encoding": .string(plan.encoding.rawValue),
      "tokens": .integer(account.total), "tokens_are_exact": .bool(isExact),
      "trained": .integer(account.trained), "contents": .integer(account.contents),
      "roles": .integer(account.roles), "names": .integer(account.names),
      "around_messages": .integer(TokenAccount.perMessage * account.messageCount),
      "reply": .integer(TokenAccount.perConversation * account.conversationCount),
      "calls": .integer(account.calls), "tools": .integer(account.tools),
      "images": .integer(account.images), "messages": .array(messages),
    ]
  }

  private func messageValue(_ part: Spoken, _ tokens: ShownTokens) -> JSONValue {
    if let words = part.imageWords { return ["role": .string(part.role), "image": .string(words)] }
    return [
      "role": .string(part.role), "trained": .bool(part.isTrained),
      "count": .integer(tokens.count), "ids": .array(tokens.ids.map { .integer(Int($0)) }),
    ]
  }

  /// The sum, term by term, each with the rule that it goes by.
  private func fields(of account: TokenAccount, _ plan: TokenPlan) -> [Field] {
    let around = TokenAccount.perMessage * account.messageCount
    let reply = TokenAccount.perConversation * account.conversationCount
    let images = imageRule(of: TokenCounts.ImageSum(account), plan.rules)
    let terms: [(name: String, count: Int, rule: String, isCounted: Bool)] = [
      ("contents", account.contents, "", true), ("roles", account.roles, "", true),
      ("names", account.names, "with 1 for each", true),
      ("messages", around, "\(TokenAccount.perMessage) for each; the cookbook's estimate", false),
      ("reply", reply, "to open it; the cookbook's estimate", false),
      ("calls", account.calls, "their JSON text, an estimate: no rule is documented", true),
      ("tools", account.tools, "the cookbook's estimate for flat schemas", true),
      ("images", account.images, images, true),
    ]
    return terms.filter { $0.count > 0 || $0.name == "contents" }.map { term in
      let isEstimate = plan.tokenizer == nil ? term.isCounted : term.name == "images"
      var value = StyledText((isEstimate ? "~" : "") + NumberFormat.count(term.count))
      if !term.rule.isEmpty { value.append("  \(term.rule)", .dim) }
      return Field(term.name, value)
    }
  }
}

/// How images were counted, such as `2 images, an estimate: 85 + 170 for each tile …`.
func imageRule(of images: TokenCounts.ImageSum, _ rules: TokenRules) -> String {
  var words =
    "\(NumberFormat.count(images.count, "image")), an estimate: \(rules.image.sentence) "
    + "(\(rules.image.source))"
  if !rules.knowsImages { words += "; the model's own rule is not known" }
  if images.assumedSizeCount > 0 {
    let size = ExampleImage.assumedSize
    words +=
      "; \(NumberFormat.count(images.assumedSizeCount)) of unknown size taken for "
      + "\(NumberFormat.count(size.width)) × \(NumberFormat.count(size.height))"
  }
  return words
}

/// A text's tokens, few enough to keep.
private struct ShownTokens {
  let count: Int
  /// Empty without a vocabulary.
  let ids: [UInt32]

  init(_ text: String, _ plan: TokenPlan, _ counter: TokenCounter?) {
    var text = text
    (count, ids) = text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      guard let counter else { return (unsafe estimatedTokenCount(utf8: bytes), []) }
      let ids = unsafe counter.encode(utf8: bytes)
      return (ids.count, ids)
    }
  }

  var value: JSONValue { .integer(count) }

  func shown(_ plan: TokenPlan) -> String {
    guard let tokenizer = plan.tokenizer else { return "~\(count)" }
    switch plan.form {
    case .count: return "\(count)"
    case .ids: return "[\(ids.map(String.init).joined(separator: ","))]"
    case .pieces:
      return ids.map { TokenPiece(Int($0), tokenizer).shown }
        .joined(separator: TokenPiece.boundary)
    case .idsAndPieces:
      return ids.map { TokenPiece(Int($0), tokenizer).line }.joined(separator: "\n")
    }
  }
}

/// One thing that somebody says in an example.
private struct Spoken {
  var role: String
  var text = ""
  /// An image in place of a text.
  var image: ExampleImage?
  var isTrained: Bool

  /// The image in a few words.
  var imageWords: String? {
    image.map { image in
      let size = image.size.map {
        "\(NumberFormat.count($0.width)) × \(NumberFormat.count($0.height))"
      }
      return "an image "
        + (size.map { "of \($0)" } ?? (image.isRemote ? "elsewhere" : "of unknown size"))
        + (image.isLowDetail ? ", low detail" : "")
    }
  }
}

extension Example {
  /// All that is said, in order, cut as it is counted: each text, image and call by itself.
  fileprivate var spoken: [Spoken] {
    if kind == .completion {
      return [
        Spoken(role: "prompt", text: prompt ?? "", isTrained: false),
        Spoken(role: "completion", text: completion ?? "", isTrained: true),
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
      spoken.append(Spoken(role: role, text: text(span), isTrained: isTrained))
    }
    switch message.content {
    case .missing, .null: break
    case .text(let span): add(span)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          add(text)
        } else if let image = image(of: part) {
          spoken.append(Spoken(role: role, image: image, isTrained: false))
        }
      }
    }
    for call in TokenAccount.calls(of: message, in: self) { add(call) }
    return spoken.isEmpty ? [Spoken(role: role, isTrained: isTrained)] : spoken
  }
}
