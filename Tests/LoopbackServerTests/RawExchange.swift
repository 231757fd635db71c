import Dispatch
import Foundation
import Testing

/// A connection to a port of this machine, for tests that say and see every byte.
final class RawExchange: Sendable {
  private let descriptor: Int32

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, size)
      }
    }
    try #require(connected == 0)
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// Everything up to the end, or up to `part`, which is enough for a connection that stays open.
  ///
  /// Waits on a thread of its own: those of the concurrency pool have a server to run.
  func received(through part: String? = nil) async -> String {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "a client").async { [self] in
        var text = ""
        var block = [UInt8](repeating: 0, count: 4096)
        while part.map({ !text.contains($0) }) ?? true {
          let count = unsafe recv(descriptor, &block, block.count, 0)
          guard count > 0 else { break }
          text += String(decoding: block[..<count], as: UTF8.self)
        }
        continuation.resume(returning: text)
      }
    }
  }

  /// Says that nothing more will be sent, and returns all that comes.
  func finished() async -> String {
    shutdown(descriptor, Int32(SHUT_WR))
    return await received()
  }
}
