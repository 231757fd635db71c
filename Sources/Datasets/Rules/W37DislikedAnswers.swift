import JSON

extension Rule {
  /// W37: an answer that nobody liked is not learned.
  package static let dislikedAnswers = Rule(
    "W37", "disliked-answers", .warning, "an answer that is tagged as bad is not learned",
    explanation: """
      'kto_tag' is how LLaMA-Factory's rows say whether the last answer is liked. In an example \
      it is a column like any other: it is not sent, and an answer with the tag false is learned \
      as a good one. fix gives such an answer the weight 0. A file in which most rows have the \
      tag is read as answers with a label when it is loaded.
      """,
    on: .tag,
    test: .example({ check in
      guard let tag = check.example.dislikedTag, let index = check.example.learnedLast,
        let place = check.places.first(where: { $0.index == index })
      else { return }
      check.report("tagged as bad, and learned", place, at: tag.quoted)
    }))
}

extension Repair {
  /// W37: an answer that is tagged as bad gets the weight 0.
  static let dislikedAnswers = Repair(
    .dislikedAnswers, "gives answers that are tagged as bad the weight 0"
  ) { edit in
    guard edit.example.dislikedTag != nil, let index = edit.example.learnedLast else { return }
    edit.change { text in
      try text.set(.integer(0), at: ["messages", .index(index), "weight"])
      return ["gives the answer tagged as bad the weight 0"]
    }
  }
}

/// LLaMA-Factory's column that says whether the last answer is liked.
package let tagColumn = "kto_tag"

extension Example {
  /// The key of a tag that says that the last answer is not liked.
  fileprivate var dislikedTag: JSONStringSpan? {
    guard kind == .chat, let key = outline.otherKeys.last(where: { text($0) == tagColumn }),
      valueRange(after: key).flatMap(value(in:)) == .bool(false)
    else { return nil }
    return key
  }

  /// The place of the last message where it is an answer that is learned.
  fileprivate var learnedLast: Int? {
    guard let last = messages.last, last.role == .assistant, !last.isWeightZero else { return nil }
    return messages.count - 1
  }
}
