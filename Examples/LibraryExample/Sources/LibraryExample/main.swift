// Run with: swift run --package-path Examples/LibraryExample --scratch-path /tmp/library-example
for line in try await tour() { print(line) }
