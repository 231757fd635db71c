// swift-tools-version: 6.2
// The modules: one line for each, and each line is what that module may import.
// `scripts/test` builds with `--explicit-target-dependency-import-check error`, so the list is law.

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
]

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A small C target: kernels or data that Swift cannot hold as well.
func c(_ name: String, excluding: [String] = []) -> Target {
  .target(
    name: name, exclude: excluding,
    cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])])
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "ft",
  products: [.executable(name: "ft", targets: ["ft"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    // Ground: values and algorithms; no input, no output, no clock, no Foundation.
    module("JSON"),
    module("Digests"),
    module("Quantities"),
    module("Randomness"),
    module("Spelling"),
    .systemLibrary(name: "CPCRE2"),
    module("Patterns", "CPCRE2"),
    c("CTokenization"),
    module("Tokenization", "Digests", "CTokenization"),
    module("Corpus", "Randomness"),
    c("CTraining", excluding: ["kernels.inc"]),
    module("Training", "Randomness", "CTraining"),
    module("FineTuning", "JSON", "Digests"),
    module("Datasets", "JSON", "Digests", "Randomness", "Spelling", "Tokenization"),
    module("Conversions", "JSON", "Datasets", "Spelling"),
    module("Pricing", "Quantities", "Tokenization"),
    module("CommandLanguage", "Spelling"),
    module("Scripts", "CommandLanguage", "Patterns"),
    module("Presentation", "Quantities"),

    // Services: one subject each, over the ground.
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CZstandard"),
    module("Files", "CZlib", "CZstandard"),
    module("Threads"),
    c("CSpawn"),
    module("Processes", "CSpawn"),
    c("CEngine"),
    module("Engines", "JSON", "Digests", "Files", "Processes", "CEngine"),
    module(
      "Workspaces", "JSON", "Digests", "Quantities", "Datasets", "FineTuning", "Files", "Threads",
      grdb),
    module("Queries", sqlite),
    module("FineTuningHTTP", "JSON", "Digests", "Quantities", "FineTuning", httpTypes),
    c("CBaseModel", excluding: ["base.ftsb", "base.ftsb.sha256"]),
    module(
      "Sandbox", "JSON", "Digests", "Randomness", "FineTuning", "Datasets", "Training", "Corpus",
      "CBaseModel", "Files", "Threads", "Engines"),

    // Edges: the outside world.
    .systemLibrary(name: "CCurl"),
    module("CurlTransport", "FineTuning", "FineTuningHTTP", "Threads", "CCurl", httpTypes),
    module(
      "LoopbackServer", "FineTuning", "FineTuningHTTP", "Files", nioCore, nioPosix, nioHTTP1,
      httpTypes),
    .systemLibrary(name: "CEdit"),
    module("Terminal", "CEdit", "Presentation", "Quantities", "Files", "Threads", "Processes"),

    // The program.
    module(
      "Commands", "JSON", "Digests", "Quantities", "Randomness", "Spelling", "Patterns",
      "Tokenization", "FineTuning", "Datasets", "Conversions", "Pricing", "CommandLanguage",
      "Scripts", "Files", "Processes", "Engines", "Queries", "Workspaces"),
    module(
      "Reports", "CommandLanguage", "Commands", "Conversions", "Datasets", "Engines", "FineTuning",
      "JSON",
      "Presentation",
      "Pricing", "Quantities", "Queries", "Tokenization", "Workspaces"),
    module(
      "Sessions", "CommandLanguage", "Commands", "Conversions", "Datasets", "Digests", "Files",
      "FineTuning", "JSON", "Presentation", "Pricing", "Quantities", "Reports", "Scripts",
      "Spelling", "Workspaces"),
    .executableTarget(
      name: "ft",
      dependencies: [
        "JSON", "Quantities", "Spelling", "Tokenization", "FineTuning", "CommandLanguage",
        "Scripts", "Presentation", "Files", "Threads", "Processes", "Engines", "Workspaces",
        "FineTuningHTTP", "Sandbox",
        "CurlTransport", "LoopbackServer", "Terminal", "Commands", "Reports", "Sessions", httpTypes,
        arguments,
      ],
      swiftSettings: settings,
      // Names of functions stay for backtraces; lines and types are two thirds of the file.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release))
      ]),

    // Developers' measurements, no part of the program.
    .executableTarget(
      name: "workbench",
      dependencies: [
        "Randomness", "Tokenization", "Corpus", "Training", "FineTuning", "Files", "JSON",
        arguments,
      ],
      swiftSettings: settings),

    // Tests, a line for each module.
    .target(
      name: "TestSupport", dependencies: ["Files"], path: "Tests/TestSupport",
      exclude: ["trainer.sh"],
      swiftSettings: settings),
    tests("JSONTests", "JSON"),
    tests("DigestsTests", "Digests"),
    tests(
      "SandboxTests", "Sandbox", "Engines", "TestSupport", "FineTuning", "FineTuningHTTP",
      "Datasets", "Files",
      "JSON",
      "Randomness", "Training",
      httpTypes),
    tests("DatasetsTests", "Datasets", "Digests", "JSON", "Randomness", "Tokenization"),
    tests("ConversionsTests", "Conversions", "Datasets", "Files", "JSON", "Randomness"),
    tests("FilesTests", "Files"),
    tests("ThreadsTests", "Threads"),
    tests("TidyTests"),
    .testTarget(
      name: "TrainingTests",
      dependencies: ["Training", "CTraining", "CBaseModel", "Corpus", "Digests", "Randomness"],
      exclude: ["Resources"], swiftSettings: settings),
    tests("CorpusTests", "Corpus"),
    tests("PresentationTests", "Presentation", "Randomness"),
    tests("CommandLanguageTests", "CommandLanguage", "Randomness", "Spelling"),
    .testTarget(
      name: "WorkspacesTests",
      dependencies: [
        "Workspaces", "Digests", "Datasets", "FineTuning", "JSON", "Randomness", "TestSupport",
        grdb,
      ], exclude: ["Data"], swiftSettings: settings),
    tests("QueriesTests", "Queries"),
    tests("PricingTests", "Pricing", "Quantities"),
    tests("QuantitiesTests", "Quantities"),
    tests("RandomnessTests", "Randomness"),
    tests("SpellingTests", "Spelling"),
    tests("PatternsTests", "Patterns", "Randomness"),
    tests("ScriptsTests", "Scripts", "CommandLanguage", "Randomness"),
    .testTarget(
      name: "TokenizationTests", dependencies: ["Tokenization", "Digests", "Randomness"],
      exclude: ["Resources"], swiftSettings: settings),
    tests("TerminalTests", "Terminal", "Presentation", "Processes"),
    tests("EnginesTests", "Engines", "Files", "JSON", "TestSupport"),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Commands", "Reports", "Sessions", "Workspaces", "FineTuning", "Sandbox", "Engines",
        "CommandLanguage",
        "Presentation", "JSON", "Datasets", "Tokenization", "Training", "Scripts", "Randomness",
        "TestSupport",
      ],
      exclude: ["Data", "Sessions"], swiftSettings: settings),
    tests("FineTuningTests", "FineTuning", "Digests", "JSON"),
    tests(
      "FineTuningHTTPTests", "FineTuningHTTP", "FineTuning", "JSON", "Randomness", "CurlTransport",
      "LoopbackServer", "TestSupport", httpTypes),
    tests(
      "CurlTransportTests", "CurlTransport", "FineTuning", "FineTuningHTTP", "LoopbackServer",
      httpTypes),
    tests(
      "LoopbackServerTests", "LoopbackServer", "CurlTransport", "FineTuning",
      "FineTuningHTTP", "Files", "Sandbox", "TestSupport", httpTypes),
    tests(
      "SessionTests", "CSpawn", "Randomness", "Tokenization", "Workspaces", "TestSupport", "ft",
      grdb),
  ],
  swiftLanguageModes: [.v6]
)
