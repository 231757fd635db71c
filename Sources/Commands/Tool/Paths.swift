package import JSON
import Workspaces

/// Nothing: `paths` takes no word.
package struct PathsInput: Sendable {}

/// Where ft keeps things.
package struct PathsResult: VerbResult {
  /// A provider that keeps files on this machine.
  package struct Store: Sendable, Hashable {
    package var provider: String
    package var path: String
  }

  /// The workspace's file.
  package var workspace: String
  package var stores: [Store]

  package var json: JSONValue {
    .object(
      [JSONMember("workspace", .string(workspace))]
        + stores.map { JSONMember($0.provider, .string($0.path)) })
  }
}

extension Verb where Input == PathsInput, Result == PathsResult {
  /// `paths`: files and folders.
  package static var paths: Self {
    Self(
      VerbDeclaration(
        "paths", .tool, "say where ft keeps things", usage: ["paths"],
        examples: [.init("paths", "the workspace's file and its folder")],
        traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { _ in PathsInput() },
      perform: { _, session in
        PathsResult(
          workspace: session.workspace.path,
          stores: try session.services.providers().compactMap { provider in
            provider.store.map { PathsResult.Store(provider: provider.name, path: $0) }
          })
      })
  }
}
