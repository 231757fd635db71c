/// Text whose parts have a meaning each.
///
/// It may hold anything, control characters included: `render` makes those visible.
package struct StyledText: Sendable, Hashable {
  /// A stretch of text of one style.
  package struct Run: Sendable, Hashable {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// The parts in reading order; none is empty.
  package private(set) var runs: [Run]

  package init(_ text: String = "", _ style: Style = .plain) {
    runs = text.isEmpty ? [] : [Run(text, style)]
  }

  package init(runs: [Run]) {
    self.runs = []
    for run in runs { append(run.text, run.style) }
  }

  /// The text alone, without its meaning.
  package var text: String { runs.map(\.text).joined() }

  package var isEmpty: Bool { runs.isEmpty }

  /// The number of columns it takes on one line, once control characters are made visible.
  package var width: Int { runs.reduce(0) { $0 + displayWidth(Presentation.sanitized($1.text)) } }

  /// Adds text at the end, to the last run where the style is the same.
  package mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    if let last = runs.indices.last, runs[last].style == style {
      runs[last].text += text
    } else {
      runs.append(Run(text, style))
    }
  }

  /// Adds the runs of another text at the end.
  package mutating func append(_ other: StyledText) {
    for run in other.runs { append(run.text, run.style) }
  }

  /// Returns one text after the other, styles kept.
  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Adds the right text at the end of the left one.
  package static func += (left: inout StyledText, right: StyledText) {
    left.append(right)
  }

  /// Returns the text with every control character visible; see ``sanitized(_:lines:)``.
  package func sanitized(lines: LineTreatment = .joined) -> StyledText {
    StyledText(runs: runs.map { Run(Presentation.sanitized($0.text, lines: lines), $0.style) })
  }
}

extension StyledText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }

  /// Builds a text from plain parts and styled ones: `"\(name, .accent) has \(count) examples"`.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = StyledText()

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: String) { text.append(literal) }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text.append(value.description)
    }

    package mutating func appendInterpolation(
      _ value: some CustomStringConvertible, _ style: Style
    ) {
      text.append(value.description, style)
    }

    package mutating func appendInterpolation(_ value: StyledText) { text.append(value) }
  }

  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }
}
