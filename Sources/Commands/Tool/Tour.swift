package import CommandLanguage
import Files
package import JSON
import Scripts

/// The lessons that are on this machine, in one language.
package struct LessonShelf: Sendable {
  /// A lesson on its way to a learner.
  package struct Lesson: Sendable, Hashable {
    /// Counted from 1, as in its folder's name.
    package var number: Int
    /// The folder's name without the number, such as `first-look`.
    package var name: String
    /// The script's absolute path.
    package var path: String
    /// The script's own title.
    package var title: String
    package var stepCount: Int
    package var doneCount: Int
    /// Whether it was done to its end once, also while it is done again.
    package var wasFinished = false

    /// Whether every step was done.
    package var isDone: Bool { wasFinished || stepCount > 0 && doneCount == stepCount }
  }

  package var language: String
  package var lessons: [Lesson]

  /// Reads the shelf in the first of the session's folders that is there.
  ///
  /// - Throws: ``Failure`` when there is none, or none in the language that was asked for.
  package init(
    language: String?, in context: SessionContext, _ catalog: VerbCatalog, at span: Span? = nil
  ) throws {
    guard let root = context.lessonFolders.first(where: LocalFile.exists) else {
      throw Failure(
        .noFile, "the lessons are not on this machine", consequence: "nothing is shown",
        remedy: "export FT_LESSONS=FOLDER in the shell; it is workspaces/lessons of the source")
    }
    let languages = try Folder(path: root).names().filter {
      LocalFile.exists("\(root)/\($0)/README.md")
    }
    if let language, !languages.contains(language) {
      throw Failure(
        .unknownTopic, "there are no lessons in \"\(language)\"", at: span,
        consequence: "nothing is shown",
        remedy: languages.map { "--lang \($0)" }.joined(separator: ", or "))
    }
    let own = context.language.flatMap { languages.contains($0) ? $0 : nil }
    self.language = language ?? own ?? "en"
    let progress = context.stateFolder.map(LessonProgress.init(in:))
    let folder = Folder(path: root).folder(self.language)
    lessons = try folder.names().compactMap { name in
      let digits = name.prefix { $0.isNumber }
      let path = folder.folder(name).path(of: "lesson.ft")
      guard let number = Int(digits), let bytes = try? LocalFile.contents(of: path) else {
        return nil
      }
      let script = ScriptDocument(
        String(decoding: bytes, as: UTF8.self), file: path, parser: Parser(options: catalog))
      let slugs = Set(script.steps.filter { $0.number > 0 }.map(\.slug))
      return Lesson(
        number: number, name: String(name.dropFirst(digits.count).drop { $0 == "-" }), path: path,
        title: script.title ?? name, stepCount: slugs.count,
        doneCount: progress?.doneSteps(of: path).intersection(slugs).count ?? 0,
        wasFinished: progress?.wasFinished(path) ?? false)
    }
  }

  /// The lesson of a number or a name.
  package func lesson(_ word: String) -> Lesson? {
    lessons.first { "\($0.number)" == word || $0.name == word }
  }
}

/// What `tour` is asked for.
package struct TourInput: Sendable {
  /// The number or name of one lesson; nil for the list.
  var lesson: Argument?
  /// A folder to be made, with the lesson's files; nil where they stay alone.
  var copy: Argument?
  /// The language of the lessons; nil for that of the locale.
  var language: Argument?
}

/// The lessons, each with how much of it is done; or one of them.
package struct TourResult: VerbResult {
  package var shelf: LessonShelf
  /// The lesson that was asked about.
  package var lesson: LessonShelf.Lesson?
  /// The folder that its files were copied to, as it was typed.
  package var copy: String?
  /// What a line for the shell needs to find the same lessons; empty where the locale says it.
  package var languageOption: String

  package var json: JSONValue {
    if let lesson {
      return [
        "language": .string(shelf.language), "lesson": lesson.json,
        "copy": copy.map(JSONValue.string) ?? .null,
      ]
    }
    return [
      "language": .string(shelf.language), "lessons": .array(shelf.lessons.map(\.json)),
    ]
  }
}

extension LessonShelf.Lesson {
  fileprivate var json: JSONValue {
    [
      "number": .integer(number), "name": .string(name), "title": .string(title),
      "path": .string(path), "steps": .integer(stepCount), "done": .integer(doneCount),
    ]
  }
}

extension Verb where Input == TourInput, Result == TourResult {
  /// `tour`: the lessons; the catalog is a parameter, since it holds this verb too.
  package static func tour(_ catalog: @escaping @Sendable () -> VerbCatalog) -> Self {
    Self(
      VerbDeclaration(
        "tour", .teach, "list the lessons, with those you have done",
        usage: ["tour", "tour NUMBER", "tour NUMBER --copy FOLDER"],
        options: [
          .init("lang", "LANGUAGE", "en, ko or ja; the locale's unless said"),
          .init("copy", "FOLDER", "make a folder of your own with the lesson's files"),
        ],
        examples: [
          .init("tour", "ten lessons of five minutes; ft guide 1 begins the first"),
          .init("tour 10", "one of them, and where its files are"),
        ], traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { reader in
        TourInput(
          lesson: reader.optionalArgument(), copy: reader.value("copy"),
          language: reader.value("lang"))
      },
      perform: { input, session in try input.result(in: session, catalog()) })
  }
}

extension TourInput {
  fileprivate func result(in session: Session, _ catalog: VerbCatalog) throws -> TourResult {
    let shelf = try LessonShelf(
      language: language?.text, in: session.context, catalog, at: language?.span)
    let isOfLocale = shelf.language == session.context.language ?? "en"
    var result = TourResult(
      shelf: shelf, languageOption: isOfLocale ? "" : " --lang \(shelf.language)")
    guard let lesson else {
      if let copy {
        throw Failure(
          .missingArgument, "--copy needs the lesson whose files are meant", at: copy.span,
          consequence: "nothing was copied", remedy: "tour 10 --copy \(copy.text)")
      }
      return result
    }
    guard let found = shelf.lesson(lesson.text) else {
      throw Failure(
        .noFile, "no lesson \(lesson.text)", at: lesson.span, consequence: "nothing is shown",
        remedy: "tour lists the lessons")
    }
    result.lesson = found
    if let copy {
      let target = session.path(copy.text)
      guard !LocalFile.exists(target) else {
        throw Failure(
          .fileExists, "\(copy.text) is there already", at: copy.span,
          consequence: "nothing was copied", remedy: "choose another name behind --copy")
      }
      try Folder(path: Folder.parent(of: found.path)).copyWhole(to: Folder(path: target))
      result.copy = copy.text
    }
    return result
  }
}
