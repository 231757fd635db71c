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

    /// Whether every step was done.
    package var isDone: Bool { stepCount > 0 && doneCount == stepCount }
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
        remedy: "export FT_LESSONS=…/workspaces/lessons in the shell")
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
        doneCount: progress?.doneSteps(of: path).intersection(slugs).count ?? 0)
    }
  }

  /// The lesson of a number or a name.
  package func lesson(_ word: String) -> Lesson? {
    lessons.first { "\($0.number)" == word || $0.name == word }
  }
}

/// The language of the lessons; nil for that of the locale.
package struct TourInput: Sendable {
  var language: Argument?
}

/// The lessons, each with how much of it is done.
package struct TourResult: VerbResult {
  package var shelf: LessonShelf

  package var json: JSONValue {
    [
      "language": .string(shelf.language),
      "lessons": .array(
        shelf.lessons.map { lesson in
          [
            "number": .integer(lesson.number), "name": .string(lesson.name),
            "title": .string(lesson.title), "path": .string(lesson.path),
            "steps": .integer(lesson.stepCount), "done": .integer(lesson.doneCount),
          ]
        }),
    ]
  }
}

extension Verb where Input == TourInput, Result == TourResult {
  /// `tour`: the lessons; the catalog is a parameter, since it holds this verb too.
  package static func tour(_ catalog: @escaping @Sendable () -> VerbCatalog) -> Self {
    Self(
      VerbDeclaration(
        "tour", .teach, "list the lessons, with those you have done", usage: ["tour"],
        options: [.init("lang", "LANGUAGE", "en, ko or ja; the locale's unless said")],
        examples: [
          .init("tour", "ten lessons of five minutes; ft guide 1 begins the first")
        ], traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { reader in TourInput(language: reader.value("lang")) },
      perform: { input, session in
        TourResult(
          shelf: try LessonShelf(
            language: input.language?.text, in: session.context, catalog(),
            at: input.language?.span))
      })
  }
}
