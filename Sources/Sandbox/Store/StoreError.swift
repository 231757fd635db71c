import Glibc

/// Why the store on disk could not be read or written.
package struct StoreError: Error, Sendable, Hashable {
  /// What was being done.
  package enum Operation: String, Sendable, Hashable {
    case open, read, write, sync, lock, list, create, move, remove
  }

  package let operation: Operation
  package let path: String
  /// The system's error number, or 0 when the content itself is at fault.
  package let number: Int32
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    guard number != 0 else { return "\(path): not written by the sandbox" }
    let reason = unsafe String(cString: strerror(number))
    return "\(path): cannot \(operation.rawValue): \(reason)"
  }
}
