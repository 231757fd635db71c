import NIOCore
import NIOHTTP1

/// Discards what a client still sends after its last answer, until it closes the connection.
///
/// Closing with unread input would reset the connection and may lose the answer (RFC 9112 §9.6).
final class LingeringClose: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// A client that still sends after this time is disconnected.
  private static let timeout = TimeAmount.seconds(30)

  private var isLingering = false
  private var end: Scheduled<Void>?

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    context.close(mode: mode, promise: promise)
    guard mode == .output, !isLingering else { return }
    isLingering = true
    let context = context.loopBound
    end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.timeout) {
      context.value.close(promise: nil)
    }
    context.value.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !isLingering { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // No later handler asks for more.
    if isLingering { context.read() } else { context.fireChannelReadComplete() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !isLingering { context.fireErrorCaught(error) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end?.cancel()
  }
}
