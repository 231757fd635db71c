import Files
import JSON

/// Which steps of which lessons a person has done, in one file of the user's state folder.
///
/// Steps are kept by their slug, so that a lesson may be edited between two visits.
package struct LessonProgress: Sendable {
  private let folder: Folder

  /// The name of the file in its folder.
  private static let file = "lessons.json"

  /// Progress that is kept in the folder at `path`, which is made when something is to be kept.
  package init(in path: String) { folder = Folder(path: path) }

  /// The slugs of the steps done of the lesson at an absolute path; none when nothing can be read.
  package func doneSteps(of lesson: String) -> Set<String> { all[lesson] ?? [] }

  /// Whether the lesson at an absolute path was done to its end once, also while it is done again.
  package func wasFinished(_ lesson: String) -> Bool { finished.contains(lesson) }

  /// Keeps that a lesson was done to its end.
  package func finish(_ lesson: String) { write(all, finished.union([lesson])) }

  /// Keeps the steps done; what cannot be written is lost, and the lesson goes on.
  package func keep(_ slugs: Set<String>, of lesson: String) {
    var all = self.all
    all[lesson] = slugs.isEmpty ? nil : slugs
    write(all, finished)
  }

  private func write(_ all: [String: Set<String>], _ finished: Set<String>) {
    let members = all.sorted { $0.key < $1.key }.map { path, slugs in
      JSONMember(path, .array(slugs.sorted().map(JSONValue.string)))
    }
    let value: JSONValue = [
      "lessons": .object(members), "finished": .array(finished.sorted().map(JSONValue.string)),
    ]
    try? folder.createWithParents()
    try? folder.replace(Self.file, with: value.encoded(.pretty) + [0x0A])
  }

  private var kept: JSONValue? {
    guard let bytes = try? folder.bytes(of: Self.file) else { return nil }
    return try? JSONValue(parsing: bytes)
  }

  private var finished: Set<String> {
    Set((kept?["finished"]?.array ?? []).compactMap(\.string))
  }

  private var all: [String: Set<String>] {
    Dictionary(
      (kept?["lessons"]?.members ?? []).map {
        ($0.key, Set(($0.value.array ?? []).compactMap(\.string)))
      }, uniquingKeysWith: { first, _ in first })
  }
}
