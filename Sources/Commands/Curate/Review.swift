package import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `review` is asked.
package enum ReviewInput: Sendable {
  /// Goes on with a selection, or with what was reviewed last where nothing is named.
  case begin(SelectionRequest, restarts: Bool, answers: Argument?)
  /// A decision about the example that is shown, with what stands behind it.
  case key(ReviewKey, text: String?)
}

/// The example that is to be judged, with how far the review has come.
package struct ReviewScreen: Sendable {
  package var examples: ShowResult.Examples
  package var progress: ReviewProgress
  /// Whether only the beginning of a long text is shown.
  package var isFolded = false
  /// The text that was looked for.
  package var marked: String?
}

/// What is said while examples are judged at a prompt.
package enum ReviewEvent: Sendable {
  /// `explainsKeys` with the first one of a visit.
  case screen(ReviewScreen, explainsKeys: Bool)
  /// No example of the review has the text.
  case nowhere(String)
  /// Somebody asked what the keys are.
  case keys
  /// What was typed is no key.
  case unknownKey(String)
  case changed(ChangedExamples)
  case failed(String, remedy: String?)
}

/// How far a review has come.
package struct ReviewProgress: Sendable {
  package var dataset: String
  /// How often each was decided; `tag`, `note` and `edit` go with a decision and are none.
  package var counts: [ReviewKey: Int]
  /// Examples without a decision.
  package var leftCount: Int

  package var skippedCount: Int { counts[.skip] ?? 0 }
  package var decidedCount: Int { counts.values.reduce(0, +) - skippedCount }
  package var totalCount: Int { decidedCount + skippedCount + leftCount }
}

/// What came of a step of a review.
package struct ReviewResult: VerbResult {
  /// What the step changed in the dataset; nil where it only decided.
  package var change: ChangedExamples?
  /// Whether the step took a change of the dataset back.
  var takesBack = false
  /// The example that comes next; nil at the end, and after `quit`.
  package var screen: ReviewScreen?
  package var progress: ReviewProgress

  package var json: JSONValue {
    var members = [
      JSONMember("dataset", .string(progress.dataset)),
      JSONMember("number", .init(screen?.examples.shown.first?.number)),
      JSONMember("decided", .integer(progress.decidedCount)),
      JSONMember("skipped", .integer(progress.skippedCount)),
      JSONMember("left", .integer(progress.leftCount)),
    ]
    for (name, key) in [("kept", ReviewKey.keep), ("dropped", .drop), ("rated", .rate)] {
      members.append(JSONMember(name, .integer(progress.counts[key] ?? 0)))
    }
    if let change {
      members.append(JSONMember("revision", .integer(change.outcome.after.revision)))
    }
    return .object(members)
  }

  package var replayFacts: ReplayFacts {
    ReplayFacts(dataset: progress.dataset, changedCount: takesBack ? 1 : 0)
  }
}

extension Verb where Input == ReviewInput, Result == ReviewResult {
  /// `review`: one example after another, each with a decision.
  package static var review: Self {
    Self(
      VerbDeclaration(
        "review", .curate, "judge examples one by one: keep, drop, edit, tag, note, rate",
        usage: [
          "review [NAME] [where TEST] [from FILE]", "review NAME --restart", "review keep",
          "review drop", "review edit", "review tag WORD", "review note TEXT", "review rate 1..5",
          "review skip", "review find TEXT", "review undo", "review quit",
        ],
        options: [.init("restart", nil, "forget what was decided, and begin again")],
        examples: [
          .init("review marv", "at a prompt, one key for each; ? names them"),
          .init("review keep", "in a script or a pipe: it is fine, the next one is shown"),
          .init("review rate 4", "a rating of 1 to 5, found by  where tagged rating-4"),
          .init("review undo", "take the last decision back"),
          .init("review", "go on where it was left, another day too"),
          .init("review marv where warning", "some examples; what was decided stands"),
          .init("review marv from keys.txt", "keys from the lines of a file; - is the input"),
        ], operands: [.examples, .none], traits: VerbTraits(replay: .byEffect),
        clauses: VerbDeclaration.selecting.union([.from])),
      read: { reader throws(Failure) in
        let first = reader.optionalArgument()
        let restarts = reader.flag("restart")
        // A dataset of such a name is meant where anything else is said of it.
        guard let word = first?.word, let key = ReviewKey(rawValue: word), key != .fold,
          !reader.hasClauses, !restarts
        else {
          return .begin(
            reader.selection(first), restarts: restarts, answers: reader.clause(.from))
        }
        return .key(key, text: try reader.text(behind: key))
      },
      perform: { input, session in
        switch input {
        case .key(let key, let text):
          var reviewing = try Reviewing(goingOnIn: session)
          return try await reviewing.step(key, text)
        case .begin(let request, let restarts, let answers):
          var reviewing = try Reviewing(request, restarts: restarts, in: session)
          let file = try answers.map { try ReviewAnswers($0, session) }
          if file == nil, !session.console.isInteractive { return try reviewing.result() }
          var talk = ReviewTalk(reviewing, file)
          return try await talk.run()
        }
      })
  }
}

extension ArgumentReader {
  /// The word of `review tag WORD` and its like; nil for keys that take none.
  fileprivate mutating func text(behind key: ReviewKey) throws(Failure) -> String? {
    switch key {
    case .tag: try argument("a tag:  review tag odd").text
    case .rate: try argument("a rating:  review rate 4").text
    // A note is taken off by leaving it empty.
    case .note: optionalArgument()?.text
    case .find: try argument("a text:  review find Paris").text
    case .keep, .drop, .edit, .skip, .undo, .quit, .fold: nil
    }
  }
}
