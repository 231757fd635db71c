// Files that people bring come in; training examples go out, and back. `Sources` finds the encoding
// and the container of a file and gives its rows; `Shapes` tells what a row is made for (a chat,
// ShareGPT, Alpaca, ...) and turns it into an example, and an example into a row of that shape.
// Read this file first, then `Shapes/RowShape.swift`.

/// One record of a file that somebody brought, before it is an example.
package struct SourceRow: Sendable, Hashable {
  /// One strict JSON value on one line; of a table, an object with a string for each column.
  package var bytes: [UInt8]
  /// The line of the file on which the record begins, counted from 1.
  package var line: Int

  package init(_ bytes: [UInt8], line: Int) {
    self.bytes = bytes
    self.line = line
  }
}
