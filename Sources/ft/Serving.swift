import CommandLanguage
import Commands
import Files
import FineTuning
import FineTuningHTTP
import Glibc
import LoopbackServer
import Presentation
import Sandbox
import Terminal
import Workspaces

/// `ft serve`: the sandbox over HTTP on 127.0.0.1, until Ctrl-C.
struct Serving: Sendable {
  let application: Application
  let screen: Screen

  /// How long open answers may take after Ctrl-C; a second one does not wait for them.
  private static let timeout = Duration.seconds(600)

  func run(_ input: ServeInput) async throws -> Commands.ExitCode {
    let faults = try input.faults.map { argument throws(Failure) in
      guard let fault = Fault(argument.text) else {
        throw Failure(
          .badOptionValue, "\"\(argument.text)\" is not a fault rule", at: argument.span,
          consequence: "nothing was started",
          remedy: "ft serve --fault \"429:3 POST chat/completions x2\"")
      }
      return fault
    }
    let store =
      input.store.map(application.environment.path) ?? Services.store(of: application.workspacePath)
    let sandbox = try Sandbox(store: store, options: Services.options(application.environment))
    defer { sandbox.close() }
    let key = try input.key?.text ?? storedKey(in: store)
    guard let secret = Secret(key) else {
      throw Failure(
        .badOptionValue, "--key takes visible characters without spaces",
        at: input.key?.span, consequence: "nothing was started", remedy: "ft serve")
    }
    let router = ServiceRouter(
      sandbox, access: ServiceRouter.Access(key: secret, isLocalOnly: true),
      makeSpool: { TemporaryFileSpool(directory: store) })
    let named: any HTTPTransport =
      try modelName(input.model).map {
        RenamingTransport(router, calling: Sandbox.baseModel, $0)
      } ?? router
    let server = LoopbackServer(
      faults.isEmpty ? named : FaultyTransport(named, rules: faults))
    let port = try await server.start(port: UInt16(input.port))
    // The key is for the user who started the server, so it is written once, to standard output.
    screen.write("base URL  http://127.0.0.1:\(port)/v1\n")
    screen.write("key       \(key)\n")
    do {
      try await application.interrupts.cancelling { [screen] in
        screen.notice("serving \(store); Ctrl-C stops")
        while true { try await ContinuousClock().sleep(for: .seconds(3_600)) }
      }
    } catch is CancellationError {
      screen.notice("finishing open streams; Ctrl-C again ends at once")
    }
    await server.stop(timeout: Self.timeout)
    screen.notice("stopped")
    return .success
  }

  /// The name of a model as services write them.
  private func modelName(_ given: Argument?) throws -> String? {
    guard let given else { return nil }
    let isName = given.text.utf8.allSatisfy {
      $0 < 128
        && ($0 == 0x2D || $0 == 0x2E || $0 == 0x5F || Character(Unicode.Scalar($0)).isLetter
          || Character(Unicode.Scalar($0)).isNumber)
    }
    guard isName, given.text.count > 3 else {
      throw Failure(
        .badOptionValue, "--as takes the name of a model", at: given.span,
        consequence: "nothing was started", remedy: "ft serve --as gpt-4.1-mini")
    }
    return given.text
  }

  /// The store's own key, made once and readable by its owner only.
  private func storedKey(in store: String) throws -> String {
    let path = store + "/key"
    if let bytes = try? LocalFile.contents(of: path) {
      return String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
    }
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    let key = "ftk-" + String((0..<32).compactMap { _ in letters.randomElement() })
    let mask = umask(0o077)
    defer { umask(mask) }
    try LocalFile.write(Array((key + "\n").utf8), to: path)
    return key
  }
}
