import Files
internal import Spelling

/// The file that a path was probably meant for, where nothing is at the path.
package struct NearFile: Sendable {
  /// As it can be typed in the place of the path.
  package let path: String

  /// Names looked at in one folder, and folders looked into: a mistyped name must not take long.
  private static let (nameLimit, folderLimit) = (1_000, 50)

  /// Looks where the path points, then in `folder`, then in the folders inside, in this order.
  ///
  /// A name counts when it is the typed one in other letters, with an ending that was left out, or
  /// mistyped. Hidden names never do. Of files that differ in their ending alone, the one with the
  /// `usual` ending comes first.
  package init?(to typed: String, from folder: String, usual: String = "jsonl") {
    let parts = typed.split(separator: "/")
    guard let name = parts.last.map(String.init) else { return nil }
    let (_, inner) = Self.entries(folder)
    let prefix = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let places = (prefix.isEmpty ? [] : [prefix]) + [""] + inner.map { "\($0)/" }
    let listed = places.map { place in
      (place, Self.entries(place.hasPrefix("/") ? place : "\(folder)/\(place)").files)
    }
    // What is written out in full, in whatever folder, is meant more likely than a slip.
    for match in [Self.equal, Self.alike] {
      for (place, files) in listed {
        guard let file = match(name, files, usual) else { continue }
        path = place + file
        return
      }
    }
    return nil
  }

  private static func equal(_ name: String, _ files: [String], _ usual: String) -> String? {
    let typed = name.lowercased()
    let usual = files.filter { $0.hasSuffix(".\(usual)") } + files
    return files.first { $0.lowercased() == typed } ?? usual.first { stem($0) == stem(typed) }
  }

  private static func alike(_ name: String, _ files: [String], _ usual: String) -> String? {
    // Another ending that was typed is meant.
    let ending = name.split(separator: ".").dropFirst().last.map { ".\($0)" } ?? ""
    let files = files.filter { $0.hasSuffix(ending) }
    return nearest(to: stem(name), in: files.map(stem)).flatMap { equal($0, files, usual) }
  }

  /// A name without its endings, in small letters.
  private static func stem(_ file: String) -> String {
    (file.split(separator: ".").first.map(String.init) ?? file).lowercased()
  }

  /// The files and the folders in a folder, in ascending order; none where it cannot be read.
  private static func entries(_ path: String) -> (files: [String], folders: [String]) {
    var (files, folders): ([String], [String]) = ([], [])
    var count = 0
    try? Folder(path: path).forEachEntry { entry in
      count += 1
      guard !entry.name.hasPrefix(".") else { return count < nameLimit }
      if entry.isFolder { folders.append(entry.name) } else { files.append(entry.name) }
      return count < nameLimit
    }
    return (files.sorted(), Array(folders.sorted().prefix(folderLimit)))
  }
}
