/// How a field is compared with a value.
package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case unequal = "!="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
  /// The field's text has the value in it.
  case contains
  /// The field's text matches a regular expression.
  case matches
  /// The texts are equal but for letter case and spaces.
  case similar = "~="

  /// The comparison as said after "should".
  package var verb: String {
    switch self {
    case .equal: "be"
    case .unequal: "not be"
    case .less: "be less than"
    case .atMost: "be at most"
    case .greater: "be more than"
    case .atLeast: "be at least"
    case .contains: "contain"
    case .matches: "match"
    case .similar: "read like"
    }
  }
}

/// What `where` asks of an example.
package indirect enum Condition: Sendable, Hashable {
  /// A condition without a value.
  package enum Flag: String, Sendable, Hashable, CaseIterable {
    case duplicate
    /// The text is not the one that was loaded or added.
    case edited
    case empty
    case error
    case warning
    /// As a field it is what somebody wrote down; alone it is a severity.
    case note
  }

  case comparison(FieldPath, Comparison, Argument, Span)
  case flag(Flag)
  /// The example carries a tag.
  case tagged(Argument)
  /// The example breaks the rule with this code or name, such as `D14`.
  case rule(Argument)
  /// The example's number is among those that a statement gives.
  case query(Argument)
  /// What a selection that was saved under this name asks, until it is put there.
  case saved(String, Span)
  case not(Condition)
  case and(Condition, Condition)
  case or(Condition, Condition)
}

/// One of the five selections that stand in for pipes, or a name, a target or a source.
package enum Clause: Sendable, Hashable {
  case `where`(Condition)
  case sort(FieldPath, descending: Bool)
  case head(Argument)
  case sample(Argument, seed: Argument?)
  case `as`(Argument)
  case to(Argument)
  case from(Argument)

  /// The words that begin a clause.
  package enum Keyword: String, Sendable, Hashable, CaseIterable {
    case `where`
    case sort
    case head
    case sample
    case `as`
    case to
    case from
  }

  package var keyword: Keyword {
    switch self {
    case .where: .where
    case .sort: .sort
    case .head: .head
    case .sample: .sample
    case .as: .as
    case .to: .to
    case .from: .from
    }
  }
}

/// `--name` with the value it was given, if any.
package struct OptionArgument: Sendable, Hashable {
  /// The name without its dashes.
  package let name: String
  package let value: Argument?
  /// Where `--name` stands, without the value.
  package let span: Span
  /// Whether the value stands behind `=`.
  let isAssigned: Bool

  package init(name: String, value: Argument?, span: Span, isAssigned: Bool = false) {
    self.name = name
    self.value = value
    self.span = span
    self.isAssigned = isAssigned
  }

  package static func == (left: OptionArgument, right: OptionArgument) -> Bool {
    left.name == right.name && left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
  }

  package var range: Range<Int> { span.range }
}
