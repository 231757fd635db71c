extension Rule {
  /// W07: no answer is cut off.
  static let truncatedAnswers = Rule(
    "W07", "truncated-answers", .warning, "no answer is cut off",
    explanation: """
      An answer that was cut off teaches the model to stop in the middle. Three things tell it. \
      Several answers of the very same length in tokens or characters, which none or few exceed, \
      end without a mark: what wrote them, or a column that kept them, had a limit. \
      An answer ends within a code fence or its JSON. Or it ends with a comma, a word such \
      as '그리고' that another one follows, or in Latin, Greek or Cyrillic letters without a full \
      stop, where of 20 answers in prose and more at least 90 % end with a mark and at most 5 % \
      end so. Short answers, labels, numbers, lists, verses, tables and code are left out, and where half of the answers end within a \
      code fence, that is taken for their form. Of a conversation the last answer counts. \
      Answer again with a higher limit, or drop the examples.
      """,
    threshold: Threshold(5, "answers of one length", in: 3...100_000),
    test: .dataset({ check in
      let answers = check.facts.examples
      let pile = LengthPile(answers, fewest: check.threshold)
      let fenceCount = answers.count { $0.ending.kind == .openFence }
      let count = answers.count { $0.answerLength > 0 }
      let areFencesForm = count >= fewestForForm && fenceCount * 2 >= count
      let prose = ProseEnds(answers.lazy.filter { pile?.contains($0) != true })
      for entry in answers {
        if let pile, pile.contains(entry) {
          check.report(
            "cut at \(pile.length) \(pile.unit), like \(pile.count - 1) others", entry)
          continue
        }
        switch entry.ending.kind {
        case .openFence where !areFencesForm: check.report("ends within a code fence", entry)
        case .openJSON: check.report("ends within its JSON", entry)
        case .broken where prose.areMarked, .unmarked where prose.areMarked:
          check.report(
            "ends without a mark; \(prose.markedCount) of \(prose.count) end with one", entry)
        default: break
        }
      }
    }))
}

/// Answers from which on half of them say what their form is.
private let fewestForForm = 4

/// How many of the answers in prose end with a mark.
private struct ProseEnds {
  private(set) var count = 0
  private(set) var markedCount = 0
  private var oddCount = 0

  init(_ answers: some Sequence<DatasetFacts.Entry>) {
    for entry in answers {
      switch entry.ending.kind {
      case .finished:
        count += 1
        markedCount += 1
      case .complete, .unmarked, .broken:
        count += 1
        if entry.ending.kind != .complete { oddCount += 1 }
      case .plain, .loose, .openFence, .openJSON: break
      }
    }
  }

  /// Whether nearly all do, so that one without tells something.
  var areMarked: Bool { count >= 20 && oddCount * 20 <= count && markedCount * 10 >= count * 9 }
}

/// Unfinished answers of one length, at which they were cut.
private struct LengthPile {
  let length: Int
  let unit: String
  private let measure: Measure
  private(set) var count = 0

  /// In what lengths are counted.
  private enum Measure {
    case tokens
    case characters

    /// The shortest length that something would be cut at.
    var least: Int { self == .tokens ? 32 : 80 }

    func length(of entry: DatasetFacts.Entry) -> Int {
      Int(self == .tokens ? entry.answerSize.tokens : entry.answerSize.characters)
    }
  }

  /// The largest pile of at least so many answers; nil where there is none.
  init?(_ answers: [DatasetFacts.Entry], fewest: Int) {
    let found = Self.largest(answers, .tokens, fewest) ?? Self.largest(answers, .characters, fewest)
    guard let found else { return nil }
    self = found
  }

  func contains(_ entry: DatasetFacts.Entry) -> Bool {
    entry.ending.kind.isUnfinished && measure.length(of: entry) == length
  }

  private init(_ measure: Measure, length: Int, count: Int) {
    self.measure = measure
    self.length = length
    self.count = count
    unit = measure == .tokens ? "tokens" : "characters"
  }

  private static func largest(
    _ answers: [DatasetFacts.Entry], _ measure: Measure, _ fewest: Int
  ) -> LengthPile? {
    // More than any length, and one length that stands for all that are longer.
    let limit = Int(UInt16.max)
    var all = [Int32](repeating: 0, count: limit + 1)
    var unfinished = all
    for entry in answers {
      let length = measure.length(of: entry)
      all[length] += 1
      if entry.ending.kind.isUnfinished { unfinished[length] += 1 }
    }
    var longer = Int(all[limit])
    var best: LengthPile?
    for length in stride(from: limit - 1, through: measure.least, by: -1) {
      let count = Int(unfinished[length])
      let ofLength = Int(all[length])
      if count > (best?.count ?? 0), count >= max(fewest, answers.count / 1_000), longer < count,
        count * 3 >= ofLength * 2, stands(out: ofLength, at: length, of: all)
      {
        let pile = LengthPile(measure, length: length, count: count)
        if pile.isCut(answers) { best = pile }
      }
      longer += ofLength
    }
    return best
  }

  /// Whether five times as many answers have a length as each of the shorter ones near it has.
  private static func stands(out count: Int, at length: Int, of all: [Int32]) -> Bool {
    let near = max(8, length / 10)
    let sum = all[max(1, length - near)..<length].reduce(0) { $0 + Int($1) }
    return count * near >= 5 * sum
  }

  /// Whether its answers are other texts with other ends, and no texts of one form.
  private func isCut(_ answers: [DatasetFacts.Entry]) -> Bool {
    var texts: Set<UInt64> = []
    var tails: Set<UInt8> = []
    var (prose, others, finishedOthers) = (0, 0, 0)
    for entry in answers {
      if contains(entry) {
        texts.insert(entry.answer)
        tails.insert(entry.ending.tail)
        if entry.ending.kind.isProse { prose += 1 }
      } else if measure.length(of: entry) != length, entry.ending.kind != .plain {
        others += 1
        if entry.ending.kind == .finished { finishedOthers += 1 }
      }
    }
    let least = min(count, 5)
    // Two may be cut in the same word.
    guard texts.count >= least, tails.count >= least - 1, texts.count * 2 > count else {
      return false
    }
    return others >= 10 ? finishedOthers * 10 >= others * 6 : prose * 2 >= count
  }
}
