import JSON

extension Rule {
  /// W17: a text names no picture that is not there.
  static let missingPictures = Rule(
    "W17", "missing-pictures", .warning, "a text names no picture that is not there",
    explanation: """
      Marks such as '<image>' and '<Picture Attached>' stood for a file that the export left \
      out. The model answers about something that it never saw, and learns to invent. Put the \
      image in as a part of the content, or drop the example.
      """,
    remedy: "drop REF",
    on: [.placeholder, .unicodeEscape],
    test: .example({ check in
      for place in check.places {
        guard case .text(let span) = place.message.content,
          let found = pictureMarks.first(in: check.example.bytes, span.contents)
        else { continue }
        check.report("\(found.name) without an image", place, "content", at: found.range)
      }
    }))
}

private let pictureMarks = TextPatterns([
  ("'<image>'", "<image>"), ("'<image_1>'", "<image_1>"),
  ("'<Picture Attached>'", "<Picture Attached>"),
  ("'[image]'", "[image]"), ("'[attachment]'", "[attachment]"),
  ("'[image omitted]'", "[image omitted]"),
])
