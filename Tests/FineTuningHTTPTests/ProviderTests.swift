import FineTuningHTTP
import Testing

@Suite struct SecretTests {
  @Test func `A key shows nowhere`() throws {
    let key = try #require(Secret(" sk-very-secret\n"))
    var dumped = ""
    dump(key, to: &dumped)
    let texts = [
      String(describing: key), String(reflecting: key), dumped, "\([key])", "\(key as Any)",
      String(describing: Optional(key)),
    ]
    for text in texts { #expect(!text.contains("secret")) }
    #expect(key.exposed == "sk-very-secret")
  }

  @Test(arguments: ["", " \n", "a b", "schlüssel", "a\r\nX-Evil: 1"])
  func `What a header cannot carry is no key`(text: String) {
    #expect(Secret(text) == nil)
  }

  @Test(arguments: [("sk-1", true), ("sk-2", false), ("sk-", false), ("sk-11", false), ("", false)])
  func `Only the same key matches`(other: String, isSame: Bool) throws {
    #expect(try #require(Secret("sk-1")).matches(other) == isSame)
  }
}

@Suite struct BaseURLTests {
  @Test(
    arguments: [
      ("https://api.openai.com/v1", "https://api.openai.com/v1"),
      ("HTTPS://API.example/V1///", "https://api.example/V1"),
      ("http://localhost:8091", "http://localhost:8091"),
      ("http://[::1]:80/v1", "http://[::1]:80/v1"),
      ("https://h/openai?api-version=1", "https://h/openai?api-version=1"),
      ("ftp://h", nil), ("https://", nil), ("https:///v1", nil), ("api.openai.com", nil),
      ("https://user@h/v1", nil), ("https://h:port", nil), ("https://h:99999", nil),
      ("https://h/v1#x", nil), ("https://h/ v1", nil), ("https://[::1", nil), ("", nil),
    ] as [(String, String?)])
  func `An address is a scheme, a host and a path`(text: String, expected: String?) {
    #expect(BaseURL(text)?.description == expected)
  }

  @Test(arguments: [
    ("https://h.example", true), ("http://h.example", false), ("http://127.0.0.1:1", true),
    ("http://localhost", true), ("http://[::1]", true), ("http://127.evil.example", false),
    ("http://localhost.evil.example", false),
  ])
  func `A key goes out only where nobody listens`(text: String, isSafe: Bool) throws {
    #expect(try #require(BaseURL(text)).keepsSecrets == isSafe)
  }
}

@Suite struct ProviderTests {
  @Test func `Names of built-in providers are unique and the sandbox is the first`() {
    let names = Provider.builtIn.map(\.name)
    #expect(names == ["sandbox", "openai", "azure", "nebius"])
    #expect(Provider.builtIn.filter(\.isInProcess).map(\.name) == ["sandbox"])
    #expect(Provider.builtIn.filter { !$0.isPriced }.map(\.name) == ["sandbox"])
  }

  @Test func `The environment overrules the address and gives the key`() throws {
    let environment = [
      "OPENAI_API_KEY": "sk-1", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
      "AZURE_OPENAI_ENDPOINT": "https://me.openai.azure.com/", "AZURE_OPENAI_API_KEY": "k",
    ]
    let openAI = try Provider.openAI.connection { environment[$0] }
    #expect(openAI.baseURL.description == "http://127.0.0.1:9/v1")
    #expect(openAI.key == Secret("sk-1"))
    let azure = try Provider.azure.connection { environment[$0] }
    #expect(azure.baseURL.description == "https://me.openai.azure.com/openai/v1")
  }

  @Test(arguments: [
    (Provider.sandbox, [:], "provider 'sandbox' runs inside this program and has no address"),
    (.openAI, [:], "provider 'openai' needs its key in OPENAI_API_KEY"),
    (
      .openAI, ["OPENAI_API_KEY": "a b"],
      "OPENAI_API_KEY holds no key for provider 'openai' that a header can carry"
    ),
    (
      .openAI, ["OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "nowhere"],
      "OPENAI_BASE_URL holds no http address for provider 'openai'"
    ),
    (
      .openAI, ["OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://far.example/v1"],
      "a key for provider 'openai' would travel unencrypted to 'far.example'"
    ),
    (.azure, [:], "provider 'azure' needs its address in AZURE_OPENAI_ENDPOINT"),
  ])
  func `What is missing is named`(
    provider: Provider, environment: [String: String], sentence: String
  ) throws {
    let error = try #require(throws: ProviderError.self) {
      try provider.connection { environment[$0] }
    }
    #expect(error.description == sentence)
  }
}
