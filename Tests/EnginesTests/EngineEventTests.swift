import Engines
import Testing

/// What the lines of a trainer mean.
@Suite struct EngineEventTests {
  @Test(arguments: [
    (#"{"type":"started","pid":7,"run":1}"#, EngineEvent.started(leader: 7)),
    (#"{"type":"started","pid":7,"group":6,"run":1}"#, .started(leader: 6)),
    (
      #"{"type":"training","step":15,"steps":39,"steps_per_epoch":13,"resumed_from":null}"#,
      .training(step: 15, steps: 39, stepsPerEpoch: 13)
    ),
    (
      #"{"type":"step","step":16,"epoch":1.23,"loss":6.25,"accuracy":0.5,"learning_rate":1e-4}"#,
      .step(.init(number: 16, loss: 6.25, accuracy: 0.5))
    ),
    (
      #"{"type":"step","step":2,"loss":null,"not_finite":["loss"]}"#,
      .step(.init(number: 2, loss: nil, accuracy: nil))
    ),
    (
      #"{"type":"evaluation","step":26,"loss":5,"accuracy":0.5}"#,
      .evaluation(step: 26, loss: 5, accuracy: 0.5)
    ),
    (
      #"{"type":"model","step":26,"epoch":2,"path":"models/step-26"}"#,
      .model(step: 26, path: "models/step-26")
    ),
    (#"{"type":"stopped","step":20,"order":"pause"}"#, .stopped),
    (
      #"{"type":"failed","code":"disk_full","message":"No space left"}"#,
      .failed(code: "disk_full", message: "No space left")
    ),
  ])
  func `A line is an event`(_ line: String, _ event: EngineEvent) {
    #expect(EngineEvent(line: Array(line.utf8)) == event)
  }

  @Test(arguments: [
    "", "not JSON", "[]", #"{"type":"step"}"#, #"{"type":"step","step":0}"#, #"{"type":"poem"}"#,
    #"{"type":"model","step":1,"path":"/etc"}"#, #"{"type":"model","step":1,"path":"a/../../b"}"#,
    #"{"type":"model","step":1,"path":""}"#,
  ])
  func `A line that says nothing to a job is passed over`(_ line: String) {
    #expect(EngineEvent(line: Array(line.utf8)) == nil)
  }
}

/// The names that a model of the user's own can have.
@Suite struct EngineNameTests {
  @Test(arguments: [
    ("llama", true), ("Qwen3-0.6B", true), ("my_model", true), ("", false), (".hidden", false),
    ("-x", false), ("ft:mine", false), ("a/b", false), ("a b", false), ("모델", false),
    (String(repeating: "a", count: 61), false),
  ])
  func `A name is that of a file and of a model`(_ name: String, _ expected: Bool) {
    #expect(EngineRegistry.isName(name) == expected)
  }
}
