import Glibc

/// Waits for changes of the files in one folder.
package struct FileWatch: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Changes count from here on.
  ///
  /// - Throws: ``FileError``; also where the system has no more watches to give.
  package init(_ folder: Folder) throws(FileError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { throw FileError(.open, folder.path, errno: errno) }
    let events = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO)
    guard unsafe inotify_add_watch(descriptor, folder.path, events) >= 0 else {
      let number = errno
      close(descriptor)
      throw FileError(.open, folder.path, errno: number)
    }
  }

  deinit { close(descriptor) }

  /// Returns when something has changed since the last wait, or the time is over.
  ///
  /// A file system that other machines write to tells nothing, so the time should be short there.
  package borrowing func wait(milliseconds: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&entry, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    while unsafe read(descriptor, &bytes, bytes.count) > 0 {}
  }
}
