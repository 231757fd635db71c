import Commands
import Presentation
import Quantities

extension ChatEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .sentCommand(let name):
      .notice(
        "sent to the model, as every plain line is; \(name) is for ft, and /back takes this back")
    case .sentParting: .notice("sent to the model, as every plain line is; /done leaves")
    case .commands(let commands): .result([Self.table(of: commands)])
    case .requests(let listing): .result(listing.blocks)
    case .brokenOff(let isEmpty):
      .notice(
        isEmpty
          ? "nothing came.  /retry asks again"
          : "broken off; what came is kept.  /retry asks again")
    case .answered(let prompt, let completion, let duration):
      .notice(
        StyledText("\(prompt)+\(completion) tokens  \(NumberFormat.duration(duration))", .dim))
    case .tookBack(let question):
      .notice("took back: \(truncated(sanitized(question), to: 50))")
    case .systemPrompt(let prompt): .result([.line(StyledText(prompt ?? "(no system prompt)"))])
    case .otherSystemPrompt(let label, let trained):
      .notice(
        trained.map {
          "\(label) was trained with another system prompt: \(truncated(sanitized($0), to: 50))"
        } ?? "\(label) was trained without a system prompt, and is told one here")
    case .systemPromptSet: .notice("the system prompt is set; training used its own")
    case .conversation(let turns): .result([.turns(turns.map(\.presented))])
    case .usage(let prompt, let completion, let isPriced):
      .result([
        .line(
          """
          \(NumberFormat.count(prompt, "prompt token")), \
          \(NumberFormat.count(completion, "answer token"))\(isPriced ? "" : "  free")
          """)
      ])
    case .unchanged: .notice("nothing was changed")
    case .kept(let added): .result([added.line])
    }
  }

  private static func table(of commands: [ChatCommand]) -> Block {
    let rows = commands.map { [StyledText($0.name, .accent), StyledText($0.effect)] }
    return .table(Table(.explanation("command", "effect"), rows: rows, showsTitles: false))
  }
}

extension ChatTurn {
  /// The turn as a block of a conversation.
  var presented: Presentation.Turn {
    Presentation.Turn(role: role, text: text, remark: isPartial ? "broken off" : nil)
  }
}
