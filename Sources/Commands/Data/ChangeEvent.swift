/// What is said while a verb changes examples.
package enum ChangeEvent: Sendable {}
