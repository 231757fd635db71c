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
    case .wrappedList: "one list of objects under a key, now one line each"
    case .bareLists: "bare lists of messages, now in an object each"
    case .curlyQuotes: "typographic quotes around keys or texts, now double quotes"
    case .singleQuotes: "single quotes around keys or texts, now double quotes"
    case .bareKeys: "keys without quotes, now in double quotes"
    case .pythonWords: "True, False or None, now true, false or null"
    case .notNumbers: "NaN or Infinity, now null"
    case .fences: "Markdown fences, now gone"
    case .textAround: "text around the objects, now gone"
    case .byteOrderMark: "the mark at the start of the file, now gone"
    }
  }
}
