import Files
package import Scripts
import Workspaces

extension ScriptDocument {
  /// Writes a copy of each attached file into `folder`, which must be there.
  ///
  /// - Returns: the copies' paths by the names in the script; a name such as `../x` reaches nothing.
  /// - Throws: what the file system says.
  package func unpackAttachments(into folder: String) throws -> [String: String] {
    var paths: [String: String] = [:]
    for (index, attachment) in attachments.enumerated() {
      let path = "\(folder)/attachment-\(index + 1)"
      try LocalFile.write(Array(attachment.text.utf8), to: path)
      paths[attachment.name] = path
    }
    return paths
  }
}
