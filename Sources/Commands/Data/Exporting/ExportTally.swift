package import Conversions

/// What became of the examples of an export: what their rows do not say, and which have no row.
package struct ExportTally: Sendable, Hashable {
  /// How many examples something happened to, and the first of them.
  package struct Count: Sendable, Hashable {
    package private(set) var exampleCount = 0
    /// Numbers of the first examples, in the order of the export.
    package private(set) var first: [Int] = []

    fileprivate mutating func add(_ number: Int) {
      exampleCount += 1
      if first.count < 5 { first.append(number) }
    }
  }

  /// Something that rows of the shape cannot say.
  package struct Lost: Sendable, Hashable {
    package var loss: Loss
    package var count: Count
  }
  /// Why examples have no row at all.
  package struct Unwritable: Sendable, Hashable {
    package var code: ConversionFault.Code
    package var count: Count
  }
  /// A column that stayed out unasked.
  package struct LeftOut: Sendable, Hashable {
    package var key: String
    package var exampleCount: Int
  }

  package private(set) var losses: [Lost] = []
  package private(set) var unwritable: [Unwritable] = []
  package private(set) var leftOut: [LeftOut] = []
  package private(set) var notes: [ConversionTally.Noted] = []
  /// Examples that were looked at, and those that became rows.
  package private(set) var exampleCount = 0
  package private(set) var rowCount = 0
  /// Examples with a loss, or without a row.
  package private(set) var lossyCount = 0

  /// Columns that are named; a workspace may have any number.
  private static let namedColumns = 50

  /// Counts an example that became a row with `losses`, those of a table's cells included.
  mutating func add(_ row: WrittenRow, losses: [Loss], number: Int) {
    exampleCount += 1
    rowCount += 1
    if !losses.isEmpty { lossyCount += 1 }
    for loss in losses {
      let index = index(of: loss)
      self.losses[index].count.add(number)
    }
    for key in row.leftOut {
      if let index = leftOut.firstIndex(where: { $0.key == key }) {
        leftOut[index].exampleCount += 1
      } else if leftOut.count < Self.namedColumns {
        leftOut.append(LeftOut(key: key, exampleCount: 1))
      }
    }
    for note in row.notes {
      if let index = notes.firstIndex(where: { $0.note == note }) {
        notes[index].rowCount += 1
      } else if notes.count < Self.namedColumns {
        notes.append(ConversionTally.Noted(note: note, rowCount: 1))
      }
    }
  }

  /// Counts an example that has no row.
  mutating func add(_ fault: ConversionFault, number: Int) {
    exampleCount += 1
    lossyCount += 1
    let index =
      unwritable.firstIndex { $0.code == fault.code }
      ?? {
        unwritable.append(Unwritable(code: fault.code, count: Count()))
        return unwritable.count - 1
      }()
    unwritable[index].count.add(number)
  }

  private mutating func index(of loss: Loss) -> Int {
    if let index = losses.firstIndex(where: { $0.loss == loss }) { return index }
    losses.append(Lost(loss: loss, count: Count()))
    return losses.count - 1
  }
}

extension ExportTally.Count {
  /// How many, and where: `3 examples: marv#2,5,9`.
  package func words(of dataset: String) -> String {
    let numbers = first.map(String.init).joined(separator: ",")
    let more = exampleCount > first.count ? " and more" : ""
    return "\(exampleCount) \(exampleCount == 1 ? "example" : "examples"): "
      + "\(dataset)#\(numbers)\(more)"
  }
}
