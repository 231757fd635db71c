import Commands
import Datasets

extension NearJSONL {
  /// What was not JSONL, in words.
  var sentence: String {
    switch self {
    case .objectOverLines: "objects over several lines, now one line each"
    case .objectsOnOneLine: "several objects on one line, now one line each"
    case .blankLines: "blank lines, now gone"
    case .topLevelArray: "one list of objects, now one line each"
    case .extraCommas: "commas between objects or before a bracket, now gone"
    case .comments: "comments, now gone"
    case .byteOrderMark: "the mark at the start of the file, now gone"
    }
  }
}
