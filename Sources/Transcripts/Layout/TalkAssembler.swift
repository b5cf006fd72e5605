/// Puts turns together from a page's blocks.
///
/// A turn lasts until another label, or a heading; after a heading the same speaker goes on in a turn of their own.
/// Asides and glosses follow the turn that they interrupt, so that a turn's passages are all its own.
struct TalkAssembler {
  private let source: SourceFile
  private let syntax: InlineSyntax
  private let translations: [String: String]
  /// The language that comes first in pairs; nil if the page is in one language.
  private let firstLanguage: Language?
  private var builder: TranscriptBuilder
  private var draft = TurnDraft()
  private var labelKey: String?
  private var asides: [Range<Int>] = []
  /// Adjacent titles, of which two may be one title in two languages.
  private var titles: [Int] = []

  /// Adds the blocks to a transcript.
  ///
  /// - Complexity: O(*n*).
  static func assemble(_ blocks: [Block], syntax: InlineSyntax, into builder: inout TranscriptBuilder) {
    var assembler = TalkAssembler(blocks: blocks, syntax: syntax, builder: builder)
    for block in blocks { assembler.take(block) }
    assembler.closeTurn()
    builder = assembler.builder
  }

  private init(blocks: [Block], syntax: InlineSyntax, builder: TranscriptBuilder) {
    source = builder.source
    self.syntax = syntax
    self.builder = builder
    translations = TranslatedLabels(blocks: blocks, source: builder.source).translations
    firstLanguage = Self.firstLanguage(of: blocks, source: builder.source, translations: translations)
  }

  private static func firstLanguage(of blocks: [Block], source: SourceFile, translations: [String: String])
    -> Language?
  {
    var turns: [[Language]] = [[]]
    for block in blocks {
      if let label = block.label, !translations.values.contains(label.key) { turns.append([]) }
      if block.kind == .speech {
        turns[turns.count - 1].append(Language(of: source.bytes, in: block.text))
      }
    }
    return LanguagePairing.firstLanguage(of: turns)
  }

  private mutating func take(_ block: Block) {
    if block.kind != .title { titles = [] }
    switch block.kind {
    case .label: if let label = block.label { begin(label) }
    case .speech: draft.parts.append(TurnDraft.Part(text: inline(block.text), role: .speech))
    case .aside: asides.append(block.text)
    case .title:
      closeTurn()
      addTitle(block.text)
    case .heading: add(block.text, .heading)
    case .description: add(block.text, .description)
    case .metadata: add(block.text, .metadata)
    case .boilerplate: add(block.text, .boilerplate)
    }
  }

  private mutating func begin(_ label: SpeakerLabel) {
    if label.key == labelKey { return }
    if let key = labelKey, let open = draft.label, translations[key] == label.key {
      if draft.translatedLabel == nil, open != source.folded(label.name) {
        draft.translatedLabel = source.folded(label.name)
      }
      return
    }
    closeTurn()
    labelKey = label.key
    draft = TurnDraft(label: source.folded(label.name), startsAt: label.startsAt)
  }

  private mutating func add(_ text: Range<Int>, _ role: Passage.Role) {
    closeTurn()
    builder.add(inline(text), role: role)
  }

  private mutating func addTitle(_ text: Range<Int>) {
    guard let index = builder.add(inline(text), role: .title, isOneSentence: true) else { return }
    let language = builder.passages[index].language
    let free = titles.last {
      builder.passages[$0].language != language && builder.passages[$0].counterpart == nil
    }
    if let free { builder.pair(free, index) }
    titles.append(index)
  }

  private mutating func closeTurn() {
    if !draft.parts.isEmpty {
      if let firstLanguage {
        let languages = draft.parts.map { Language(of: $0.text.text.utf8) }
        draft.counterparts = LanguagePairing.pairs(of: languages, first: firstLanguage)
      }
      builder.addTurn(draft)
    }
    for aside in asides { builder.add(inline(aside), role: .aside) }
    asides = []
    draft = TurnDraft(label: draft.label, translatedLabel: draft.translatedLabel)
  }

  private func inline(_ text: Range<Int>) -> InlineText {
    InlineReader.read(text, of: source.bytes, syntax: syntax)
  }
}
