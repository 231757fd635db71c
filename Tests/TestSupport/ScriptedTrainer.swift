import Files
import Foundation

/// A program that speaks as an engine's and as a cluster's does and trains nothing, in the place of
/// its interpreter.
///
/// It does six steps in three epochs, with a loss of 6 divided by the step's number, and keeps the
/// number of the last step as its state. What goes wrong, and when, is asked for by files.
package struct ScriptedTrainer: Sendable {
  /// The path of the program.
  package let path: String
  private let folder: TemporaryFolder

  /// What a scripted trainer does before a step, once, unless said otherwise.
  package enum Misdeed: String, Sendable, CaseIterable {
    /// Is killed, as if the memory were full.
    case dies
    /// Is killed again at every start.
    case diesAlways = "dies-always"
    /// Ends as a program does that has a mistake.
    case breaks
    /// Says that the loss is no number.
    case diverges
    /// Says why it cannot go on.
    case gives
    /// Waits until the file `go` is there.
    case waits
  }

  package init() throws {
    folder = try TemporaryFolder()
    path = folder.file("trainer")
    try Self.link(at: path)
  }

  /// Puts the program at a path.
  ///
  /// A link, since a file that was just written cannot be started while a test beside this one
  /// starts a program, which has the file open for a moment.
  package static func link(at path: String) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "trainer.sh")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: script.path)
  }

  /// Lets the next training do `misdeed` before step `step`.
  package func will(_ misdeed: Misdeed, before step: Int) throws {
    try folder.write("\(misdeed.rawValue) \(step)\n", to: "misdeed")
  }

  /// What `inspect` answers.
  package func inspects(as answer: String) throws { try folder.write(answer, to: "inspection") }

  /// Lets a trainer go on that waits.
  package func go() throws { try folder.write("", to: "go") }

  /// Lets the cluster answer nothing, until the file whose path is returned is removed.
  package func leaveCluster() throws -> String {
    try folder.write("", to: "away")
    return folder.file("away")
  }

  /// Whether the cluster was asked to stop the job of that name.
  package func wasStopped(_ id: String) -> Bool { folder.text(of: "stopped-\(id)") != nil }

  /// Whether a trainer has come to where it waits.
  package var isWaiting: Bool { folder.text(of: "waiting") != nil }

  /// Returns when a trainer has come to where it waits, which costs nothing until then.
  package func untilItWaits() async throws {
    let watch = try FileWatch(Folder(path: folder.path))
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "a trainer").async {
        while !isWaiting { watch.wait(milliseconds: 1000) }
        continuation.resume()
      }
    }
  }
}
