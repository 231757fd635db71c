import CSpawn
import Glibc
import Testing

/// What a program reads from and writes to.
enum Streams {
  /// A terminal's path; it becomes the one that controls the program.
  case terminal(String)
  case descriptors([Int32])
}

/// Starts a shell line in the place's folder and in a session, so also a process group, of its own.
func spawn(_ line: String, in place: Place, streams: Streams) throws -> pid_t {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  switch streams {
  case .terminal(let path):
    // The first terminal that is opened in a new session controls it.
    unsafe posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
  case .descriptors(let descriptors):
    for (target, descriptor) in descriptors.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
    }
  }
  // A program that lives on would keep the pipes open that other tests wait for the end of.
  unsafe spawn_actions_close_from(&actions, 3)
  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  // POSIX_SPAWN_SETSID, which the headers show to GNU programs only.
  let newSession: Int32 = 0x80
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  // What the tests' process ignores or blocks is none of the program's business.
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  unsafe posix_spawnattr_setsigmask(&attributes, &signals)
  for signal in [SIGPIPE, SIGINT] { unsafe sigaddset(&signals, signal) }
  unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

  var process: pid_t = 0
  let variables = place.environment.map { "\($0.key)=\($0.value)" }.sorted()
  let status = unsafe withCStrings(["sh", "-c", "cd '\(place.folder)' && \(line)"]) { words in
    unsafe withCStrings(variables) { variables in
      unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables)
    }
  }
  try #require(status == 0, "no shell")
  return process
}

/// Words as C wants them, for one call.
private func withCStrings<Value>(
  _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
) -> Value {
  let pointers = unsafe words.map { unsafe strdup($0) } + [nil]
  defer {
    for index in unsafe pointers.indices { unsafe free(pointers[index]) }
  }
  return unsafe body(pointers)
}
