import Conversions
import JSON
import Testing

/// Rows, and what the detection says of them, the best shape first.
private struct Case: CustomTestStringConvertible {
  var name: String
  var rows: [String]
  var says: String

  var testDescription: String { name }
}

@Suite struct ShapesDetectionTests {
  @Test(arguments: [
    Case(
      name: "a chat",
      rows: [#"{"messages": [{"role": "user", "content": "Q"}], "id": 1}"#],
      says: "chat certain | messages[].role 1/1 |  | id"),
    Case(
      name: "Anthropic messages, of which one row has a system prompt",
      rows: [
        #"{"messages": [{"role": "user", "content": "Q"}]}"#,
        #"{"system": "S", "messages": [{"role": "user", "content": "Q"}], "id": 2}"#,
        #"{"messages": [{"role": "user", "content": "Q"}]}"#,
      ],
      says: """
        bedrock certain | system 1/3 messages[].role 1/3 |  | id
        chat unsure | messages[].role 3/3 |  | system id
        """),
    Case(
      name: "a chat with a column that is called system",
      rows: [
        #"{"system": "crm", "messages": [{"role": "system", "content": "S"}]}"#,
        #"{"system": "crm", "messages": [{"role": "user", "content": "Q", "weight": 1}]}"#,
        #"{"messages": [{"role": "user", "content": "Q"}]}"#,
      ],
      says: """
        bedrock likely | system 1/3 messages[].role 1/3 |  |
        chat unsure | messages[].role 3/3 |  | system
        """),
    Case(
      name: "ShareGPT, one row of three broken",
      rows: [
        #"{"id": 1, "conversations": [{"from": "human", "value": "Q"}]}"#, "{",
        #"{"conversations": [{"from": "gpt", "value": "Q"}], "system": "S"}"#,
      ],
      says: """
        shareGPT likely | conversations[].from 2/3 conversations[].value 2/3 |  | id
        """),
    Case(
      name: "Alpaca",
      rows: [#"{"instruction": "I", "input": "", "output": "O", "topic": "x"}"#],
      says: """
        alpaca certain | instruction 1/1 output 1/1 | \
        instruction>user input>user output>assistant | topic
        columns unsure | instruction 1/1 output 1/1 | instruction>user output>assistant | \
        input topic
        """),
    Case(
      name: "an Alpaca row that is judged",
      rows: [#"{"instruction": "I", "input": "", "output": "O", "kto_tag": true}"#],
      says: """
        kto certain | instruction 1/1 kto_tag 1/1 |  |
        columns likely | instruction 1/1 output 1/1 | instruction>user output>assistant | \
        input kto_tag
        """),
    Case(
      name: "a chat that is judged",
      rows: [#"{"messages": [{"role": "user", "content": "Q"}], "kto_tag": true}"#],
      says: """
        kto certain | kto_tag 1/1 |  |
        chat unsure | messages[].role 1/1 |  | kto_tag
        """),
    Case(
      name: "a chat with two answers",
      rows: [#"{"messages": [{"role": "user"}], "chosen": {}, "rejected": {}}"#],
      says: """
        shareGPTPreference certain | conversations 1/1 chosen 1/1 rejected 1/1 |  |
        chat unsure | messages[].role 1/1 |  | chosen rejected
        """),
    Case(
      name: "a chat with a number and a null that are called system",
      rows: [
        #"{"messages": [{"role": "user", "content": "Q"}], "system": 3}"#,
        #"{"messages": [{"role": "user", "content": "Q"}], "system": null}"#,
      ],
      says: "chat certain | messages[].role 2/2 |  | system"),
    Case(
      name: "exchanges in place of turns",
      rows: [#"{"conversation": [{"input": "Q", "output": "A"}]}"#],
      says: "shareGPT certain | conversation[].input 1/1 conversation[].output 1/1 |  |"),
    Case(
      name: "messages and the answer to them",
      rows: [#"{"input": [{"role": "user", "content": "Q"}], "output": "A", "id": 1}"#],
      says: "trlPromptCompletion certain | input[].role 1/1 output 1/1 |  | id"),
    Case(
      name: "an instruction with two answers",
      rows: [#"{"instruction": "I", "input": "x", "chosen": "A", "rejected": "B", "id": 1}"#],
      says: """
        hfPreference certain | instruction 1/1 chosen 1/1 rejected 1/1 | \
        instruction>user input>user chosen>preferred rejected>rejected | id
        """),
    Case(
      name: "question and answer",
      rows: [#"{"Question": "Q", "answer": "0045", "shelf": "2"}"#],
      says: "columns likely | Question 1/1 answer 1/1 | Question>user answer>assistant | shelf"),
    Case(
      name: "longer heads with a word for each side, beside heads about them",
      rows: [
        #"{"customer_id": "7", "customer_message": "Q", "agentName": "K", "agentReply": "A"}"#
      ],
      says: """
        columns unsure | customer_message 1/1 agentReply 1/1 | \
        customer_message>user agentReply>assistant | customer_id agentName
        """),
    Case(
      name: "Korean heads with a word for each side",
      rows: [#"{"상담번호": "7", "고객문의": "Q", "상담원 답변": "A"}"#],
      says: """
        columns unsure | 고객문의 1/1 상담원 답변 1/1 | 고객문의>user 상담원 답변>assistant | 상담번호
        """),
    Case(
      name: "prompt and completion",
      rows: [#"{"prompt": "Q", "completion": "A"}"#],
      says: """
        promptCompletion certain | prompt 1/1 completion 1/1 | prompt>user completion>assistant |
        columns unsure | prompt 1/1 completion 1/1 | prompt>user completion>assistant |
        """),
    Case(
      name: "TRL's lists",
      rows: [
        #"{"prompt": [{"role": "user", "content": "Q"}], "completion": [{"role": "assistant"}]}"#
      ],
      says: """
        trlPromptCompletion certain | prompt[].role 1/1 completion[].role 1/1 | \
        prompt>user completion>assistant |
        """),
    Case(
      name: "bare lists", rows: [#"[{"role": "user", "content": "Q"}]"#],
      says: "messageList certain | [].role 1/1 |  |"),
    Case(
      name: "a row for each message",
      rows: [#"{"conversation_id": "1", "turn": "1", "role": "user", "content": "Q"}"#],
      says: """
        longTable certain | conversation_id 1/1 turn 1/1 role 1/1 content 1/1 | \
        conversation_id>conversation turn>turn role>role content>content |
        """),
    Case(
      name: "xLAM's calls and tools as text",
      rows: [
        #"{"id": 1, "query": "Q", "answers": "[{\"name\": \"f\", \"arguments\": {}}]", "tools": "[{\"name\": \"f\"}]"}"#
      ],
      says: """
        columns certain | query 1/1 answers 1/1 tools 1/1 | \
        query>user answers>assistant tools>tools | id
        """),
    Case(
      name: "a column that is called tools and has none",
      rows: [#"{"question": "Q", "answer": "A", "tools": "hammer, saw"}"#],
      says: "columns likely | question 1/1 answer 1/1 | question>user answer>assistant | tools"),
    Case(
      name: "two columns that may be the answer",
      rows: [#"{"problem": "Q", "solution": "A", "answer": "4"}"#],
      says: """
        columns unsure | problem 1/1 answer 1/1 | problem>user answer>assistant | solution
        """),
    Case(
      name: "Glaive's chats", rows: [#"{"system": "S", "chat": "USER: Q\n\n\nASSISTANT: A"}"#],
      says: "text certain | chat 1/1 |  |"),
    Case(
      name: "Axolotl's pieces with a template's marks",
      rows: [#"{"segments": [{"label": true, "text": "[INST] Q [/INST] A"}], "id": 1}"#],
      says: "segments certain | segments[].label 1/1 segments[].text 1/1 |  | id"),
    Case(
      name: "Axolotl's pieces without marks",
      rows: [#"{"segments": [{"label": false, "text": "Q"}, {"label": true, "text": "A"}]}"#],
      says: "segments unsure | segments[].label 1/1 segments[].text 1/1 |  |"),
    Case(
      name: "SHP",
      rows: [#"{"history": "Q", "human_ref_A": "A", "human_ref_B": "B", "labels": 1}"#],
      says: """
        hfPreference certain | history 1/1 human_ref_A 1/1 human_ref_B 1/1 labels 1/1 | \
        history>user human_ref_A>preferred where labels is 1 \
        human_ref_B>preferred where labels is 0 |
        """),
    Case(
      name: "bare texts in turns", rows: [#"{"id": "1", "data": ["Q", "A", "R", "B"]}"#],
      says: "shareGPT likely | data[] 1/1 |  | id"),
    Case(
      name: "a tree in each row",
      rows: [#"{"prompt": {"text": "Q", "role": "prompter", "replies": []}, "tree_state": "x"}"#],
      says: "messageTree certain | prompt.replies 1/1 prompt.text 1/1 |  | tree_state"),
    Case(
      name: "OpenAssistant's messages",
      rows: [
        #"{"message_id": "1", "parent_id": null, "text": "Q", "role": "prompter", "lang": "en"}"#,
        #"{"message_id": "2", "parent_id": "1", "text": "A", "role": "assistant", "rank": 0}"#,
      ],
      says: """
        messageTree certain | message_id 2/2 parent_id 2/2 role 2/2 text 2/2 | \
        message_id>message parent_id>parent role>role text>content | lang
        text unsure | text 2/2 |  | message_id parent_id role lang rank
        """),
    Case(name: "nothing known", rows: [#"{"a": 1}"#, "3", "nonsense"], says: ""),
    Case(name: "no rows", rows: [], says: ""),
  ])
  private func `Keys tell the shape`(_ item: Case) {
    let rows = item.rows.enumerated().map {
      SourceRow(Array($0.element.utf8), line: $0.offset + 1)
    }
    #expect(description(of: RowShape.detect(rows)) == item.says)
  }

  @Test(arguments: [
    (
      #"{"no": "1", "what they wrote": "a long text", "what we wrote": "a longer text"}"#,
      "what they wrote>user what we wrote>assistant"
    ),
    (#"{"reply": "A", "remark": "fine", "mail": "a long letter"}"#, "mail>user reply>assistant"),
    (
      #"{"language": "English", "source": "a long address", "ask": "Q", "say": "A"}"#,
      "ask>user say>assistant"
    ),
    (
      #"{"system": "S", "tools": [{"name": "f"}], "ask": "Q", "say": "A"}"#,
      "system>system ask>user say>assistant tools>tools"
    ),
    (#"{"reply": "A"}"#, "nothing"),
  ])
  func `Where heads tell nothing, the longest texts are the sides`(row: String, says: String) {
    let rows = [SourceRow(Array(row.utf8), line: 1)]
    let columns = (try? JSONValue(parsing: Array(row.utf8)))?.members?.map(\.key) ?? []
    let guess = FieldMapping(guessing: columns, in: rows)
    let pairs = guess?.pairs.map { "\($0.from)>\($0.to)" }.joined(separator: " ")
    #expect(pairs ?? "nothing" == says)
  }
}

private func description(of found: [ShapeDetection]) -> String {
  found.map { found in
    let evidence = found.evidence.map { "\($0.key) \($0.rowCount)/\($0.total)" }
    let mapping = found.mapping.map { "\($0.from)>\($0.to)" }
    let line = [
      "\(found.shape.rawValue) \(found.certainty)", evidence.joined(separator: " "),
      mapping.joined(separator: " "), found.metadataKeys.joined(separator: " "),
    ].joined(separator: " | ")
    return line.hasSuffix(" ") ? String(line.dropLast()) : line
  }.joined(separator: "\n")
}
