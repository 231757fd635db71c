import CCurl
import FineTuningHTTP

/// The transfers that are under way; used by the loop's thread alone.
@safe struct TransferTable: ~Copyable {
  private let multi: UnsafeMutableRawPointer
  /// By the address of the easy handle.
  private var transfers: [Int: Transfer] = [:]
  private var transfersByExchange: [ObjectIdentifier: Transfer] = [:]

  init(multi: UnsafeMutableRawPointer) {
    unsafe self.multi = unsafe multi
  }

  mutating func start(_ exchange: Exchange) {
    guard let transfer = Transfer(exchange) else {
      return exchange.finish(.failure(TransportError(.other(27), host: exchange.order.host)))
    }
    transfers[unsafe Int(bitPattern: transfer.easy)] = transfer
    transfersByExchange[ObjectIdentifier(exchange)] = transfer
    _ = unsafe curl_multi_add_handle(multi, transfer.easy)
  }

  func resume(_ exchange: Exchange) {
    guard let transfer = transfersByExchange[ObjectIdentifier(exchange)] else { return }
    _ = unsafe ft_curl_resume(transfer.easy)
  }

  mutating func drop(_ exchange: Exchange) {
    let key = ObjectIdentifier(exchange)
    guard let transfer = transfersByExchange.removeValue(forKey: key) else { return }
    _ = unsafe curl_multi_remove_handle(multi, transfer.easy)
    transfers[unsafe Int(bitPattern: transfer.easy)] = nil
  }

  mutating func removeAll() -> [Exchange] {
    let exchanges = transfers.values.map(\.exchange)
    for exchange in exchanges { drop(exchange) }
    return exchanges
  }

  /// Lets curl do what can be done now, then waits for a socket or for `curl_multi_wakeup`.
  mutating func perform() {
    var running: Int32 = 0
    _ = unsafe curl_multi_perform(multi, &running)
    var code = CURLE_OK
    while let easy = unsafe ft_curl_next_finished(multi, &code) {
      guard let transfer = transfers[Int(bitPattern: easy)] else { continue }
      let exchange = transfer.exchange
      let result = transfer.result(code)
      drop(exchange)
      exchange.finish(result)
    }
    var count: Int32 = 0
    _ = unsafe curl_multi_poll(multi, nil, 0, 60_000, &count)
  }
}
