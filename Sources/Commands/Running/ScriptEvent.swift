/// What is said while a verb runs a script.
package enum ScriptEvent: Sendable {}
