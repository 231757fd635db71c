import FoundationEssentials
import Testing

/// A check that a picky user runs in the first hour, and what holds it: the name of a test, or the
/// lines of a session document.
private struct Check: Sendable, CustomStringConvertible {
  var number: Int
  /// What the user does, and what must be seen.
  var description: String
  var holders: [Holder]

  init(_ number: Int, _ description: String, _ holders: Holder...) {
    (self.number, self.description, self.holders) = (number, description, holders)
  }

  struct Holder: Sendable {
    /// From the folder of all tests.
    var file: String
    /// A test's name, or words of a document.
    var words: String

    static func test(_ file: String, _ name: String) -> Self {
      Self(file: "\(file).swift", words: "func `\(name)`")
    }

    static func document(_ name: String, _ words: String) -> Self {
      Self(file: "CommandsTests/Sessions/\(name).ft", words: words)
    }
  }
}

extension Check.Holder {
  fileprivate static func hour(_ file: String, _ name: String) -> Self {
    test("SessionTests/FirstHour/\(file)", name)
  }
  fileprivate static func shell(_ name: String) -> Self { test("SessionTests/ShellTests", name) }
  fileprivate static func keys(_ part: String, _ name: String) -> Self {
    test("TerminalTests/LineEditorTests\(part)", name)
  }
  fileprivate static func guide(_ name: String) -> Self {
    test("CommandsTests/Lessons/GuideTests", name)
  }
}

/// The forty, ranked by what a failure costs: money, data, secrets; trust in replay; the first ten
/// minutes; polish.
private let checks: [Check] = [
  Check(
    1, "launch in a script without a budget: exit 4, nothing uploaded, the amount",
    .hour(
      "MoneyTests", "A launch that costs, in a script without a limit, is refused with the amount")),
  Check(
    2, "paste 12 lines: nothing runs before Enter, then they run as a list",
    .hour("PromptTests", "Twelve pasted lines wait for Enter and then run as a list"),
    .hour("PromptTests", "A pasted list stops at its first failure")),
  Check(
    3, "load, export, cmp: the same bytes",
    .hour("DataTests", "What is loaded and exported is the same file")),
  Check(
    4, "kill -9 in a bulk change: all or nothing",
    .test("SessionTests/CrashTests", "A bulk change that is killed was made whole or not at all")),
  Check(
    5, "grep for a key: nowhere; files for their owner only",
    .hour("TrustTests", "A key is nowhere, and what is kept is for its owner only"),
    .test(
      "SessionTests/TapeTests",
      "A tape holds no key, says who answered, and replays the same everywhere")),
  Check(
    6, "run a script twice, without network and key: the same bytes",
    .hour("TrustTests", "A script says the same, byte for byte, when it runs again")),
  Check(
    7, "five edits, undo, restart, redo: exact, each named",
    .hour("DataTests", "Five changes are taken back and made again over a restart")),
  Check(
    8, "a bad line 143: its place, the reason, a remedy, nothing loaded",
    .hour("DataTests", "A bad line is named with its place, and nothing is loaded")),
  Check(
    9, "two windows edit one example: the second is shown the difference",
    .hour("DataTests", "A change of what somebody else changed meanwhile is shown and not made"),
    .hour(
      "DataTests", "A line over what another window changed is refused once, and shows the change"),
    .hour(
      "DataTests",
      "What was seen since, what is one's own and what loses nothing is not asked about"),
    .hour("DataTests", "Two that change one dataset at once wait for each other")),
  Check(
    10, "tail, and pull the cable: it goes on, without a gap or a double",
    .hour("CableTests", "Following goes on when the service is back, without a gap or a double"),
    .hour(
      "PromptTests", "A job goes on when Ctrl-C leaves its tail, and nothing is lost or told twice")
  ),
  Check(
    11, "Ctrl-C in a line, an upload, a tail, a reply: the prompt is back",
    .hour("PromptTests", "Ctrl-C in a half-typed line drops it and nothing else"),
    .hour("CableTests", "Ctrl-C in an upload gives the prompt back, and says what became of it"),
    .hour("CableTests", "Ctrl-C in a reply keeps what has come, and the prompt is back")),
  Check(
    12, "the same launch twice: it exists, and costs nothing",
    .hour("MoneyTests", "The same launch twice is one job")),
  Check(
    13, "drop a dataset, or many examples: asked, shown, undone",
    .hour("DataTests", "Dropping asks for the name, or shows how many and three of them"),
    .document("05-guards", "error E211")),
  Check(
    14, "a sentence at the prompt: an error, and not a message that is paid",
    .hour("MoneyTests", "A sentence at the prompt is an error and goes to nobody")),
  Check(
    15, "a script with a fault in line 6: its place, nothing after it",
    .hour("TrustTests", "A script stops at its fault and names the file and the line")),
  Check(
    16, "ft in an empty folder: one screen says what to do; tour works",
    .hour("PromptTests", "A start in an empty folder says where it keeps things and what to do")),
  Check(
    17, "an estimate against the bill: the same tokens, the price's date",
    .document("55-first-hour", "## The price that was told is the price that is paid"),
    .document("55-first-hour", "(price table 20")),
  Check(
    18, "edit: broken, emptied, beginning with #",
    .document("23-drafts", "the draft is kept"),
    .test(
      "CommandsTests/DraftTests",
      "An emptied text changes nothing, and no line of a text is a comment")),
  Check(
    19, "chat: a paste is one message; /keep, /fix, /retry",
    .hour("HabitTests", "A paste of five lines in a chat is one message, whatever they say"),
    .document("09-talk", "> /retry"), .document("16-fixing", "> /fix")),
  Check(
    20, "save after a messy session, and run it elsewhere",
    .test("CommandsTests/SaveTests", "A random session, saved, does the same in another folder"),
    .document("51-saved", "save ")),
  Check(
    21, "mistyped words: a caret and one good suggestion",
    .document("55-first-hour", "## A mistyped word gets one good suggestion"),
    .shell("An unknown verb and an unknown option are shown with a caret and one suggestion")),
  Check(
    22, "guide: another way is accepted, a wrong one is rolled back",
    .guide("An answer is judged by what it leads to"),
    .guide("What leads elsewhere is said, and taken back")),
  Check(
    23, "guide: looking is not judged; it goes on where it was left",
    .test(
      "SessionTests/LessonTests",
      "A lesson in a pipe goes to its end, and goes on where it was left"),
    .guide("A step ends with a pause, and looking around in it is free"),
    .guide("A lesson that is left goes on at its step, also after it was edited")),
  Check(
    24, "ft test and ft update: a readable difference, a review of each change, masks kept",
    .hour("TrustTests", "At a terminal each change of a script is asked about"),
    .test(
      "CommandsTests/UpdateReviewTests", "Each change is taken or left, and Ctrl-C takes none"),
    .hour(
      "TrustTests",
      "A script that says something else is shown as a difference, and taken over on request")),
  Check(
    25, "another file by --param: it needs a tape or --live with a budget",
    .test("SessionTests/TapeTests", "Values of parameters have tapes of their own"),
    .test(
      "SessionTests/TapeTests",
      "Without a tape a script says how to record it, and how much that may cost")),
  Check(
    26, "a notice while a line is typed: above it, the text as it was",
    .keys("+Entries", "A notice appears above the half-typed line, the cursor where it was")),
  Check(
    27, "wide text: a key a character, straight columns",
    .keys("", "Keys edit the line"), .keys("", "Wide text is drawn where it stands"),
    .test(
      "CommandsTests/WorkspaceFilesTests",
      "Columns beside wide characters begin where the others do")),
  Check(
    28, "LC_ALL=C: nothing typed is lost, and it is said",
    .hour("HabitTests", "Without a locale nothing that is typed is lost, and it is said")),
  Check(
    29, "Tab: the right things, quoted",
    .test("CommandLanguageTests/CompletionTests", "A candidate is quoted when it is no bare word"),
    .keys("+Recall", "Tab completes")),
  Check(
    30, "Up after a restart: the whole entry, of this workspace",
    .hour("HabitTests", "Up brings back a whole entry after a restart, in its own workspace only")),
  Check(
    31, "a pipe: no color, no pager, no noise",
    .shell("A reader that leaves early is no error"),
    .shell("Color is where the environment wants it")),
  Check(
    32, "NO_COLOR, FORCE_COLOR, TERM=dumb",
    .shell("Color is where the environment wants it"),
    .shell("A dumb terminal gets a prompt, and nothing that moves the cursor"),
    .test("TerminalTests/ScreenTests", "Forced color in a pipe animates nothing")),
  Check(
    33, "5,000 examples: pages when needed, hits explained",
    .hour(
      "HabitTests",
      "Of five thousand examples some are shown, with a pager where they are more than a window")),
  Check(
    34, "PAGER and EDITOR: split, off, waited for, named",
    .test("TerminalTests/ProgramTests", "A program line is split at spaces outside quotes"),
    .test("TerminalTests/ProgramTests", "The pager is the user's choice"),
    .hour(
      "HabitTests", "An editor that nobody chose is named before it opens, with the keys that leave"
    )),
  Check(
    35, "--json: JSON, on standard output alone",
    .shell("What --json writes is JSON, on standard output alone")),
  Check(
    36, "help in every way it is asked for, and the manual page",
    .test(
      "CommandsTests/DocumentedTests", "The help of a verb is the same however it is asked for"),
    .test(
      "CommandsTests/DocumentedTests",
      "The manual page has every verb, and no text in it is taken for a request"),
    .test("CommandsTests/FailureKindTests", "Every code is explained, in capital and small letters")
  ),
  Check(
    37, "40 and 200 columns, and a resize: nothing lost",
    .hour("PromptTests", "A failure, a notice and a help page are broken at words"),
    .test(
      "PresentationTests/TableTests", "A narrow screen drops columns and says which, never rows"),
    .keys("+Entries", "The window may change its width while a line is typed")),
  Check(
    38, "a workspace of a newer ft is refused; an older one is copied, and then brought up to date",
    .shell("A workspace of a newer ft is refused and not touched"),
    .shell("A workspace of an older ft is copied and read, and it is said once"),
    .test(
      "WorkspacesTests/MigrationTests",
      "All that it held is there, and what was taken back can be done again"),
    .test("WorkspacesTests/MigrationTests", "Where no copy can be made the file stays as it is")),
  Check(
    39, "the end of a long job rings, unless it is switched off",
    .test("TerminalTests/ScreenTests", "A bell rings in a terminal, and in a pipe nothing does"),
    .hour("HabitTests", "The end of a line that took long rings, and the bell can be switched off"),
    .document("53-config", "config bell off")),
  Check(
    40, "whatever leaves a prompt leaves, with a line on the job",
    .hour(
      "HabitTests", "Whatever leaves other prompts leaves this one, and names the job that waits")),
]

extension SessionTests {
  /// The list of the forty.
  @Suite struct FortyChecks {
    @Test func `Each check has what holds it, under the name that it has`() throws {
      let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      for check in checks {
        #expect(!check.holders.isEmpty)
        for holder in check.holders {
          let text = try String(contentsOf: tests.appending(path: holder.file), encoding: .utf8)
          #expect(text.contains(holder.words), "\(check.number). \(check): \(holder.words)")
        }
      }
    }

    @Test func `All forty are there, each once and in order`() {
      #expect(checks.map(\.number) == Array(1...40))
    }
  }
}
