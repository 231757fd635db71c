import Glibc

/// Runs a program in the foreground, waits for it, and returns its exit status.
///
/// It is searched for in PATH and gets this process's terminal. With `input` that text is its
/// standard input; one that stops reading early is fine. A program ended by a signal has 128 plus
/// the signal's number, as in a shell.
package func runProgram(
  _ words: [String], environment: [String: String], input: String? = nil
) throws(ProgramError) -> Int32 {
  guard let name = words.first else { throw ProgramError(.notFound, "") }
  let feed = Feed()
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  if input != nil { unsafe feed.connect(&actions) }
  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  restoreSignals(&attributes)
  var process: pid_t = 0
  let status = unsafe withCStrings(words) { arguments in
    unsafe withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
      unsafe posix_spawnp(&process, name, &actions, &attributes, arguments, variables)
    }
  }
  guard status == 0 else {
    throw ProgramError(status == ENOENT ? .notFound : .notStarted(errno: status), name)
  }
  if let input { feed.send(input) }
  var result: Int32 = 0
  while unsafe waitpid(process, &result, 0) < 0, errno == EINTR {}
  let signal = result & 0x7F
  return signal == 0 ? (result >> 8) & 0xFF : 128 + signal
}

/// What this program ignores, the other must not: ignored signals outlive an exec.
///
/// Nor may it keep the mask of this thread, since threads of Dispatch block every signal.
private func restoreSignals(_ attributes: inout posix_spawnattr_t) {
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  for signal in [SIGINT, SIGPIPE, SIGTSTP, SIGQUIT] { unsafe sigaddset(&signals, signal) }
  unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
  unsafe sigemptyset(&signals)
  unsafe posix_spawnattr_setsigmask(&attributes, &signals)
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
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

/// A pipe into another program.
private struct Feed: ~Copyable {
  private var readEnd: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = unsafe pipe(&ends)
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    if readEnd >= 0 { close(readEnd) }
    close(writeEnd)
  }

  /// The other program's standard input is to be this pipe.
  func connect(_ actions: inout posix_spawn_file_actions_t) {
    unsafe posix_spawn_file_actions_adddup2(&actions, readEnd, 0)
  }

  /// Sends all, or as much as the reader wants, and ends the other's input.
  consuming func send(_ text: String) {
    // The other program holds the only reading end now, so that its leaving is noticed.
    close(readEnd)
    readEnd = -1
    _ = writeAll(text, to: writeEnd)
  }
}
