import TestSupport

extension TemporaryFolder {
  /// A folder with the files of `Data` in it.
  static func withData() throws -> TemporaryFolder {
    try TemporaryFolder(copying: tests + "/Data")
  }

  /// The folder of these tests, where the documents are.
  static var tests: String {
    let file = #filePath.split(separator: "/").dropLast(2)
    return "/" + file.joined(separator: "/")
  }
}
