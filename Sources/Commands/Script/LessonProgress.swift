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

  /// Keeps the steps done; what cannot be written is lost, and the lesson goes on.
  package func keep(_ slugs: Set<String>, of lesson: String) {
    var all = self.all
    all[lesson] = slugs.isEmpty ? nil : slugs
    let members = all.sorted { $0.key < $1.key }.map { path, slugs in
      JSONMember(path, .array(slugs.sorted().map(JSONValue.string)))
    }
    let value: JSONValue = ["lessons": .object(members)]
    try? folder.createWithParents()
    try? folder.replace(Self.file, with: value.encoded(.pretty) + [0x0A])
  }

  private var all: [String: Set<String>] {
    guard let bytes = try? folder.bytes(of: Self.file),
      let lessons = (try? JSONValue(parsing: bytes))?["lessons"]?.members
    else { return [:] }
    return Dictionary(
      lessons.map { ($0.key, Set(($0.value.array ?? []).compactMap(\.string))) },
      uniquingKeysWith: { first, _ in first })
  }
}
