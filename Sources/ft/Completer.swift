import CommandLanguage
import Commands
import Files
import Sessions
import Terminal

/// Tab at the prompt: the candidates that fit, written as the language wants them.
struct Completer: Sendable {
  private let session: Session
  private let parser: Parser
  private let candidates: Candidates

  init(session: Session, catalog: VerbCatalog, includesShellVerbs: Bool = false) {
    self.session = session
    parser = Parser(options: catalog)
    candidates = Candidates(
      session: session, catalog: catalog, includesShellVerbs: includesShellVerbs
    ) { partial in
      entries(partial, in: session.context.folder)
    }
  }

  func completion(_ request: CompletionRequest) -> Completion {
    if session.chat != nil { return chatCompletion(request) }
    let context = parser.completionContext(of: request.before, cursor: request.before.utf8.count)
    let typed = String(decoding: Array(request.before.utf8)[context.range], as: UTF8.self)
    let found = candidates.matching(context).map { candidate in
      Completion.Candidate(
        candidate.isSyntax ? candidate.text : context.written(candidate.text), note: candidate.note,
        ending: candidate.ending)
    }
    return Completion(typed: typed, candidates: found)
  }

  private func chatCompletion(_ request: CompletionRequest) -> Completion {
    let typed = request.before
    let names = ChatLoop.commandNames.filter { $0.hasPrefix(typed) }
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
  var names: [String] = []
  try? Folder(path: path).forEachEntry { entry in
    if entry.name.hasPrefix(prefix), !entry.name.hasPrefix(".") || prefix.hasPrefix(".") {
      names.append(parent + entry.name + (entry.isFolder ? "/" : ""))
    }
    return names.count < 1_000
  }
  return names.sorted()
}
