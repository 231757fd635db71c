import TestSupport

extension TemporaryFolder {
  /// A folder with the files of `Data` in it, and `python`, which trains nothing.
  static func withData() throws -> TemporaryFolder {
    let folder = try TemporaryFolder(copying: tests + "/Data")
    try ScriptedTrainer.link(at: folder.file("python"))
    return folder
  }

  /// The folder of these tests, where the documents are.
  static var tests: String {
    let file = #filePath.split(separator: "/").dropLast(2)
    return "/" + file.joined(separator: "/")
  }
}
