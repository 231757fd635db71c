import Glibc

/// A file that no folder lists, filled once and then read any number of times by its path.
///
/// For what can be read only once, such as a pipe, or must be turned into something else before it
/// is read. It is gone with this object, whatever becomes of the process.
package final class SpooledFile: Sendable {
  private let file: OpenFile

  /// Makes an empty one where the system keeps files for a while.
  ///
  /// - Throws: ``FileError`` when there is no place for it.
  package init() throws(FileError) {
    file = try OpenFile(unnamedIn: Folder.temporaryPath)
  }

  /// Where it can be read from its start, within this process.
  package var path: String { file.descriptorPath }

  /// Adds bytes at its end.
  ///
  /// - Throws: ``FileError``, such as for a full disk.
  package func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
    try file.write(Array(bytes))
  }
}
