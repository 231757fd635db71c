import Files

/// A JSON Lines file on disk, of which only the places of its lines are held in memory.
///
/// Blank lines are no examples and are passed over.
final class ExampleFile: Sendable {
  private static let pieceBytes = 1 << 20

  private let file: OpenFile
  private let places: [Place]
  private let stop: WorkerThread.StopFlag

  /// Where an example lies.
  private struct Place: Sendable {
    var start: Int
    var count: Int
    /// Counted from 1, with blank lines.
    var line: Int
  }

  /// Opens the file to be read until `stop` is raised.
  init(path: String, until stop: WorkerThread.StopFlag) throws(FileError) {
    self.stop = stop
    file = try OpenFile(path, for: .reading)
    places = try ExampleFile.places(in: file)
  }

  /// How many examples there are.
  var count: Int { places.count }

  /// The bytes of the example at `index`, counted from 0, without the end of its line.
  ///
  /// - Throws: ``FileError``, and `CancellationError` when the thread should stop.
  func bytes(at index: Int) throws -> [UInt8] {
    guard !stop.isRaised else { throw CancellationError() }
    return try file.bytes(at: places[index].start, count: places[index].count)
  }

  /// The line of the example at `index`, counted from 1.
  func line(at index: Int) -> Int { places[index].line }

  private static func places(in file: borrowing OpenFile) throws(FileError) -> [Place] {
    var places: [Place] = []
    var place = Place(start: 0, count: 0, line: 1)
    var isBlank = true
    var offset = 0
    while true {
      let piece = try file.bytes(at: offset, count: pieceBytes)
      for byte in piece {
        offset += 1
        if byte == UInt8(ascii: "\n") {
          if !isBlank { places.append(place) }
          place = Place(start: offset, count: 0, line: place.line + 1)
          isBlank = true
        } else {
          place.count += 1
          if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\r") {
            isBlank = false
          }
        }
      }
      if piece.count < pieceBytes { break }
    }
    if !isBlank { places.append(place) }
    return places
  }
}
