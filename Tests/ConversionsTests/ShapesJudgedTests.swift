import Conversions
import Testing

/// Rows whose answers somebody judged: pairs of a better and a worse one, and answers with a label.
@Suite struct ShapesJudgedTests {
  @Test(arguments: preferenceCases + labeledCases)
  private func `A judged row becomes an example`(_ item: ReadingCase) {
    #expect(reading(item.row, as: ShapeReader(item.shape)) == item.becomes)
  }
}

private let preferenceCases = [
  ReadingCase(
    name: "a pair with its system prompt and question under other names", shape: .hfPreference,
    row: #"{"system_prompt": "S", "input": "Q", "chosen": "A", "rejected": "B"}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      note: movedSystem
      """#),
  ReadingCase(
    name: "LLaMA-Factory's pair with what the instruction is about", shape: .hfPreference,
    row:
      #"{"system": "S", "instruction": "Q", "input": "x", "chosen": "A", "rejected": "B", "history": [["P", "R"]]}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "P"}, {"role": "assistant", "content": "R"}, {"role": "user", "content": "Q\nx"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      note: movedSystem
      """#),
  ReadingCase(
    name: "LLaMA-Factory's pair in OpenAI's words", shape: .shareGPTPreference,
    row:
      #"{"messages": [{"role": "user", "content": "Q"}], "chosen": {"role": "assistant", "content": "A"}, "rejected": {"role": "assistant", "content": "B"}}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      """#),
  ReadingCase(
    name: "an older interface's keys", shape: .preference,
    row:
      #"{"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_completion": [{"role": "assistant", "content": "A"}], "non_preferred_completion": [{"role": "assistant", "content": "B"}]}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      note: renamedKey(from: "preferred_completion", to: "preferred_output")
      note: renamedKey(from: "non_preferred_completion", to: "non_preferred_output")
      """#),
  ReadingCase(
    name: "a prompt and two texts", shape: .hfPreference,
    row: #"{"prompt": "Q", "chosen": "A", "rejected": "B", "score_chosen": 9.10}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}], "score_chosen": 9.10}
      """#),
  ReadingCase(
    name: "two conversations and their prompt", shape: .hfPreference,
    row:
      #"{"prompt": "Q", "chosen": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "rejected": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "B"}]}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      """#),
  ReadingCase(
    name: "two conversations without a prompt", shape: .hfPreference,
    row:
      #"{"chosen": [{"role": "user", "content": "R"}, {"role": "assistant", "content": "A"}], "rejected": [{"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "R"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      note: foundCommonPrompt
      """#),
  ReadingCase(
    name: "sides that part too early", shape: .hfPreference,
    row:
      #"{"chosen": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "rejected": [{"role": "user", "content": "R"}, {"role": "assistant", "content": "B"}]}"#,
    becomes: #"""
      fault: unclearPair at row.chosen
      """#),
  ReadingCase(
    name: "HH-RLHF", shape: .hhStrings,
    row:
      #"{"chosen": "\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: A \\nHuman: joke?\n\nAssistant: Yes.", "rejected": "\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: A \\nHuman: joke?\n\nAssistant: No."}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}, {"role": "user", "content": "A \\nHuman: joke?"}]}, "preferred_output": [{"role": "assistant", "content": "Yes."}], "non_preferred_output": [{"role": "assistant", "content": "No."}]}
      note: foundCommonPrompt
      """#),
  ReadingCase(
    name: "LLaMA-Factory's pair", shape: .shareGPTPreference,
    row:
      #"{"conversations": [{"from": "human", "value": "Q"}], "chosen": {"from": "gpt", "value": "A"}, "rejected": {"from": "gpt", "value": "B"}}"#,
    becomes: #"""
      {"input": {"messages": [{"role": "user", "content": "Q"}]}, "preferred_output": [{"role": "assistant", "content": "A"}], "non_preferred_output": [{"role": "assistant", "content": "B"}]}
      """#),
]

private let labeledCases = [
  ReadingCase(
    name: "a tag in a row of a file without tags", shape: .shareGPT,
    row:
      #"{"conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}], "kto_tag": false}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}], "label": false}
      note: weightOfRejected
      """#),
  ReadingCase(
    name: "a tag in an instruction's row", shape: .alpaca,
    row: #"{"instruction": "Q", "output": "A", "kto_tag": true}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "label": true}
      """#),
  ReadingCase(
    name: "a column that only has the tag's name", shape: .alpaca,
    row: #"{"instruction": "Q", "output": "A", "kto_tag": "seen"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "kto_tag": "seen"}
      """#),
  ReadingCase(
    name: "turns beside an instruction, and a null tag beside a label", shape: .kto,
    row:
      #"{"instruction": "I", "conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}], "kto_tag": null, "label": false}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}], "label": false, "instruction": "I"}
      note: droppedNulls
      note: weightOfRejected
      """#),
  ReadingCase(
    name: "an answer that is not liked", shape: .kto,
    row: #"{"prompt": "Q", "completion": "A", "label": false}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 0}], "label": false}
      note: weightOfRejected
      """#),
  ReadingCase(
    name: "an answer that is liked, behind one that nobody judged", shape: .kto,
    row:
      #"{"prompt": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "P"}, {"role": "user", "content": "R"}], "completion": [{"role": "assistant", "content": "A"}], "label": true}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "P", "weight": 0}, {"role": "user", "content": "R"}, {"role": "assistant", "content": "A"}], "label": true}
      note: weightOfPrompt
      """#),
  ReadingCase(
    name: "LLaMA-Factory's tag of an Alpaca row", shape: .kto,
    row:
      #"{"instruction": "Q", "input": "x", "output": "A", "kto_tag": false, "history": [["P", "R"]], "label": "b"}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "P"}, {"role": "assistant", "content": "R", "weight": 0}, {"role": "user", "content": "Q\nx"}, {"role": "assistant", "content": "A", "weight": 0}], "label": false, "label_2": "b"}
      note: weightOfPrompt
      note: weightOfRejected
      note: renamedColumn(from: "label", to: "label_2")
      """#),
  ReadingCase(
    name: "LLaMA-Factory's tag", shape: .kto,
    row:
      #"{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "kto_tag": true}"#,
    becomes: #"""
      {"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "label": true}
      """#),
]
