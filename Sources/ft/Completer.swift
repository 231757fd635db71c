import CommandLanguage
import Commands
import Glibc
import Terminal

/// Tab at the prompt: the candidates that fit, written as the language wants them.
struct Completer: Sendable {
  private let session: Session
  private let parser: Parser
  private let candidates: Candidates

  init(session: Session, table: CommandTable) {
    self.session = session
    parser = Parser(options: table)
    candidates = Candidates(session: session, table: table) { partial in
      entries(partial, in: session.surroundings.folder)
    }
  }

  func completion(_ request: CompletionRequest) -> Completion {
    if session.chat != nil { return chatCompletion(request) }
    let context = parser.completionContext(of: request.before, cursor: request.before.utf8.count)
    let typed = String(decoding: Array(request.before.utf8)[context.range], as: UTF8.self)
    let found = candidates.matching(context).map { candidate in
      Completion.Candidate(
        context.written(candidate.text), note: candidate.note, ending: candidate.ending)
    }
    return Completion(typed: typed, candidates: found)
  }

  private func chatCompletion(_ request: CompletionRequest) -> Completion {
    let typed = request.before
    let names = ChatRoom.commandNames.filter { $0.hasPrefix(typed) }
    return Completion(
      typed: typed, candidates: typed.hasPrefix("/") ? names.map { Completion.Candidate($0) } : [])
  }
}

/// The paths that begin with `partial`, folders with a slash at the end, hidden ones only when asked.
private func entries(_ partial: String, in folder: String) -> [String] {
  let slash = partial.lastIndex(of: "/")
  let parent = slash.map { String(partial[...$0]) } ?? ""
  let prefix = slash.map { String(partial[partial.index(after: $0)...]) } ?? partial
  let path = parent.hasPrefix("/") ? parent : folder + "/" + parent
  guard let directory = unsafe opendir(path) else { return [] }
  defer { unsafe closedir(directory) }
  var names: [String] = []
  while let entry = unsafe readdir(directory), names.count < 1_000 {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    guard name.hasPrefix(prefix), name != ".", name != "..",
      !name.hasPrefix(".") || prefix.hasPrefix(".")
    else { continue }
    let isFolder = unsafe Int32(entry.pointee.d_type) == Int32(DT_DIR)
    names.append(parent + name + (isFolder ? "/" : ""))
  }
  return names.sorted()
}
