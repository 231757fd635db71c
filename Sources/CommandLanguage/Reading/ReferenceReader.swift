/// Why a word with a sigil is not a reference.
enum ReferenceFault: Error, Hashable {
  case notAnExampleNumber(String)
  case countedFromOne
  case backwards(String)
  case notAJob
  case notAResult
  case notAField(String)
  case spaceAfterHash(String)
}

/// Reads words that carry a sigil.
enum ReferenceReader {
  /// Returns the reference that `text` is, what is wrong with it, or `nil` for any other word.
  static func read(_ text: String) -> Result<Reference, ReferenceFault>? {
    let sigils = Array("#@%".utf8)
    guard text.utf8.contains(where: sigils.contains) else { return nil }
    var reader = CharacterReader(text)
    switch reader.next {
    case "@": return Result { () throws(ReferenceFault) in try job(&reader) }
    case "%": return Result { () throws(ReferenceFault) in try result(&reader) }
    case "#":
      _ = reader.take("#")
      guard let next = reader.next, next.isDecimalDigit || next == "$" else {
        return .failure(.spaceAfterHash(reader.rest))
      }
      return Result { () throws(ReferenceFault) in
        try examples(&reader, dataset: nil, revision: nil)
      }
    default: return ofDataset(&reader)
    }
  }

  private static func ofDataset(
    _ reader: inout CharacterReader
  ) -> Result<Reference, ReferenceFault>? {
    guard let dataset = reader.name(), isName(dataset) else { return nil }
    var revision: RevisionName?
    if reader.take("@") {
      guard let name = reader.name() else { return nil }
      if RevisionName.isNumber(name) {
        revision = Int(name.dropFirst()).map { .number($0) }
      } else if isName(name) {
        revision = .snapshot(name)
      }
      guard revision != nil else { return nil }
    }
    if reader.take("#") {
      return Result { () throws(ReferenceFault) in
        try examples(&reader, dataset: dataset, revision: revision)
      }
    }
    guard case .number? = revision else { return nil }
    return Result { () throws(ReferenceFault) in
      .dataset(dataset, revision: revision, field: try fields(&reader))
    }
  }

  private static func job(_ reader: inout CharacterReader) throws(ReferenceFault) -> Reference {
    _ = reader.take("@")
    guard let name = reader.name() else { throw .notAJob }
    return .job(name, field: try fields(&reader))
  }

  private static func result(_ reader: inout CharacterReader) throws(ReferenceFault) -> Reference {
    _ = reader.take("%")
    guard let next = reader.next else { return .result(cell: nil, field: FieldPath()) }
    guard next == "." || next == "[" || next.isDecimalDigit else { throw .notAResult }
    var cell: Int?
    if next.isDecimalDigit {
      cell = reader.number()
      guard cell != nil else { throw .notAResult }
    }
    return .result(cell: cell, field: try fields(&reader))
  }

  private static func examples(
    _ reader: inout CharacterReader, dataset: String?, revision: RevisionName?
  ) throws(ReferenceFault) -> Reference {
    var ranges: [ExampleRange] = []
    repeat {
      let first = try bound(&reader)
      var last = first
      if reader.take("..") { last = try bound(&reader) }
      if case .number(let low) = first, case .number(let high) = last, low > high {
        throw .backwards("\(low)..\(high)")
      }
      if first == .last, last != .last { throw .backwards("$..\(last)") }
      ranges.append(ExampleRange(first, last))
    } while reader.take(",")
    let field = try fields(&reader)
    return .examples(dataset: dataset, revision: revision, ranges: ranges, field: field)
  }

  private static func bound(_ reader: inout CharacterReader) throws(ReferenceFault) -> ExampleBound
  {
    if reader.take("$") { return .last }
    let rest = reader.rest
    guard let number = reader.number() else { throw .notAnExampleNumber(rest) }
    guard number > 0 else { throw .countedFromOne }
    return .number(number)
  }

  private static func fields(_ reader: inout CharacterReader) throws(ReferenceFault) -> FieldPath {
    let rest = reader.rest
    guard let fields = reader.fields(), reader.isAtEnd else { throw .notAField(rest) }
    return fields
  }
}
