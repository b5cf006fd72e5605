extension Checker {
  /// Reports what is wrong with the parameters of an `.input` or `.output`, and warns of those that mean nothing.
  mutating func checkExchange(_ directive: DirectiveSyntax, of id: RelationID) {
    let direction: Exchange.Direction
    switch directive.kind {
    case .input: direction = .input
    case .output: direction = .output
    case .printsize, .limitsize: return
    }
    var parameters: [String: String] = [:]
    for parameter in directive.parameters { parameters[parameter.name.text] = parameter.value }
    let info = relations[id.rawValue]
    do throws(ParameterFault) {
      _ = try Exchange(direction, of: info.name, arity: info.arity, parameters: parameters)
    } catch {
      let parameter = directive.parameters.last { $0.name.text == error.parameter }
      sink.error(error.message, at: parameter?.span ?? directive.relations[0].span)
    }
    for parameter in directive.parameters { warnOfMeaningless(parameter, direction) }
  }

  private mutating func warnOfMeaningless(
    _ parameter: DirectiveSyntax.Parameter, _ direction: Exchange.Direction
  ) {
    let name = parameter.name.text
    if !direction.parameters.contains(name) {
      let hint = sink.didYouMean(name, among: direction.parameters)
      sink.warning("'.\(direction)' knows no parameter '\(name)'\(hint)", at: parameter.name.span)
    }
    let meant =
      switch name {
      case "headers", "rfc4180", "compress": ["true", "false"]
      case "format": ["list", "object"]
      default: [String]()
      }
    if !meant.isEmpty, !meant.contains(parameter.value) {
      let message = "'\(name)' is '\(meant[0])' or '\(meant[1])', found '\(parameter.value)'"
      sink.warning(message, at: parameter.span)
    }
  }

  /// Of a size there is one to print and one to stop at.
  mutating func noteRepeated(_ directive: DirectiveSyntax, _ name: Name) {
    sink.error("'\(name.text)' has a '.\(directive.kind.rawValue)' already", at: name.span)
  }
}
