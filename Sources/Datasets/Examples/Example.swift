// Lines of a training file come in; examples, findings, statistics and edited lines go out.
// `Reading` turns bytes into examples, `Rules` holds one file for each thing that can be wrong,
// `Accounting` counts tokens, `Comparing` finds repeats, `Statistics` sums up. Read this file
// first, then `Rules/Rule.swift`.

package import JSON

/// One example of a dataset: its bytes, exactly as in the file, and a view of what they say.
package struct Example: Sendable, Hashable {
  /// The line without its newline.
  package let bytes: [UInt8]
  let outline: ExampleOutline

  /// Reads one line.
  ///
  /// - Throws: ``ReadingFault`` with `line` as its line, and offsets from the line's first byte.
  package init(_ bytes: [UInt8], line: Int = 1) throws(ReadingFault) {
    self.outline = try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(ReadingFault) in
      do throws(LineFault) {
        var reader = unsafe ExampleReader(UnsafeRawBufferPointer(buffer))
        let outline = try reader.readObject()
        guard reader.scanner.isAtEnd() else {
          throw LineFault(code: .invalidJSON(.trailingText), offset: reader.scanner.offset)
        }
        return outline
      } catch {
        throw ReadingFault(
          error.code, line: line, column: unsafe column(of: error.offset, in: buffer),
          range: 0..<buffer.count, offset: error.offset,
          excerpt: unsafe Excerpt(of: buffer, around: error.offset))
      }
    }
    self.bytes = bytes
  }

  /// A line that was read already, with what the reading found in it.
  init(read bytes: Slice<UnsafeRawBufferPointer>, _ outline: ExampleOutline) {
    unsafe self.bytes = Array(bytes)
    self.outline = outline
  }

  package var kind: ExampleKind { outline.kind }
  /// The conversation; of a preference, what both answers follow; empty for a completion.
  package var messages: [Message] { outline.messages }
  /// The better answer of a preference.
  package var preferred: [Message] { outline.preferred }
  /// The worse answer of a preference.
  package var rejected: [Message] { outline.rejected }
  /// The value under `tools`, whatever it is.
  package var toolsRange: Range<Int>? { outline.tools }
  /// Keys of the example itself that tell nothing about it here, in order.
  package var otherKeys: [String] { outline.otherKeys.map(text) }

  /// The text of a string of this example.
  package func text(_ span: JSONStringSpan) -> String {
    guard span.hasEscapes else { return String(decoding: bytes[span.contents], as: UTF8.self) }
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe JSONScanner(buffer).text(of: span)
    }
  }

  /// The role as it is written; empty when it is missing.
  package func role(of message: Message) -> String {
    message.role?.rawValue ?? message.roleSpan.map(text) ?? ""
  }

  /// The content as plain text, the text parts joined; nil when it is missing or null.
  package func text(of message: Message) -> String? {
    switch message.content {
    case .missing, .null: nil
    case .text(let span): text(span)
    case .parts(let parts): parts.compactMap { $0.text.map(text) }.joined()
    }
  }

  /// The name of the speaker, when the message has one.
  package func name(of message: Message) -> String? { message.name.map(text) }

  /// The value that stands in `range` of the bytes.
  package func value(in range: Range<Int>) -> JSONValue? {
    try? JSONValue(parsing: Array(bytes[range]))
  }

  /// The tools that the example declares; nil without any.
  package var tools: JSONValue? { toolsRange.flatMap(value) }

  /// The prompt of a completion example.
  package var prompt: String? { outline.prompt.map(text) }
  /// The completion of a completion example.
  package var completion: String? { outline.completion.map(text) }
}

extension Example: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}
