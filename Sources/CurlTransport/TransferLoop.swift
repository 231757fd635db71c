import CCurl
import Glibc
import Synchronization
import Threads

/// The one thread that calls libcurl, and its queue of commands.
///
/// All calls are made on that thread, except `curl_multi_wakeup`, the one that curl allows from
/// any thread (https://curl.se/libcurl/c/curl_multi_wakeup.html).
final class TransferLoop: Sendable {
  private enum Command: Sendable {
    case start(Exchange)
    case resume(Exchange)
    case drop(Exchange)
  }

  // Unchecked because one thread alone uses the pointer, but for `curl_multi_wakeup`.
  /// A pointer that moves between threads.
  @safe private struct Multi: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
  }

  private struct Inbox {
    var commands: [Command] = []
    /// nil once the thread has ended and the handle is gone.
    var multi: Multi?
    var isStopped = false
  }

  /// curl wants this once, before any thread uses it.
  private static let isLibraryReady = ft_curl_start() == 0

  private let inbox = Mutex(Inbox())

  init() {
    precondition(Self.isLibraryReady, "libcurl starts")
    guard let multi = unsafe curl_multi_init() else { preconditionFailure("libcurl has memory") }
    // More would overflow the backlog of a small server; further transfers wait.
    _ = unsafe ft_curl_multi_set_number(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 16)
    let handle = unsafe Multi(handle: multi)
    inbox.withLock { $0.multi = handle }
    startThread()
  }

  func start(_ exchange: Exchange) {
    guard post(.start(exchange)) else { return exchange.cancel() }
  }

  func resume(_ exchange: Exchange) {
    _ = post(.resume(exchange))
  }

  func drop(_ exchange: Exchange) {
    _ = post(.drop(exchange))
  }

  /// Ends the thread; exchanges that are under way are cancelled.
  func stop() {
    inbox.withLock { inbox in
      inbox.isStopped = true
      if let multi = inbox.multi { _ = unsafe curl_multi_wakeup(multi.handle) }
    }
  }

  private func post(_ command: Command) -> Bool {
    inbox.withLock { inbox in
      guard !inbox.isStopped, let multi = inbox.multi else { return false }
      inbox.commands.append(command)
      // Under the lock, since the thread frees the handle under it too.
      _ = unsafe curl_multi_wakeup(multi.handle)
      return true
    }
  }

  private func startThread() {
    do {
      // The thread holds this object until it ends; nothing waits for that.
      _ = try SystemThread { self.run() }
    } catch {
      preconditionFailure("\(error)")
    }
  }

  // MARK: On the thread

  private func run() {
    guard let multi = inbox.withLock({ $0.multi }) else { return }
    Self.blockBrokenPipeSignal()
    var transfers = unsafe TransferTable(multi: multi.handle)
    while true {
      let (commands, isStopped) = inbox.withLock { inbox in
        defer { inbox.commands = [] }
        return (inbox.commands, inbox.isStopped)
      }
      for command in commands {
        switch command {
        case .start(let exchange): transfers.start(exchange)
        case .resume(let exchange): transfers.resume(exchange)
        case .drop(let exchange): transfers.drop(exchange)
        }
      }
      if isStopped { break }
      transfers.perform()
    }
    for exchange in transfers.removeAll() { exchange.cancel() }
    inbox.withLock { $0.multi = nil }
    _ = unsafe curl_multi_cleanup(multi.handle)
  }

  /// With `CURLOPT_NOSIGNAL` curl leaves SIGPIPE alone, and OpenSSL may raise it.
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
