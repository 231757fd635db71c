import CEngine
import Digests
package import Files
import Processes

/// What the engines of all workspaces share: this program's part, and the Python environment that
/// is made for it once.
package struct EngineHome: Sendable {
  /// Bytes that an environment takes as PyPI gives it: most of it for GPUs, also where none is.
  package static let environmentBytes = 6_000_000_000

  private let folder: Folder
  private let environment: [String: String]

  /// `folder` is made when something is put there; `environment` is this process's.
  package init(folder: Folder, environment: [String: String]) {
    self.folder = folder
    self.environment = environment
  }

  /// The program that trains, written out in the version that this ft came with.
  ///
  /// - Throws: ``FileError``.
  package func program() throws(FileError) -> EngineProgram {
    EngineProgram(in: try Self.writeProgram(into: folder), environment: environment)
  }

  /// Writes the program into a folder of its own below `folder`, unless it is there.
  static func writeProgram(into folder: Folder) throws(FileError) -> Folder {
    let target = folder.folder("program-\(EmbeddedFile.digest)")
    if !LocalFile.exists(target.path) {
      try folder.createWithParents()
      // A whole folder or none: another process may be doing the same.
      let draft = folder.folder(".program-\(UInt64.random(in: .min ... .max))")
      try draft.create()
      for file in EmbeddedFile.all {
        let place = draft.path(of: file.path)
        try Folder(path: Folder.parent(of: place)).createWithParents()
        try OpenFile(place, for: .replacing).write(file.bytes)
      }
      do throws(FileError) {
        try draft.move(to: target)
      } catch {
        guard LocalFile.exists(target.path) else { throw error }
        try draft.removeAll()
      }
    }
    return target
  }

  /// The interpreter of the environment; nil while there is none of this version.
  package var python: String? {
    LocalFile.exists(environmentFolder.path(of: "ready"))
      ? environmentFolder.path(of: "bin/python") : nil
  }

  /// Where the environment is, or is to be.
  package var environmentPath: String { environmentFolder.path }

  /// Named by the packages' versions, so that another version is another environment.
  private var environmentFolder: Folder {
    folder.folder("python-\(EmbeddedFile.requirementsDigest)")
  }

  /// The file that takes what the installation prints.
  package var installationLog: String { folder.path(of: "install.log") }

  /// Bytes that are free where the environment goes; nil where the system does not say.
  package var freeBytes: Int? { folder.freeBytes }

  /// Makes the environment, or goes on where an installation was stopped; minutes, and some GB.
  ///
  /// `tick` runs several times a second, and ends the installation by throwing.
  ///
  /// - Throws: ``EngineFault``, ``FileError``, and what `tick` throws.
  package func install(using python: String, tick: () throws -> Void) throws {
    try folder.createWithParents()
    let program = try program()
    let steps = [
      [python, "-m", "venv", environmentFolder.path],
      [
        environmentFolder.path(of: "bin/python"), "-m", "pip", "install", "--no-input",
        "--disable-pip-version-check", "-r",
        program.folder.path(of: "requirements.txt"),
      ],
    ]
    for words in steps {
      var start = ProgramStart(words, environment: environment)
      start.input = .nothing
      start.output = .appending(installationLog)
      start.errors = .appending(installationLog)
      start.leadsSession = true
      let ending = try program.launch(start).ending(changing: folder, tick: tick)
      guard ending == .exited(0) else {
        throw EngineFault(endedWith: ending, word: "install", log: installationLog)
      }
    }
    try environmentFolder.replace("ready", with: [])
  }
}

/// A file of the program as it was built in.
private struct EmbeddedFile {
  let path: String
  let bytes: [UInt8]

  static let all: [Self] = (0..<engine_file_count()).map { index in
    let bytes = unsafe UnsafeBufferPointer(
      start: engine_file_bytes(index), count: engine_file_size(index))
    return Self(
      path: unsafe String(cString: engine_file_path(index)), bytes: unsafe Array(bytes))
  }

  /// Changes with any byte of any file.
  static let digest = shortDigest(of: all)

  /// Changes with the versions of the packages.
  static let requirementsDigest = shortDigest(of: all.filter { $0.path == "requirements.txt" })

  private static func shortDigest(of files: [Self]) -> String {
    var hash = SHA256()
    for file in files {
      hash.update(Array(file.path.utf8) + [0])
      hash.update(file.bytes)
    }
    return String(hash.finish().prefix(12))
  }
}
