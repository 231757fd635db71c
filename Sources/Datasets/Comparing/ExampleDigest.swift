import Digests
import JSON

/// What is kept of an example to find its duplicates.
package struct ExampleDigest: Sendable, Hashable {
  /// Of the bytes of the line.
  package let exact: UInt64
  /// Of what is trained: messages with their weights, and tools; not of how it is spelled in JSON.
  package let identity: UInt64
  /// Of tools and what comes before the last assistant message, ignoring case and white space.
  package let prompt: UInt64
  /// Of the last assistant message, ignoring case and white space.
  package let answer: UInt64
  /// Of the system prompts as they are written; nil without any.
  package let system: UInt64?
  /// Whether a text has letters and their marks apart.
  package let isDecomposed: Bool

  /// Stands for the digest of an example that nobody compares.
  static let none = ExampleDigest(
    exact: 0, identity: 0, prompt: 0, answer: 0, system: nil, isDecomposed: false)
}

/// Makes digests; keeps its memory between examples.
package struct ExampleDigester {
  private var normalizer = TextNormalizer()
  private var scratch: [UInt8] = []
  /// The system prompts of one example, one after the other.
  private var systemText: [UInt8] = []
  /// What one example trains, part after part.
  private var trained: [UInt8] = []
  /// What one example declares of tools, in either form.
  private var tools: [UInt8] = []
  /// Whether a text of the example was composed.
  private var isDecomposed = false

  package init() {}

  /// The digest of `example`.
  ///
  /// - Complexity: O(*n*) in its bytes.
  package mutating func digest(of example: Example) -> ExampleDigest {
    unsafe example.bytes.withUnsafeBytes { unsafe digest(of: example, $0) }
  }

  private mutating func digest(of example: Example, _ bytes: UnsafeRawBufferPointer)
    -> ExampleDigest
  {
    normalizer.reset()
    systemText.removeAll(keepingCapacity: true)
    setTools(of: example)
    if !tools.isEmpty { normalizer.appendExactly(tools) }
    var hasSystem = false
    let answerIndex = example.messages.lastIndex { $0.role == .assistant }
    var promptEnd: Int?
    var answerEnd: Int?
    for (index, message) in example.messages.enumerated() {
      if index == answerIndex { promptEnd = normalizer.count }
      unsafe append(message, of: bytes)
      if index == answerIndex { answerEnd = normalizer.count }
      if message.role == .system || message.role == .developer {
        hasSystem = true
        unsafe appendSystem(message, of: bytes)
      }
    }
    switch example.kind {
    case .chat: break
    case .completion:
      if let prompt = example.outline.prompt { unsafe normalizer.append(prompt, of: bytes) }
      normalizer.endPart(0x1E)
      promptEnd = normalizer.count
      if let completion = example.outline.completion {
        unsafe normalizer.append(completion, of: bytes)
      }
      normalizer.endPart(0x1E)
      answerEnd = normalizer.count
    case .preference:
      promptEnd = normalizer.count
      for message in example.preferred { unsafe append(message, of: bytes) }
      for message in example.rejected { unsafe append(message, of: bytes) }
      answerEnd = normalizer.count
    }
    let system = unsafe hasSystem ? systemText.withUnsafeBytes(TextDigest.digest) : nil
    let identity = unsafe identity(of: example, bytes)
    return unsafe normalizer.withBytes { text in
      let answerStart = promptEnd ?? text.count
      let answerEnd = answerEnd ?? answerStart
      func part(_ range: Range<Int>) -> UInt64 {
        unsafe TextDigest.digest(of: UnsafeRawBufferPointer(rebasing: text[range]))
      }
      return ExampleDigest(
        exact: unsafe TextDigest.digest(of: bytes), identity: identity,
        prompt: part(0..<answerStart), answer: part(answerStart..<answerEnd), system: system,
        isDecomposed: isDecomposed)
    }
  }

  /// Adds role and content.
  private mutating func append(_ message: Message, of bytes: UnsafeRawBufferPointer) {
    if let role = message.role {
      normalizer.appendExactly(role.rawValue.utf8)
    } else if let role = message.roleSpan {
      scratch.removeAll(keepingCapacity: true)
      unsafe JSONScanner(bytes).appendText(of: role, to: &scratch)
      normalizer.appendExactly(scratch)
    }
    normalizer.endPart(0x1F)
    switch message.content {
    case .missing, .null: break
    case .text(let span): unsafe normalizer.append(span, of: bytes)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          unsafe normalizer.append(text, of: bytes)
        } else {
          unsafe normalizer.append(UnsafeRawBufferPointer(rebasing: bytes[part.range]))
        }
      }
    }
    for range in [message.toolCalls, message.functionCall] {
      if let range { unsafe normalizer.appendExactly(bytes[range]) }
    }
    normalizer.endPart(0x1E)
  }

  /// Adds a message's text to the system prompts, as it is written.
  private mutating func appendSystem(_ message: Message, of bytes: UnsafeRawBufferPointer) {
    switch message.content {
    case .missing, .null: break
    case .text(let span): unsafe JSONScanner(bytes).appendText(of: span, to: &systemText)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          unsafe JSONScanner(bytes).appendText(of: text, to: &systemText)
        } else {
          unsafe systemText.append(contentsOf: bytes[part.range])
        }
      }
    }
  }
}

// MARK: What is trained

extension ExampleDigester {
  private mutating func identity(of example: Example, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
    trained.removeAll(keepingCapacity: true)
    isDecomposed = false
    for messages in [example.messages, example.preferred, example.rejected] {
      for message in messages { unsafe appendTrained(message, of: bytes) }
      trained.append(0x1D)
    }
    for span in [example.outline.prompt, example.outline.completion].compactMap(\.self) {
      unsafe appendTrained(span, of: bytes)
      trained.append(0x1D)
    }
    trained += tools
    return unsafe trained.withUnsafeBytes(TextDigest.digest)
  }

  /// Keeps the tools as values, since two writers space the same schema differently.
  private mutating func setTools(of example: Example) {
    tools.removeAll(keepingCapacity: true)
    if let value = example.tools, value != .null { tools += value.encoded() }
    if let functions = example.functions {
      tools.append(0x1D)
      tools += functions.encoded()
    }
  }

  private mutating func appendTrained(_ message: Message, of bytes: UnsafeRawBufferPointer) {
    if let role = message.role {
      trained += role.rawValue.utf8
    } else if let role = message.roleSpan {
      unsafe appendTrained(role, of: bytes)
    }
    if message.role == .assistant, message.isWeightZero { trained.append(0x1C) }
    for span in [message.name, message.toolCallID] {
      trained.append(0x1F)
      if let span { unsafe appendTrained(span, of: bytes) }
    }
    trained.append(0x1F)
    switch message.content {
    case .missing, .null: break
    case .text(let span): unsafe appendTrained(span, of: bytes)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          unsafe appendTrained(text, of: bytes)
        } else {
          unsafe trained.append(contentsOf: bytes[part.range])
        }
      }
    }
    for range in [message.toolCalls, message.functionCall] {
      trained.append(0x1F)
      if let range { unsafe trained.append(contentsOf: bytes[range]) }
    }
    trained.append(0x1E)
  }

  /// Adds the text of a string, its letters and marks put together.
  private mutating func appendTrained(_ span: JSONStringSpan, of bytes: UnsafeRawBufferPointer) {
    let raw = unsafe UnsafeRawBufferPointer(rebasing: bytes[span.contents])
    if !span.hasEscapes, unsafe !ComposedText.mayNeedComposing(raw) {
      unsafe trained.append(contentsOf: raw)
      return
    }
    scratch.removeAll(keepingCapacity: true)
    unsafe JSONScanner(bytes).appendText(of: span, to: &scratch)
    unsafe scratch.withUnsafeBytes { text in
      if unsafe ComposedText.mayNeedComposing(text) {
        let composed = unsafe ComposedText.composed(text)
        if unsafe !composed.elementsEqual(text) { isDecomposed = true }
        trained += composed
      } else {
        unsafe trained.append(contentsOf: text)
      }
    }
  }
}
