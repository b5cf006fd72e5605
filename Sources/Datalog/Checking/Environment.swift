/// What the host adds to a program before it is checked.
public struct Environment: Sendable {
  /// Read before the program: the types, declarations and rules it may use.
  ///
  /// Its warnings are not shown.
  public var prelude: [Source]
  /// Values of `.param` parameters, by name, as the user typed them.
  public var parameters: [String: String]
  /// Types whose string constants are names, which ``resolveName`` turns into the symbol that stands for the thing.
  public var resolvingTypes: Set<String>
  /// Looks up a name written where a type of ``resolvingTypes`` is expected.
  public var resolveName: @Sendable (_ name: String, _ type: String) -> NameResolution
  /// Finds the source that an `.include` names, or says that there is none.
  public var includes: @Sendable (_ path: String, _ includedFrom: String) -> Source?
  /// Whether `inline` relations are written out where they are used.
  public var inlinesRelations = true

  /// Describes a host; without arguments, one that adds nothing.
  public init(
    prelude: [Source] = [], parameters: [String: String] = [:], resolvingTypes: Set<String> = [],
    resolveName: @escaping @Sendable (_ name: String, _ type: String) -> NameResolution = { name, _ in
      .symbol(name)
    },
    includes: @escaping @Sendable (_ path: String, _ includedFrom: String) -> Source? = { _, _ in nil }
  ) {
    self.prelude = prelude
    self.parameters = parameters
    self.resolvingTypes = resolvingTypes
    self.resolveName = resolveName
    self.includes = includes
  }
}

/// What a name written in a program turned out to mean.
public enum NameResolution: Sendable, Equatable {
  /// The symbol that relations use for the thing.
  case symbol(String)
  /// Nothing is called so; these names are near.
  case unknown(nearest: [String])
  /// Several things are called so.
  case ambiguous([String])
}
