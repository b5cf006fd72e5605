/// The record and algebraic types of a program: what values each of their records holds.
///
/// A record is an id of the symbol table, whose "text" is the record's words; an algebraic type's record begins with
/// the symbol of its constructor. So records are compared, joined, packed and printed last like symbols.
struct RecordShapes: Sendable, Equatable {
  struct Field: Sendable, Equatable {
    var name: String
    var kind: Kind
    /// The field's own shape, if it is a record.
    var shape: Int?
  }

  /// A record's values; without a name for a plain record type.
  struct Constructor: Sendable, Equatable {
    var name: String?
    var fields: [Field]
  }

  struct Shape: Sendable, Equatable {
    var typeName: String
    var constructors: [Constructor]
  }

  var shapes: [Shape] = []

  /// The shapes that have a constructor of a name.
  func shapes(withConstructor name: String) -> [Int] {
    shapes.indices.filter { index in shapes[index].constructors.contains { $0.name == name } }
  }

  /// The constructor of a name, or a plain record's only one.
  func constructor(_ name: String?, of shape: Int) -> Constructor? {
    shapes[shape].constructors.first { $0.name == name }
  }

  var constructorNames: [String] { shapes.flatMap { $0.constructors.compactMap(\.name) } }
}

/// How the records of one column are to be read.
struct RecordLayout: Sendable, Equatable {
  var shapes: RecordShapes
  var shape: Int
}

extension TypeTable {
  /// Gives each record or algebraic type a shape, with the fields still empty.
  mutating func addShape(_ type: TypeSyntax) -> Int? {
    switch type.definition {
    case .subtype, .union: return nil
    case .record, .variants:
      shapes.shapes.append(RecordShapes.Shape(typeName: type.name.text, constructors: []))
      return shapes.shapes.count - 1
    }
  }

  /// Fills a type's shape, once all types are known.
  mutating func fillShape(of type: TypeSyntax, _ sink: inout DiagnosticSink) {
    guard let id = self.type(named: type.name.text), let shape = shape(of: id) else { return }
    switch type.definition {
    case .subtype, .union: return
    case .record(let columns):
      let fields = fields(columns, &sink)
      shapes.shapes[shape].constructors = [RecordShapes.Constructor(name: nil, fields: fields)]
    case .variants(let variants):
      for (index, variant) in variants.enumerated() {
        if let first = variants[..<index].first(where: { $0.name.text == variant.name.text }) {
          let notes = [(message: "first declared here", span: first.name.span)]
          sink.error(
            "the constructor '\(variant.name.text)' is declared twice", at: variant.name.span, notes: notes)
        }
        let fields = fields(variant.columns, &sink)
        shapes.shapes[shape].constructors.append(
          RecordShapes.Constructor(name: variant.name.text, fields: fields))
      }
    }
  }

  private func fields(
    _ columns: [RelationSyntax.Column], _ sink: inout DiagnosticSink
  ) -> [RecordShapes.Field] {
    columns.enumerated().map { index, column in
      if columns[..<index].contains(where: { $0.name.text == column.name.text }) {
        sink.error("two values of the record are called '\(column.name.text)'", at: column.name.span)
      }
      guard let type = type(of: column.type, &sink) else {
        return RecordShapes.Field(name: column.name.text, kind: .symbol, shape: nil)
      }
      return RecordShapes.Field(name: column.name.text, kind: kind(of: type), shape: shape(of: type))
    }
  }

  /// How records of a type are read; nothing if it is no record type.
  func layout(of type: TypeID) -> RecordLayout? {
    shape(of: type).map { RecordLayout(shapes: shapes, shape: $0) }
  }
}
