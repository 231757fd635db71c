/// The end of a range of examples.
package enum ExampleBound: Sendable, Hashable {
  /// An example's stable number, counted from 1.
  case number(Int)
  /// The last example, whatever its number: `$`.
  case last
}

/// Examples by number, both ends included; a single example has equal ends.
package struct ExampleRange: Sendable, Hashable {
  package let first: ExampleBound
  package let last: ExampleBound

  package init(_ first: ExampleBound, _ last: ExampleBound) {
    self.first = first
    self.last = last
  }

  package init(_ only: ExampleBound) { self.init(only, only) }
}

/// A revision of a dataset, by its number or by a name that was given to it.
package enum RevisionName: Sendable, Hashable {
  /// `@r3`.
  case number(Int)
  /// `@before-cleaning`.
  case snapshot(String)
}

extension RevisionName: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .number(value) }
}

extension RevisionName: CustomStringConvertible {
  /// As it stands behind the `@`.
  package var description: String {
    switch self {
    case .number(let number): "r\(number)"
    case .snapshot(let name): name
    }
  }

  /// Whether text has the form of a revision's number, which therefore names no snapshot.
  package static func isNumber(_ text: some StringProtocol) -> Bool {
    text.first == "r" && text.count > 1 && text.dropFirst().allSatisfy(\.isDecimalDigit)
  }
}

/// Something the workspace holds, named with a sigil.
package enum Reference: Sendable, Hashable {
  /// Examples of a dataset: `marv#12`, `#3..7,9`, `marv@r3#$`, with a field behind.
  ///
  /// No dataset means the current one; no revision means the newest.
  case examples(dataset: String?, revision: RevisionName?, ranges: [ExampleRange], field: FieldPath)
  /// A dataset at a revision, `marv@r3` or `marv@before-cleaning`, or one of its fields,
  /// `marv.count`.
  case dataset(String, revision: RevisionName?, field: FieldPath)
  /// A job: `@demo`, `@last`, `@demo.status`.
  case job(String, field: FieldPath)
  /// A cell's result: `%3`, or `%` for the last one.
  case result(cell: Int?, field: FieldPath)

  /// The way into the referenced thing; empty for the thing itself.
  package var field: FieldPath {
    switch self {
    case .examples(_, _, _, let field): field
    case .dataset(_, _, let field): field
    case .job(_, let field): field
    case .result(_, let field): field
    }
  }

  /// Reads text that is a reference and nothing else; a dataset's field, `marv.count`, and a
  /// snapshot of it, `marv@before-cleaning`, included.
  ///
  /// A bare word such as `marv` is no reference, and neither is a number such as `4.1`.
  package init?(_ text: String) {
    if case .success(let reference)? = ReferenceReader.read(text) {
      self = reference
      return
    }
    var reader = CharacterReader(text)
    guard let name = reader.name(), isName(name) else { return nil }
    // Behind an @ stands the name of a snapshot here; an address of mail looks the same, which is
    // why only what must be a dataset is read so.
    let hasSnapshot = reader.take("@")
    let snapshot = hasSnapshot ? reader.name() : nil
    let isPlace =
      hasSnapshot
      ? snapshot.map({ isName($0) && !RevisionName.isNumber($0) }) == true : reader.next == "."
    guard isPlace,
      let field = reader.fields(), reader.isAtEnd
    else { return nil }
    self = .dataset(name, revision: snapshot.map { .snapshot($0) }, field: field)
  }
}

extension Reference: CustomStringConvertible {
  /// The reference as it would be typed.
  package var description: String {
    switch self {
    case .examples(let dataset, let revision, let ranges, let field):
      let place = (dataset ?? "") + (revision.map { "@\($0)" } ?? "")
      return place + "#" + ranges.map(\.description).joined(separator: ",") + field.description
    case .dataset(let name, let revision, let field):
      return name + (revision.map { "@\($0)" } ?? "") + field.description
    case .job(let name, let field): return "@" + name + field.description
    case .result(let cell, let field):
      return "%" + (cell.map(String.init) ?? "") + field.description
    }
  }
}

extension ExampleBound: CustomStringConvertible {
  package var description: String {
    switch self {
    case .number(let number): String(number)
    case .last: "$"
    }
  }
}

extension ExampleRange: CustomStringConvertible {
  package var description: String { first == last ? "\(first)" : "\(first)..\(last)" }
}
