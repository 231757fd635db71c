extension Provider {
  /// The providers that every workspace knows, the default first.
  package static let builtIn: [Provider] = [.sandbox, .openAI, .azure, .nebius]

  /// OpenAI's API inside this program: free, offline, and it really trains.
  package static let sandbox = Provider(
    name: "sandbox", baseURL: nil, authentication: .none,
    limits: Limits(fileByteCount: 512 << 20, suffixLength: 64), isPriced: false,
    notes: ["trains a small model on this machine; nothing leaves it and nothing is billed"])

  /// The original.
  package static let openAI = Provider(
    name: "openai", baseURL: BaseURL("https://api.openai.com/v1"),
    addressVariable: "OPENAI_BASE_URL", keyVariable: "OPENAI_API_KEY",
    limits: Limits(fileByteCount: 512 << 20, suffixLength: 64),
    notes: [
      "creates jobs only for organizations that used a tuned model in the past 60 days",
      "creates no jobs at all from 2027-01-06",
    ])

  /// Every customer has an address of their own, so the environment must give it.
  package static let azure = Provider(
    name: "azure", baseURL: nil, addressVariable: "AZURE_OPENAI_ENDPOINT",
    defaultPath: "/openai/v1", authentication: .header("api-key"),
    keyVariable: "AZURE_OPENAI_API_KEY", dialect: .azure,
    limits: Limits(fileByteCount: 512 << 20, suffixLength: 18),
    notes: ["a tuned model must be deployed, at an hourly fee, before it can chat"])

  /// Works with OpenAI's paths and shapes unchanged.
  package static let nebius = Provider(
    name: "nebius", baseURL: BaseURL("https://api.tokenfactory.nebius.com/v1"),
    keyVariable: "NEBIUS_API_KEY", dialect: .nebius, limits: Limits(fileByteCount: 5 << 30),
    notes: ["the learning rate multiplier is taken as the learning rate itself, such as 2e-5"])
}
