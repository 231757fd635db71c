import Conversions
import Files
import Workspaces

/// Examples on their way into rows of a shape.
struct ShapedExport {
  let session: Session
  let selection: Selection
  let request: ExportInput.Shaped

  /// Bytes that are handed over at once.
  private static let blockSize = 1 << 20

  /// Writes the rows to `path`, whole or not at all.
  ///
  /// - Throws: ``Failure`` where something is lost that the line does not agree to lose; nothing is
  ///   written then.
  func write(to path: String) throws -> (tally: ExportTally, byteCount: Int) {
    let table = try heads()
    // What goes into a pipe or a device cannot be taken back.
    if let kind = FileStatus(ofFileAt: path)?.kind, kind != .file {
      try require(try emit(table) { _ in })
    }
    var tally = ExportTally()
    let count = try LocalFile.write(to: path) { append in
      tally = try emit(table, append)
      try require(tally)
    }
    return (tally, count)
  }

  private var writer: ShapeWriter {
    ShapeWriter(
      request.format.shape, heads: request.heads, keepsMetadata: request.keepsMetadata)
  }

  /// The columns of all rows, for a table; nil for other containers.
  private func heads() throws -> CSVTable? {
    guard case .table(let separator) = request.format.container else { return nil }
    var table = CSVTable(
      separator: separator,
      systemHead: request.format.shape == .columns ? request.heads[.system] ?? "system" : "system")
    let writer = writer
    try session.selections.forEach(selection) { stored in
      if let row = try? writer.row(of: stored.bytes) { table.widen(for: row.bytes) }
      return true
    }
    return table
  }

  /// Hands over the file about a megabyte at a time, and says what became of the examples.
  private func emit(
    _ table: CSVTable?, _ append: ([UInt8]) throws -> Void
  ) throws -> ExportTally {
    let writer = writer
    let isList = request.format.container == .list
    var tally = ExportTally()
    var block = table?.header ?? []
    if isList { block += "[".utf8 }
    try session.selections.forEach(selection) { stored in
      do throws(ConversionFault) {
        var row = try writer.row(of: stored.bytes)
        var losses = row.losses
        if let table {
          let record = table.record(of: row.bytes)
          row.bytes = record.bytes
          losses += record.losses.filter { !losses.contains($0) }
        }
        if isList { block += (tally.rowCount == 0 ? "\n" : ",\n").utf8 }
        tally.add(row, losses: losses, number: stored.number)
        block += row.bytes
        if table == nil, !isList { block.append(10) }
      } catch {
        tally.add(error, number: stored.number)
      }
      if block.count > Self.blockSize {
        try append(block)
        block.removeAll(keepingCapacity: true)
      }
      return true
    }
    if isList { block += "\n]\n".utf8 }
    try append(block)
    return tally
  }

  /// Refuses what the line does not agree to.
  private func require(_ tally: ExportTally) throws(Failure) {
    if tally.rowCount == 0, !tally.unwritable.isEmpty {
      throw Failure(withoutRows: tally, selection, request) { [session] file in
        LocalFile.exists(session.path(file))
      }
    }
    guard !request.agreesToLosses, tally.lossyCount > 0 else { return }
    throw Failure(losing: tally, selection, request)
  }
}
