import CSpawn
import Glibc
import Synchronization

/// What a program is started with, as the system wants it; used once.
@safe final class Plumbing {
  private var actions: posix_spawn_file_actions_t
  /// Ends of pipes that are the program's; this process closes its copies after the start.
  private var given: [Int32] = []

  init() {
    unsafe actions = posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
  }

  deinit { unsafe posix_spawn_file_actions_destroy(&actions) }

  /// Makes `stream` the program's `descriptor`, and returns this process's end of a pipe.
  @discardableResult
  func connect(_ descriptor: Int32, _ stream: ProgramStart.Stream) -> PipeEnd? {
    switch stream {
    case .inherited: return nil
    case .nothing:
      let mode = descriptor == 0 ? O_RDONLY : O_WRONLY
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", mode, 0)
      return nil
    case .appending(let path):
      let mode = O_WRONLY | O_CREAT | O_APPEND
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, path, mode, 0o600)
      return nil
    case .pipe:
      var ends: [Int32] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let (theirs, ours) = descriptor == 0 ? (ends[0], ends[1]) : (ends[1], ends[0])
      unsafe posix_spawn_file_actions_adddup2(&actions, theirs, descriptor)
      given.append(theirs)
      return PipeEnd(ours)
    }
  }

  /// Starts the program and returns its number.
  func spawn(_ name: String, _ start: ProgramStart) -> Result<Int32, ProgramError> {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    restoreSignals(&attributes, leadsSession: start.leadsSession)
    // A program that lives long would keep sockets, locks and pipes open that are not its business.
    unsafe spawn_actions_close_from(&actions, 3)
    var process: pid_t = 0
    let status = unsafe withCStrings(start.words) { arguments in
      unsafe withCStrings(start.environment.map { "\($0.key)=\($0.value)" }) { variables in
        unsafe posix_spawnp(&process, name, &actions, &attributes, arguments, variables)
      }
    }
    guard status == 0 else {
      return .failure(ProgramError(status == ENOENT ? .notFound : .notStarted(errno: status), name))
    }
    return .success(process)
  }

  /// Closes this process's copies of the program's ends, so that its leaving is noticed.
  func close() {
    for end in given { Glibc.close(end) }
    given = []
  }
}

/// What this program ignores, the other must not: ignored signals outlive an exec.
///
/// Nor may it keep the mask of this thread, since threads of Dispatch block every signal.
private func restoreSignals(_ attributes: inout posix_spawnattr_t, leadsSession: Bool) {
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  for signal in [SIGINT, SIGPIPE, SIGTSTP, SIGQUIT] { unsafe sigaddset(&signals, signal) }
  unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
  unsafe sigemptyset(&signals)
  unsafe posix_spawnattr_setsigmask(&attributes, &signals)
  // Glibc's macro for a session, which Swift does not import.
  let session: Int32 = leadsSession ? 0x80 : 0
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | session))
}

/// Calls `body` with the strings as C's null-terminated array of strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  var pointers = unsafe strings.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  defer { while let pointer = unsafe pointers.popLast() { unsafe free(pointer) } }
  return unsafe body(pointers)
}

/// This process's end of a pipe to another program.
final class PipeEnd: Sendable {
  private let descriptor: Mutex<Int32>

  init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

  deinit { close() }

  func close() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { Glibc.close(descriptor) }
      descriptor = -1
    }
  }

  /// Writes all of it; false when nobody reads, which takes that SIGPIPE is ignored.
  func write(_ bytes: [UInt8]) -> Bool {
    let descriptor = descriptor.withLock { $0 }
    var written = 0
    while written < bytes.count {
      let done = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { return false }
      written += done
    }
    return true
  }

  /// What is there, waiting for the first byte; empty at the end.
  func read() -> [UInt8] {
    let descriptor = descriptor.withLock { $0 }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      return Array(block[..<max(0, count)])
    }
  }
}
