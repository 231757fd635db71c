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

  /// Where lessons may be: where `FT_LESSONS` says, then beside the program as it is built or
  /// installed.
  var lessonFolders: [String] {
    var folders = [variables["FT_LESSONS"]].compactMap { $0?.isEmpty == false ? $0 : nil }
    var parts = ProcessEnvironment.programPath().split(separator: "/").dropLast()
    folders.append("/" + (parts.dropLast() + ["share", "ft", "lessons"]).joined(separator: "/"))
    // The build folder lies a few folders below the sources.
    for _ in 0..<4 where !parts.isEmpty {
      parts = parts.dropLast()
      folders.append("/" + (parts + ["workspaces", "lessons"]).joined(separator: "/"))
    }
    return folders
  }

  /// The language of messages by POSIX: `LC_ALL`, else `LC_MESSAGES`, else `LANG`.
  var language: String? {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }
    let name = set.first { !$0.isEmpty }?.prefix { $0.isLetter }
    return name.flatMap { $0.count == 2 ? $0.lowercased() : nil }
  }

  /// An absolute path for one that was typed.
  func path(_ typed: String) -> String {
    typed.hasPrefix("/") ? typed : folder + "/" + typed
  }

  /// An absolute path as it is shown to a person: `~` stands for their own folder.
  func shown(_ path: String) -> String {
    guard let home = variables["HOME"], home.hasPrefix("/"), path.hasPrefix(home + "/") else {
      return path
    }
    return "~" + path.dropFirst(home.count)
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

extension ProcessEnvironment {
  /// The path of the running program, links followed.
  static func programPath() -> String {
    guard let path = unsafe realpath("/proc/self/exe", nil) else { return "" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
