import Engines
import Files
import Foundation
import TestSupport
import Testing

/// What ft writes on a machine so that engines can run there.
@Suite struct EngineHomeTests {
  @Test func `The program is written out as it is in scripts, byte for byte`() throws {
    let folder = try TemporaryFolder()
    let home = EngineHome(folder: Folder(path: folder.file("engine")), environment: [:])
    let program = try home.program()
    let written = try files(below: program.folder.path)
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scripts/engine")
    let expected = try files(below: sources.path).filter { path, _ in
      ["engine.py", "ray_job.py", "requirements.txt"].contains(path)
        || path.hasPrefix("ft_engine/") && path.hasSuffix(".py")
    }
    #expect(written == expected)
    #expect(try home.program().folder.path == program.folder.path)
  }

  @Test func `An environment is there when its installation has ended`() throws {
    let folder = try TemporaryFolder()
    let home = EngineHome(folder: Folder(path: folder.file("engine")), environment: [:])
    #expect(home.python == nil)
    try Folder(path: home.environmentPath).createWithParents()
    #expect(home.python == nil)
    try Folder(path: home.environmentPath).replace("ready", with: [])
    #expect(home.python == home.environmentPath + "/bin/python")
  }

  @Test func `A failed installation says what pip said, and is none`() throws {
    let folder = try TemporaryFolder()
    let python = try folder.write("#!/bin/sh\necho 'ERROR: no space' >&2\nexit 1\n", to: "python")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: python)
    let home = EngineHome(
      folder: Folder(path: folder.file("engine")), environment: ["PATH": "/usr/bin:/bin"])
    #expect {
      try home.install(using: python) {}
    } throws: { error in
      (error as? EngineFault)?.message
        == "The engine ended with status 1 while it did 'install': ERROR: no space"
    }
    #expect(home.python == nil)
  }

  private func files(below folder: String) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return try paths.reduce(into: [:]) { found, path in
      let url = URL(filePath: folder + "/" + path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        return
      }
      found[path] = try Data(contentsOf: url)
    }
  }
}
