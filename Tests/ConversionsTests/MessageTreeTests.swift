import Conversions
import Testing

@Suite struct MessageTreeTests {
  private static let tree = [
    #"{"message_id": "1", "parent_id": null, "message_tree_id": "1", "role": "prompter", "text": "Q", "rank": null, "lang": "en", "emojis": {"a": 1}}"#,
    #"{"message_id": "2", "parent_id": "1", "message_tree_id": "1", "role": "assistant", "text": "worse", "rank": 1, "lang": "en"}"#,
    #"{"message_id": "3", "parent_id": "1", "message_tree_id": "1", "role": "assistant", "text": "A", "rank": 0, "lang": "en"}"#,
    #"{"message_id": "4", "parent_id": "3", "message_tree_id": "1", "role": "prompter", "text": "R", "rank": null, "lang": "en"}"#,
    #"{"message_id": "5", "parent_id": "4", "message_tree_id": "1", "role": "assistant", "text": "B", "rank": null, "lang": "en"}"#,
    #"{"message_id": "6", "parent_id": "5", "message_tree_id": "1", "role": "prompter", "text": "Bye", "rank": null, "lang": "en"}"#,
  ]

  @Test func `A tree becomes the conversation along the answers that were ranked best`() {
    #expect(
      joined(Self.tree) == [
        #"""
        {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}], "message_tree_id": "1", "lang": "en"}
        loses: metadata, worseAnswers, messagesAfterAnswer
        """#
      ])
  }

  @Test func `Answers that were ranked lower make pairs, where pairs are asked for`() {
    #expect(
      joined(Self.tree, offersSiblings: true) == [
        #"""
        {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "worse"}], "message_tree_id": "1", "lang": "en"}
        """#
      ])
  }

  @Test func `Without a column for the tree, a message without a parent begins one`() {
    let rows = [
      #"{"id": 1, "parent": null, "role": "user", "text": "Q"}"#,
      #"{"id": 2, "parent": 1, "role": "assistant", "text": "A"}"#,
      #"{"id": 3, "parent": "", "role": "user", "text": "R"}"#,
      #"{"id": 4, "parent": 3, "role": "assistant", "text": "B"}"#,
      #"{"id": 5, "parent": 3, "role": "assistant", "text": "not ranked"}"#,
      #"{"id": 6, "parent": null, "role": "user", "text": "nobody answered"}"#,
    ]
    #expect(
      joined(rows) == [
        #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}"#,
        #"""
        {"messages": [{"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}
        loses: otherAnswers
        """#,
        "loses: messagesAfterAnswer",
      ])
    #expect(joined(rows, offersSiblings: true) == ["", "", ""])
  }

  @Test func `A tree may be one row, with each message's replies in it`() {
    let answers =
      #"[{"text": "worse", "role": "assistant", "rank": 1, "replies": []}, {"text": "A", "role": "assistant", "rank": 0, "replies": [{"text": "Bye", "role": "prompter", "replies": []}]}]"#
    let row =
      #"{"message_tree_id": "t", "prompt": {"text": "Q", "role": "prompter", "lang": "en", "replies": \#(answers)}}"#
    let conversation = #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "message_tree_id": "t"}
      loses: metadata, worseAnswers, messagesAfterAnswer
      """#
    #expect(joined([row, row]) == [conversation, conversation])
    #expect(
      joined([row, #"{"prompt": {"text": "Q", "role": 1, "replies": []}}"#], offersSiblings: true)
        == [
          "fault: missingField at row.prompt.role",
          #"""
          {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "worse"}], "message_tree_id": "t"}
          """#,
        ])
  }

  /// A faulty row takes nothing else away than what hangs on it.
  @Test func `A message that hangs on nothing is a fault, and the tree before it stays`() {
    let rows = [
      #"{"id": "1", "parent_id": null, "tree_id": "a", "role": "user", "text": "Q"}"#,
      #"{"id": "2", "parent_id": "1", "tree_id": "a", "role": "assistant", "text": "A"}"#,
      #"{"id": "2", "parent_id": "1", "tree_id": "a", "role": "assistant", "text": "twice"}"#,
      #"{"id": "9", "parent_id": "8", "tree_id": "b", "role": "user", "text": "R"}"#,
      #"{"id": "3", "parent_id": null, "tree_id": "c", "role": "judge", "text": "R"}"#,
      #"{"id": "4", "parent_id": "3", "tree_id": "c", "role": "assistant", "text": "B"}"#,
      #"{"parent_id": "3", "tree_id": "c", "role": "assistant", "text": "B"}"#, "[]", "{",
    ]
    #expect(
      joined(rows) == [
        "fault: brokenTree at row.id", "fault: missingParent at row.parent_id",
        "fault: unknownRole at row.role", "fault: missingParent at row.parent_id",
        "fault: missingField at row.parent_id", "fault: notAnObject at row",
        "fault: invalidJSON(JSON.JSONError.Code.unexpectedEnd) at row",
        #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "tree_id": "a"}"#,
      ])
  }

  private func joined(_ rows: [String], offersSiblings: Bool = false) -> [String] {
    var reader = MessageTreeReader(offersSiblings: offersSiblings)
    var said: [String] = []
    for (index, row) in rows.enumerated() {
      do throws(ConversionFault) {
        if let read = try reader.add(SourceRow(Array(row.utf8), line: index + 1)) {
          said.append(description(of: read))
        }
      } catch {
        said.append("fault: \(error.code) at \(text(of: error.path))")
      }
    }
    return said + (reader.finish().map { [description(of: $0)] } ?? [])
  }
}
