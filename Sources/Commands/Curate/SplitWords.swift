import CommandLanguage
import Datasets

/// The words of a line that divides: `75/25 seed 42 stratified by system as learn, exam`.
struct SplitWords: Sendable {
  /// What a division keeps to besides its shares.
  enum Constraint: Sendable {
    case stratified(Argument)
    case grouped(Argument)

    /// As it is typed.
    var words: String {
      switch self {
      case .stratified(let field): "stratified by \(field.text)"
      case .grouped(let what): "grouped by \(what.text)"
      }
    }

    var isGrouped: Bool { if case .grouped = self { true } else { false } }
  }

  private(set) var ratio: Argument
  private(set) var shares: [Double]
  /// What scripts of the field mostly use.
  private(set) var seed: UInt32 = 42
  /// The names behind `as`; none for the usual ones.
  private(set) var names: [Argument] = []
  private(set) var constraint: Constraint?

  /// Reads what stands behind the dataset.
  ///
  /// - Throws: ``Failure`` for a missing ratio, a seed that is none, names that do not fit.
  init(_ arguments: [Argument], _ reader: ArgumentReader) throws(Failure) {
    guard let first = arguments.first else {
      throw reader.missing("the shares of its parts, such as 75/25")
    }
    guard let shares = Self.shares(first.text) else {
      throw Failure(
        .badOptionValue, "\"\(first.text)\" is not two or three shares", at: first.span,
        consequence: "nothing was divided", remedy: "split marv 75/25")
    }
    (ratio, self.shares) = (first, shares)
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      switch word.text {
      case "seed": seed = try Self.seed(rest.popFirst(), after: word)
      case "stratified", "grouped":
        if rest.first?.text == "by" { rest.removeFirst() }
        guard let field = rest.popFirst() else {
          throw reader.missing("a field behind \"\(word.text) by\"")
        }
        guard constraint == nil else { throw reader.unexpected(word) }
        constraint = word.text == "grouped" ? .grouped(field) : .stratified(field)
      case "as": names = Self.names(&rest)
      default: throw reader.unexpected(word)
      }
    }
    try checkNames()
  }

  /// Whether an argument says shares, such as `80/10/10`.
  static func isRatio(_ argument: Argument) -> Bool { shares(argument.text) != nil }

  private static func shares(_ text: String) -> [Double]? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let shares = parts.compactMap { Number($0)?.value }
    guard (2...3).contains(parts.count), shares.count == parts.count,
      shares.allSatisfy({ $0 > 0 && $0 < 1e9 })
    else { return nil }
    return shares
  }

  private static func seed(_ argument: Argument?, after word: Argument) throws(Failure) -> UInt32 {
    guard let seed = argument?.number?.integer.flatMap(UInt32.init(exactly:)) else {
      throw Failure(
        .badCount, "seed takes a whole number up to 4294967295", at: argument?.span ?? word.span,
        consequence: "nothing was divided", remedy: "seed 42")
    }
    return seed
  }

  /// The names up to the next word of the verb; commas stand between them, with or without spaces.
  private static func names(_ rest: inout ArraySlice<Argument>) -> [Argument] {
    var names: [Argument] = []
    while let word = rest.first, !["seed", "stratified", "grouped"].contains(word.text) {
      rest.removeFirst()
      for name in word.text.split(separator: ",") {
        names.append(Argument(.word(String(name)), text: String(name), span: word.span))
      }
    }
    return names
  }

  private func checkNames() throws(Failure) {
    if names.isEmpty { return }
    let wanted = shares.count == 2 ? "TRAIN, TEST" : "TRAIN, VALID, TEST"
    for name in names where !isName(name.text) || Reference(name.text) != nil {
      throw Failure(
        .badName, "\"\(name.text)\" cannot be a dataset's name", at: name.span,
        consequence: "nothing was divided", remedy: "names are letters, digits, - and _")
    }
    guard names.count == shares.count, Set(names.map(\.text)).count == names.count else {
      throw Failure(
        .badName, "\(ratio.text) makes \(shares.count) datasets, each with a name of its own",
        at: names.last?.span, consequence: "nothing was divided", remedy: "as \(wanted)")
    }
  }
}
