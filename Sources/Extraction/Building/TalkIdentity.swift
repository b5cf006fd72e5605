import Transcripts

/// Readable names for talks, made from their titles.
enum TalkIdentity {
  private static let longest = 60

  /// One id a talk, all different.
  ///
  /// A second talk of the same title gets `-2`, in the order given.
  static func ids(of transcripts: [Transcript]) -> [String] {
    var taken: Set<String> = []
    return transcripts.map { transcript in
      let slug = slug(transcript.metadata.title)
      let base = slug.isEmpty ? stem(transcript.source.path) : slug
      var id = base
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(base)-\(number)"
        number += 1
      }
      return id
    }
  }

  /// Letters and digits of any script in small letters, with a hyphen for whatever stands between them.
  ///
  /// Long titles end at a hyphen within the second half of what is allowed, if there is one.
  static func slug(_ title: String) -> String {
    var slug = ""
    for character in title.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug.append("-")
      }
    }
    if slug.count > longest {
      slug = String(slug.prefix(longest))
      if let hyphen = slug.dropFirst(longest / 2).lastIndex(of: "-") { slug = String(slug[..<hyphen]) }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug
  }

  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
