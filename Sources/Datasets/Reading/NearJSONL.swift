/// A way in which a file is not JSONL although its examples can be read.
package enum NearJSONL: String, Sendable, Hashable, CaseIterable {
  /// An object continues over several lines.
  case objectOverLines
  /// Two or more objects on one line.
  case objectsOnOneLine
  /// Lines with nothing on them.
  case blankLines
  /// All objects are elements of one list.
  case topLevelArray
  /// The list of objects stands under one key of an object around it.
  case wrappedList
  /// Each example is a bare list of messages.
  case bareLists
  /// A comma between objects, or before a closing bracket.
  case extraCommas
  /// Text after `//` or `#` to the end of the line, or between `/*` and `*/`.
  case comments
  /// Typographic quotes around keys or texts.
  case curlyQuotes
  /// Single quotes around keys or texts.
  case singleQuotes
  /// Keys without quotes.
  case bareKeys
  /// `True`, `False` and `None`, as Python writes them.
  case pythonWords
  /// `NaN` and `Infinity`, which no JSON number can be.
  case notNumbers
  /// Fences of Markdown around the objects.
  case fences
  /// Text before the first object, after the last one, or between fences.
  case textAround
  /// The invisible mark at the start of the file.
  case byteOrderMark
}

/// A JSON value as it was read from something that is nearly JSONL.
package struct RepairedValue: Sendable, Hashable {
  /// One line of JSON.
  ///
  /// The value's own bytes if it already was one line of strict JSON; else with the white space
  /// between its parts made even, and the order of keys and the spelling of scalars kept.
  package let bytes: [UInt8]
  /// The line on which the value begins, counted from 1.
  package let line: Int
  /// The column at which it begins, in characters, counted from 1.
  package let column: Int
  /// Whether `bytes` differ from the value's bytes in the file.
  package let isChanged: Bool
}

/// An example as it was read from something that is nearly JSONL.
package struct RepairedExample: Sendable, Hashable {
  private let value: RepairedValue
  package let kind: ExampleKind

  init(_ value: RepairedValue, _ kind: ExampleKind) {
    self.value = value
    self.kind = kind
  }

  /// One line of JSON, as ``RepairedValue/bytes`` is.
  package var bytes: [UInt8] { value.bytes }
  /// The line on which the object begins, counted from 1.
  package var line: Int { value.line }
  /// The column at which it begins, in characters, counted from 1.
  package var column: Int { value.column }
  /// Whether `bytes` differ from the object's bytes in the file.
  package var isChanged: Bool { value.isChanged }
}

/// Whole text that is nearly JSONL, read value by value without pointers.
package struct NearJSONDocument: Sendable {
  /// What was read.
  package enum Item: Sendable, Hashable {
    case value(RepairedValue)
    case fault(ReadingFault)
  }

  private let bytes: [UInt8]
  private var state: NearJSONLReader.State

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    state = unsafe bytes.withUnsafeBytes { unsafe NearJSONLReader($0).state }
  }

  /// The ways in which the text so far was not JSONL.
  package var repairs: Set<NearJSONL> { state.repairs }

  /// How many examples a repair of `bytes` gives, and how many faults are left.
  package static func countExamples(in bytes: [UInt8]) -> (examples: Int, faults: Int) {
    unsafe bytes.withUnsafeBytes { buffer in
      var reader = unsafe NearJSONLReader(buffer)
      var counts = (examples: 0, faults: 0)
      while let item = reader.next() {
        if case .example = item { counts.examples += 1 } else { counts.faults += 1 }
      }
      return counts
    }
  }

  /// The next value or fault; nil at the end.
  package mutating func next() -> Item? {
    unsafe bytes.withUnsafeBytes { buffer in
      var reader = unsafe NearJSONLReader(buffer, from: state)
      defer { state = reader.state }
      return reader.nextValue()
    }
  }
}
