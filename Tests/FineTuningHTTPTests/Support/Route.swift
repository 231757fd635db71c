import CurlTransport
import FineTuning
import FineTuningHTTP
import LoopbackServer
import Testing

/// A way from a test to a service.
enum Route: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case direct
  case router
  case socket

  var testDescription: String { rawValue }

  /// Runs `body` with `shelf` seen through this route.
  func reach(
    _ shelf: ShelfService, log: @escaping RemoteService.Log = { _ in },
    _ body: (any FineTuningService) async throws -> Void
  ) async throws {
    let key = try #require(Secret("sk-test-1234"))
    let router = ServiceRouter(shelf, access: .init(key: key, isLocalOnly: true))
    switch self {
    case .direct: try await body(shelf)
    case .router:
      let connection = try testConnection("http://localhost/v1", key: key)
      try await body(RemoteService(connection, over: router, log: log))
    case .socket:
      let server = LoopbackServer(router)
      let port = try await server.start()
      do {
        let connection = try testConnection("http://127.0.0.1:\(port)/v1", key: key)
        try await body(RemoteService(connection, over: CurlTransport(), log: log))
      } catch {
        await server.stop(timeout: .zero)
        throw error
      }
      await server.stop(timeout: .zero)
    }
  }
}

/// A provider at `address` that takes `key` as a bearer.
func testConnection(_ address: String, key: Secret? = nil) throws -> Connection {
  let provider = Provider(name: "test", baseURL: BaseURL(address))
  return try Connection(
    provider: provider, baseURL: try #require(provider.baseURL), key: key)
}

extension ShelfService {
  /// Puts a small file on the shelf and returns its id.
  func trainingFile(_ text: String = "{}\n") async throws -> File.ID {
    try await uploadFile(
      FileUpload(
        name: "train.jsonl", purpose: "fine-tune", body: .chunks([Array(text.utf8)]))
    ).id
  }
}
