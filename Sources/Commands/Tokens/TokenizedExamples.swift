import CommandLanguage
import Datasets
import JSON
import Quantities
import Tokenization
import Workspaces

/// What selected examples, or one of their fields, come to in tokens.
package struct ExampleTokenList: Sendable {
  /// What was asked of each example.
  package enum Item: Sendable {
    case example(TokenizedExample)
    /// The text of one field.
    case field(CountedText)
  }

  package var form: TokenForm
  package var items: [Item] = []
  /// Why figures are marked `~`; nil where the vocabulary is on this machine.
  package var estimateReason: EstimateReason?

  var json: JSONValue {
    .array(
      items.map { item in
        switch item {
        case .example(let example): example.json
        case .field(let text) where form == .ids: text.idList
        case .field(let text): .integer(text.count)
        }
      })
  }
}

/// One example's tokens: the sum, its terms, and the texts that it is counted from.
package struct TokenizedExample: Sendable {
  /// One thing that somebody says in an example, cut as it is counted.
  package struct Part: Sendable {
    /// A text or an image.
    package enum Content: Sendable {
      case text(CountedText)
      /// An image in a few words, and what it comes to.
      case image(String, tokens: Int)
    }

    package var role: String
    package var content: Content
    package var isTrained: Bool
  }

  /// A term of the sum.
  package struct Term: Sendable {
    /// What its tokens are for, with what its rule depends on.
    package enum Kind: Sendable, Hashable {
      case contents
      case roles
      case names
      /// What stands around messages, for each of them.
      case messages(each: Int)
      case reply
      case calls
      case tools
      /// The rule for images, in words.
      case images(rule: String)
    }

    package var kind: Kind
    package var count: Int
    /// Whether the figure is marked `~`.
    package var isEstimate: Bool
  }

  package var dataset: String
  package var number: Int
  package var encoding: String
  package var total: Int
  package var trained: Int
  /// Whether nothing of ``total`` is an estimate of what only the service knows.
  package var isExact: Bool
  /// Those that are nothing included.
  package var terms: [Term]
  package var parts: [Part]
}

extension TokenizedExample {
  var json: JSONValue {
    .object(
      [
        JSONMember("example", .integer(number)), JSONMember("encoding", .string(encoding)),
        JSONMember("tokens", .integer(total)), JSONMember("tokens_are_exact", .bool(isExact)),
        JSONMember("trained", .integer(trained)),
      ] + terms.map { JSONMember($0.kind.key, .integer($0.count)) }
        + [JSONMember("messages", .array(parts.map(\.json)))])
  }
}

extension TokenizedExample.Part {
  fileprivate var json: JSONValue {
    switch content {
    case .image(let words, _): ["role": .string(role), "image": .string(words)]
    case .text(let text):
      [
        "role": .string(role), "trained": .bool(isTrained), "count": .integer(text.count),
        "ids": text.idList,
      ]
    }
  }
}

extension TokenizedExample.Term.Kind {
  /// What the value calls it.
  fileprivate var key: String {
    switch self {
    case .contents: "contents"
    case .roles: "roles"
    case .names: "names"
    case .messages: "around_messages"
    case .reply: "reply"
    case .calls: "calls"
    case .tools: "tools"
    case .images: "images"
    }
  }
}

/// A text's tokens, few enough to keep.
package struct CountedText: Sendable {
  package var count: Int
  /// False without a vocabulary; there are no ids then.
  package var isExact: Bool
  package var ids: [UInt32]
  /// Only where they are to be shown.
  package var pieces: [TokenPiece] = []

  fileprivate var idList: JSONValue { .array(ids.map { .integer(Int($0)) }) }
}

/// The examples of a selection on their way to a list.
struct TokenizedExamples {
  private let session: Session
  private let plan: TokenPlan
  private let counter: TextCounter

  init(_ plan: TokenPlan, in session: Session) {
    self.session = session
    self.plan = plan
    counter = TextCounter(plan.tokenizer)
  }

  /// `tokenize marv#3`: what an example comes to; of a field such as `marv#3.assistant` the text
  /// alone.
  func list(of request: SelectionRequest) throws -> ExampleTokenList {
    let selection = try session.selections.selection(request)
    var list = ExampleTokenList(
      form: plan.form, estimateReason: session.tokens.estimateReason(plan.encoding))
    try session.selections.forEach(selection) { stored in
      if selection.field.isEmpty {
        list.items.append(
          .example(
            try example(Example(stored.bytes), stored.number, of: selection.dataset.name)))
      } else {
        let text = try session.selections.fieldValue(selection.field, of: stored).text ?? ""
        list.items.append(.field(counted(text)))
      }
      return true
    }
    return list
  }

  private func example(
    _ example: Example, _ number: Int, of dataset: String
  ) -> TokenizedExample {
    let account = TokenAccount(of: example, rules: plan.rules, counter: counter)
    return TokenizedExample(
      dataset: dataset, number: number, encoding: plan.encoding.rawValue, total: account.total,
      trained: account.trained, isExact: counter.isExact && account.isCertain,
      terms: terms(of: account), parts: example.spoken.map(part))
  }

  private func part(_ spoken: Spoken) -> TokenizedExample.Part {
    let content: TokenizedExample.Part.Content =
      switch spoken.content {
      case .text(let text): .text(counted(text))
      case .image(let image): .image(image.words, tokens: image.tokens(plan.rules.image))
      }
    return TokenizedExample.Part(
      role: spoken.role, content: content, isTrained: spoken.isTrained)
  }

  private func counted(_ text: String) -> CountedText {
    guard let tokenizer = plan.tokenizer else {
      return CountedText(count: counter.count(text), isExact: false, ids: [])
    }
    let ids = counter.encode(text)
    let showsPieces = plan.form == .pieces || plan.form == .idsAndPieces
    return CountedText(
      count: ids.count, isExact: true, ids: ids,
      pieces: showsPieces ? tokenizer.pieces(of: ids) : [])
  }

  /// The sum, term by term; what is counted is exact with a vocabulary, images never are.
  private func terms(of account: TokenAccount) -> [TokenizedExample.Term] {
    let around = TokenAccount.perMessage * account.messageCount
    let reply = TokenAccount.perConversation * account.conversationCount
    let images = imageRule(of: TokenCounts.ImageSum(account), plan.rules)
    let isGuess = !counter.isExact
    return [
      .init(kind: .contents, count: account.contents, isEstimate: isGuess),
      .init(kind: .roles, count: account.roles, isEstimate: isGuess),
      .init(kind: .names, count: account.names, isEstimate: isGuess),
      .init(
        kind: .messages(each: TokenAccount.perMessage), count: around, isEstimate: false),
      .init(kind: .reply, count: reply, isEstimate: false),
      .init(kind: .calls, count: account.calls, isEstimate: isGuess),
      .init(kind: .tools, count: account.tools, isEstimate: isGuess),
      .init(kind: .images(rule: images), count: account.images, isEstimate: true),
    ]
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
