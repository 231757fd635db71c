package import CommandLanguage

/// A script, and what is made of it.
package struct RenderInput: Sendable {
  /// The form of what is written.
  package enum Form: String, Sendable, CaseIterable {
    case html
    case md
    case cast
  }

  /// As it was typed.
  package var script: Argument
  package var form: Form
  /// Whether a cast has the third form of its kind, and not the second.
  package var isNewerCast: Bool
  /// Where it is written; nil for a name made from the script's, in the folder that ft runs in.
  package var target: Argument?
  /// Whether a file of that name is replaced.
  package var replaces: Bool
  package var parameters: [ScriptInput.Parameter]
}

extension ShellVerb where Input == RenderInput {
  /// `render`: a lesson to be read, or to be watched.
  package static var render: Self {
    Self(
      VerbDeclaration(
        "render", .shell, "write a lesson as a page, as Markdown or as a recording",
        usage: [
          "render LESSON.ft --html", "render LESSON.ft --md", "render LESSON.ft --cast [--v3]",
        ],
        options: [
          .init("html", nil, "a page that needs no network, for screens and for paper"),
          .init("md", nil, "Markdown"),
          .init("cast", nil, "a terminal's recording, for asciinema"),
          .init("v3", nil, "the recording in the form of asciinema 3"),
          .init("to", "FILE", "where it is written; LESSON.html and the like unless said"),
          .init("force", nil, "replace FILE when it is there"),
          ScriptInput.parameterOption,
        ],
        examples: [
          .init("render lesson.ft --html", "writes lesson.html, with what each line says"),
          .init("render lesson.ft --md --to README.md", "the same as Markdown"),
          .init("render lesson.ft --cast", "then asciinema play lesson.cast"),
        ], operands: [.path]),
      read: { reader throws(Failure) in try RenderInput(&reader) })
  }
}

extension RenderInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    script = try reader.argument("a lesson:  ft render lesson.ft --html")
    let forms = Form.allCases.filter { reader.flag($0.rawValue) }
    guard let form = forms.first, forms.count == 1 else {
      throw Failure(
        .badOptionValue, "render takes one of --html, --md and --cast",
        consequence: "nothing was written", remedy: "ft render \(script.text) --html")
    }
    self.form = form
    isNewerCast = reader.flag("v3")
    if isNewerCast, form != .cast {
      throw Failure(
        .badOptionValue, "--v3 is a form of --cast", consequence: "nothing was written",
        remedy: "ft render \(script.text) --cast --v3")
    }
    target = reader.value("to")
    replaces = reader.flag("force")
    parameters = try ScriptInput.parameters(&reader, of: script)
  }
}
