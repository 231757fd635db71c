import Commands
import Files
import Glibc

/// What the process was given: its variables, its folder, its clock.
struct ProcessEnvironment: Sendable {
  /// By name; of a name that is set twice, the last.
  let variables: [String: String]
  /// Without a slash at the end.
  let folder: String

  static var current: ProcessEnvironment {
    ProcessEnvironment(variables: environmentVariables(), folder: currentFolder())
  }

  /// Seconds since 1970.
  static func now() -> Int { time(nil) }

  /// Where ft keeps data by the XDG Base Directory Specification.
  var dataFolder: String {
    folder(of: "XDG_DATA_HOME", fallback: ".local/share") + "/ft"
  }

  /// Where ft keeps what can be fetched again.
  var cacheFolder: String {
    folder(of: "XDG_CACHE_HOME", fallback: ".cache") + "/ft"
  }

  /// Where ft keeps what is worth little when it is lost, such as the place in a lesson.
  var stateFolder: String {
    folder(of: "XDG_STATE_HOME", fallback: ".local/state") + "/ft"
  }

  /// An absolute path for one that was typed.
  func path(_ typed: String) -> String {
    typed.hasPrefix("/") ? typed : folder + "/" + typed
  }

  private func folder(of variable: String, fallback: String) -> String {
    // The specification says that a relative path is to be ignored.
    if let set = variables[variable], set.hasPrefix("/") { return set }
    return (variables["HOME"] ?? folder) + "/" + fallback
  }
}

private func environmentVariables() -> [String: String] {
  var variables: [String: String] = [:]
  var entry = unsafe environ
  while let text = unsafe entry.pointee {
    let line = unsafe String(cString: text)
    if let sign = line.firstIndex(of: "=") {
      variables[String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
    unsafe entry += 1
  }
  return variables
}

private func currentFolder() -> String {
  guard let path = unsafe getcwd(nil, 0) else { return "/" }
  defer { unsafe free(path) }
  return unsafe String(cString: path)
}

extension SessionContext.StandardInput {
  /// What this process reads from descriptor 0; cancelling the task ends a wait for it.
  static let ofProcess = Self(isTerminal: isatty(0) == 1) { take in
    try LocalFile.forEachBlockOfStandardInput(checking: Task.checkCancellation, take)
  }
}
