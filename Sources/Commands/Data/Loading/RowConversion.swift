import Conversions
import Datasets
import Files
import JSON
import Synchronization
import Workspaces

/// How rows become examples.
struct RowConversion: Sendable {
  let container: SourceContainer
  let shape: RowShape
  let mapping: FieldMapping?
  let template: String?
  let repairs: Bool
  /// Minutes of silence that end a conversation of a log; nil for the usual ones.
  var gap: Int?
  /// Whether an export of ChatGPT gives pairs.
  var wantsPairs = false

  /// The examples of the first rows, for a look; rows that fail are left out.
  ///
  /// Nil where there is nothing else than rows that fail.
  func preview(of rows: [SourceRow], limit: Int) -> [[ExampleTurn]]? {
    var converter = Converter(self)
    var shown: [[ExampleTurn]] = []
    var faultCount = 0
    for row in rows where shown.count < limit {
      let batch = converter.batch(of: [.row(row)], isLast: false)
      faultCount += batch.faults.count
      shown += batch.examples.compactMap { try? Example($0.bytes).turns }
    }
    let rest = converter.batch(of: [], isLast: true)
    faultCount += rest.faults.count
    shown += rest.examples.compactMap { try? Example($0.bytes).turns }
    return shown.isEmpty && faultCount > 0 ? nil : Array(shown.prefix(limit))
  }

  /// The examples of a whole file, as they are loaded.
  func source(of file: BroughtFile, named name: String) throws -> ConvertingSource {
    try ConvertingSource(self, file, name: name)
  }

  /// Turns items into examples, and counts what that does.
  fileprivate struct Converter {
    private let reader: ShapeReader
    private var table: LongTableReader?
    private var tree: MessageTreeReader?
    private var chat: ChatConversations?
    private(set) var tally = ConversionTally()

    init(_ conversion: RowConversion) {
      var reader = ShapeReader(
        conversion.shape, mapping: conversion.mapping, template: conversion.template)
      reader.offersSiblings = conversion.wantsPairs
      self.reader = reader
      if conversion.shape == .chatLog {
        chat = ChatConversations(
          assistant: conversion.mapping?[.assistant] ?? "",
          gap: conversion.gap ?? ChatConversations.usualGap)
      }
      if conversion.shape == .longTable { table = LongTableReader(mapping: conversion.mapping) }
      if conversion.shape == .messageTree {
        tree = MessageTreeReader(offersSiblings: conversion.wantsPairs)
      }
    }

    /// The line on which something began that more rows may belong to.
    private var openLine: Int? { table?.firstLine ?? tree?.firstLine ?? chat?.firstLine }

    mutating func batch(of items: [RowReader.Item], isLast: Bool) -> ExampleSource.Batch {
      var batch = ExampleSource.Batch()
      for item in items {
        switch item {
        case .fault(let fault): batch.faults.append(fault)
        case .row(let row):
          // What is wrong with a message of a tree is wrong on its own line.
          let faultLine = tree == nil ? nil : row.line
          convert(line: openLine ?? row.line, faultLine: faultLine, &batch) {
            converter throws(ConversionFault) in
            if converter.chat != nil { return try converter.chat?.add(row) }
            if converter.table != nil { return try converter.table?.add(row) }
            if converter.tree != nil { return try converter.tree?.add(row) }
            return try converter.reader.examples(of: row)
          }
        }
      }
      if isLast, let line = openLine {
        convert(line: line, &batch) { converter throws(ConversionFault) in
          if converter.chat != nil { return converter.chat?.finish() }
          if converter.tree != nil { return converter.tree?.finish() }
          return try converter.table?.finish()
        }
      }
      return batch
    }

    private mutating func convert(
      line: Int, faultLine: Int? = nil, _ batch: inout ExampleSource.Batch,
      _ convert: (inout Self) throws(ConversionFault) -> ConvertedRow?
    ) {
      do throws(ConversionFault) {
        guard let row = try convert(&self) else { return }
        tally.add(row)
        for bytes in row.examples {
          do throws(ReadingFault) {
            _ = try Example(bytes)
            batch.examples.append((bytes, line))
          } catch {
            batch.faults.append(ReadingFault(error.code, atLine: line))
          }
        }
      } catch {
        batch.faults.append(
          ReadingFault(.unconverted(error.sentence), atLine: faultLine ?? line))
      }
    }
  }
}

/// A file's examples on their way through a conversion, and what it did so far.
final class ConvertingSource: Sendable {
  private struct State: ~Copyable {
    let file: OpenFile
    var reader: RowReader
    var converter: RowConversion.Converter
    /// Items that were read and not converted yet.
    var waiting: ArraySlice<RowReader.Item> = []
    var isAtEnd = false
  }

  /// Thrown for a file that only a repair reads.
  struct NeedsRepair: Error {
    let kind: NearJSONL
  }

  private let state: Mutex<State>
  private let conversion: RowConversion
  private let name: String
  private let size: Int

  fileprivate init(_ conversion: RowConversion, _ file: BroughtFile, name: String) throws {
    self.name = name
    self.conversion = conversion
    size = file.size
    state = Mutex(
      State(
        file: try OpenFile(file.path, for: .reading),
        reader: RowReader(conversion.container, repairs: conversion.repairs),
        converter: RowConversion.Converter(conversion)))
  }

  /// What the conversion did so far.
  var tally: ConversionTally { state.withLock { $0.converter.tally } }

  /// The ways in which the file was not what its container is, as far as it was read.
  var repairs: Set<NearJSONL> { state.withLock { $0.reader.repairs } }

  /// The examples, for a load.
  var examples: ExampleSource {
    ExampleSource(name: name, totalBytes: size) { [self] in try next() }
  }

  /// How strict JSON may be arranged in a file; everything else is a repair.
  static let arrangements: Set<NearJSONL> = [
    .objectOverLines, .objectsOnOneLine, .blankLines, .topLevelArray, .wrappedList, .bareLists,
    .extraCommas, .byteOrderMark,
  ]

  /// Rows that are converted at once.
  private static let batchSize = 2_000

  private func next() throws -> ExampleSource.Batch? {
    try state.withLock { state in
      if !state.waiting.isEmpty {
        let items = Array(state.waiting.prefix(Self.batchSize))
        state.waiting = state.waiting.dropFirst(items.count)
        return state.converter.batch(of: items, isLast: state.isAtEnd && state.waiting.isEmpty)
      }
      if state.isAtEnd { return nil }
      var block = [UInt8](repeating: 0, count: 1 << 20)
      let count = try state.file.read(into: &block)
      if count > 0 {
        var batch = state.converter.batch(
          of: state.reader.read(block[..<count]), isLast: false)
        batch.byteCount = count
        return batch
      }
      state.isAtEnd = true
      var items: [RowReader.Item] = []
      state.reader.finish { items.append($0) }
      let odd = state.reader.repairs.subtracting(Self.arrangements)
      if !conversion.repairs, let first = NearJSONL.allCases.first(where: odd.contains) {
        throw NeedsRepair(kind: first)
      }
      state.waiting = items[...]
      return items.isEmpty ? state.converter.batch(of: [], isLast: true) : ExampleSource.Batch()
    }
  }
}

extension ReadingFault {
  /// A fault of a whole record, which begins on a line.
  init(_ code: Code, atLine line: Int) {
    self.init(
      code, line: line, column: 1, range: 0..<0, offset: 0, excerpt: Excerpt(text: "", caret: 0))
  }
}
