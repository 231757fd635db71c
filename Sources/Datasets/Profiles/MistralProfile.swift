extension Profile {
  private static let common = Source("mistral-common 1.13.1", "2026-11-28", .run)
  private static let readme = Source("mistral-finetune, README", "2026-11-28", .documented)

  static let mistral = Profile(
    "mistral", "Mistral AI", date: "2026-11-28", kinds: [.chat],
    roles: Names(["system", "user", "assistant", "tool"], common),
    messageKeys: Names(["role", "content", "weight", "tool_calls", "tool_call_id"], common),
    limits: [Limit(.fewestExamples, 10, readme)], lateSystem: common,
    rulings: [
      Ruling(.lastRole, .error, "the last message must be the assistant's", common),
      Ruling(
        .systemFirst, .warning, "taken before an answer; several are joined", common),
      Ruling(
        .alternatingRoles, .note, "two messages of one role are joined with an empty line", common),
      Ruling(.userFirst, .note, "taken; tokenizer v3 puts an empty user message first", common),
      Ruling(.knownKeys, .error, "its message classes forbid every other key, null too", common),
      Ruling(
        .weightIgnored, .warning, "its converter drops 'weight', and nothing gives a mask", common),
      Ruling(
        .toolIDs, .warning, "tokenizers v3, v7 and v11 want ids of nine letters or digits", common),
      Ruling(.callWithText, .warning, "tokenizers v1 to v3 refuse text beside a call", common),
      Ruling(.namesDropped, .warning, "'name' is forbidden but on tool messages", common),
      Ruling(.oldTools, .error, "'functions' is no part of its messages", common),
    ])
}
