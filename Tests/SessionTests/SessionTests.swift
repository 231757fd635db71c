import Testing

/// The built program as a person, a pipe and a script meet it.
///
/// One test after the other: each has processes of its own, and some train.
@Suite(.serialized) struct SessionTests {}
