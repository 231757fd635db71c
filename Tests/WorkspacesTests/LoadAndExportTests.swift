import Testing
import Workspaces

@Suite struct LoadAndExportTests {
  private static let a = exampleLine("a")
  private static let b = exampleLine("b", #"caf\u00e9 1.0"#)
  private static let c = exampleLine("c")

  @Test(arguments: [
    "\(a)\n\(b)\n\(c)\n",
    "\(a)\n\(b)\n\(c)",
    "\(a)\r\n\(b)\r\n\(c)\r\n",
    "\(a)\r\n\(b)\n\(c)\r\n",
    "\u{FEFF}\(a)\n\(b)\n\(c)\n",
    "\u{FEFF}\(a)\r\n\(b)\r\n\(c)",
    "\n\n\(a)\n\n  \n\(b)\n\(c)\n\n\n",
    "  \(a)  \n\t\(b)\n\(c) ",
    "\(a)\r\n\r\n\(b)\r\n\(c)\r\n\r\n",
  ])
  func `An untouched dataset is exported as the file that was loaded`(_ text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "in.jsonl")
    let workspace = try folder.workspace()
    let outcome = try workspace.load(.file(path), as: "d")
    #expect(outcome.dataset.exampleCount == 3)
    try workspace.export(outcome.dataset, to: folder.file("out.jsonl"))
    #expect(try folder.bytes(of: "out.jsonl") == Array(text.utf8))
  }
}
