package import Conversions
import JSON

/// What a file was taken for that is not JSONL of examples.
package struct SourceFacts: Sendable, Hashable {
  /// A column, and what it becomes of an example.
  package struct Mapped: Sendable, Hashable {
    package var column: String
    package var field: String
  }

  /// The path as it was typed.
  package var file: String
  /// The encoding, where it is not UTF-8.
  package var encoding: EncodingGuess?
  package var container: SourceContainer
  /// The names of a table's columns.
  package var columns: [String] = []
  /// What the rows are, where they are no examples yet.
  package var shape: RowShape?
  package var certainty = ShapeDetection.Certainty.certain
  /// In how many rows the keys are that say so.
  package var evidence: [ShapeDetection.Evidence] = []
  package var mapping: [Mapped] = []
  /// What an example keeps as keys of its own.
  package var metadataKeys: [String] = []
  /// The first line, decoded, where the encoding is the question.
  package var firstLine: String?
  /// The first rows as the examples that they become.
  package var preview: [[ExampleTurn]] = []

  /// Whether everything was found without doubt.
  var isCertain: Bool {
    certainty == .certain && (encoding.map { $0.certainty == .certain } ?? true)
  }

  /// Whether nothing was found with much doubt.
  var isSure: Bool {
    certainty != .unsure && (encoding.map { $0.certainty != .unsure } ?? true)
  }

  var json: JSONValue {
    [
      "encoding": encoding.map { .string($0.encoding.rawValue) } ?? .string("utf-8"),
      "shape": shape.map { .string($0.optionName) } ?? .null,
      "mapping": .object(mapping.map { JSONMember($0.column, .string($0.field)) }),
      "kept": .array(metadataKeys.map(JSONValue.string)),
    ]
  }
}

/// What became of the rows of a file.
package struct ConversionTally: Sendable, Hashable {
  /// A loss, and in how many rows.
  package struct Lost: Sendable, Hashable {
    package var loss: Loss
    package var rowCount: Int
  }
  /// Something that was done without a loss, and in how many rows.
  package struct Noted: Sendable, Hashable {
    package var note: ConversionNote
    package var rowCount: Int
  }

  package var losses: [Lost] = []
  package var notes: [Noted] = []
  /// What a messenger's log held beside conversations.
  package var leftOut: [ChatLogNoise: Int] = [:]

  /// Counts what one row lost and what was done to it.
  mutating func add(_ row: ConvertedRow) {
    leftOut.merge(row.leftOut, uniquingKeysWith: +)
    for loss in row.losses {
      if let index = losses.firstIndex(where: { $0.loss == loss }) {
        losses[index].rowCount += 1
      } else {
        losses.append(Lost(loss: loss, rowCount: 1))
      }
    }
    for note in row.notes {
      if let index = notes.firstIndex(where: { $0.note == note }) {
        notes[index].rowCount += 1
      } else if notes.count < 50 {
        notes.append(Noted(note: note, rowCount: 1))
      }
    }
  }
}
