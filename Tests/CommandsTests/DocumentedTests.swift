import CommandLanguage
import Commands
import Presentation
import Reports
import Testing

/// What the table says of each command is so.
@Suite struct DocumentedTests {
  static let catalog = CommandTable.standard.catalog

  @Test(arguments: catalog.declarations.map(\.name))
  func `A command says what it does, how it is written and by example`(_ name: String) throws {
    let command = try #require(Self.catalog.declaration(named: name))
    #expect(!command.usage.isEmpty)
    #expect(!command.examples.isEmpty)
    #expect(command.usage.allSatisfy { $0.hasPrefix(name) })
    #expect(command.summary.first?.isLowercase == true)
    #expect(command.summary.last?.isPunctuation == false)
    #expect(command.summary.count <= 80)
    for option in command.options {
      #expect(option.summary.last != ".", "\(option.name)")
      #expect(option.placeholder?.contains { $0.isLowercase } != true, "\(option.name)")
    }
  }

  @Test(arguments: catalog.declarations.map(\.name))
  func `The examples of a command are lines that can be read`(_ name: String) throws {
    let command = try #require(Self.catalog.declaration(named: name))
    let parser = Parser(options: Self.catalog)
    for example in command.examples {
      let statement = try #require(try parser.statement(example.line))
      let verb = try #require(statement.verb?.name)
      let found = try #require(Self.catalog.declaration(named: verb), "\(example.line)")
      for option in statement.options {
        #expect(found.allOptions.contains { $0.name == option.name }, "\(example.line)")
      }
      #expect(!example.effect.isEmpty)
      #expect(example.effect.last != ".")
    }
  }

  @Test func `The help of a verb is the same however it is asked for`() async throws {
    let fixture = try SessionFixture()
    let page = await fixture.run("help launch")
    #expect(page == (await fixture.run("launch --help")))
    #expect(page == (await fixture.run("launch -h")))
    #expect(page == (await fixture.run("?launch")))
  }

  @Test(arguments: [40, 60, 80])
  func `A help page has every letter at any width`(_ width: Int) throws {
    let letters = { (text: String) in text.filter { !$0.isWhitespace }.sorted() }
    let pages =
      [HelpResult.overview(Self.catalog.declarations)]
      + Self.catalog.declarations.map { .verb($0) } + FailureKind.allCases.map { .code($0) }
    for page in pages {
      let whole = render(page.blocks, .unlimited)
      let narrow = render(page.blocks, Layout(width: width))
      #expect(letters(narrow) == letters(whole), "\(narrow)")
      for line in narrow.split(separator: "\n") { #expect(displayWidth(String(line)) <= width) }
    }
  }

  @Test func `Nothing of a help page is cut at 80 columns`() async throws {
    let fixture = try SessionFixture()
    for topic in [""] + Self.catalog.declarations.map(\.name) {
      let page = await fixture.run("help \(topic)")
      for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
      #expect(!page.contains("…"), "help \(topic)")
      for example in Self.catalog.declaration(named: topic)?.examples ?? [] {
        #expect(page.contains(example.line), "\(example.line)")
      }
    }
  }

  @Test func `The manual page has every verb, and no text in it is taken for a request`()
    async throws
  {
    let page = try await SessionFixture().run("help --man")
    for declaration in Self.catalog.declarations {
      let name = declaration.name.replacing("-", with: "\\-")
      #expect(page.contains("\n.SS \"\(name)\"\n"))
    }
    let requests = Set(
      page.split(separator: "\n").filter { $0.hasPrefix(".") || $0.hasPrefix("'") }
        .map { String($0.prefix { $0 != " " }) })
    #expect(requests == [".TH", ".SH", ".SS", ".TP", ".B", ".PP", ".nf", ".fi"])
    // A hyphen that is no \- is typeset as another character, which cannot be typed back.
    #expect(page.contains("\\-\\-max\\-cost"))
    #expect(!page.contains("--"))
  }
}
