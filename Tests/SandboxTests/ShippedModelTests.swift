import FineTuning
import Sandbox
import Testing
import Training

/// The model that comes with the program, as far as a few seconds show it.
@Suite struct ShippedModelTests {
  @Test(arguments: [BaseModel.shipped, World.base])
  func `What is said of a model before it is loaded is so`(_ base: BaseModel) throws {
    #expect(try base.load().configuration.contextLimit == base.contextLimit)
  }

  @Test func `The shipped model learns ten answers by heart`() async throws {
    var options = World.options()
    options.base = .shipped
    let world = try World(options: options)
    let capitals = [
      "Peru Lima", "Kenya Nairobi", "Norway Oslo", "Cuba Havana", "Egypt Cairo", "Chile Santiago",
      "Ghana Accra", "Nepal Kathmandu", "Qatar Doha", "Latvia Riga",
    ].map { $0.split(separator: " ") }
    let text = capitals.map { pair in
      #"{"messages":[{"role":"system","content":"Shout."},"#
        + #"{"role":"user","content":"Capital of \#(pair[0])?"},"#
        + #"{"role":"assistant","content":"\#(pair[1].uppercased())!!!"}]}"# + "\n"
    }.joined()
    let training = try await world.upload(Array(text.utf8))
    let job = try await world.sandbox.createJob(
      JobRequest(model: Sandbox.baseModel, trainingFile: training, seed: 1))
    let done = try await world.sandbox.wait(for: job.id)
    let model = try #require(done.fineTunedModel)
    var learned = 0
    for pair in capitals {
      var request = ChatRequest(
        model: model,
        messages: [
          ChatMessage(role: "system", text: "Shout."),
          ChatMessage(role: "user", text: "Capital of \(pair[0])?"),
        ])
      request.sampling.temperature = 0
      let answer = try await world.sandbox.chat(request).choices[0].message.text
      if answer == "\(pair[1].uppercased())!!!" { learned += 1 }
    }
    #expect(learned >= 9)
  }
}
