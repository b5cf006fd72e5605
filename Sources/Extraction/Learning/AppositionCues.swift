/// Words that announce what kind of name stands beside them.
enum AppositionCues {
  private static func set(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }

  /// Roles that one has in an organization.
  static let roles = set(
    """
    ceo cto cfo coo cpo cmo founder cofounder co-founder founders co-founders cofounders chairman chairwoman chair \
    professor researcher scientist engineer head director partner investor lead manager economist designer \
    analyst officer vp employee fellow student lecturer postdoc
    """)

  static func isRole(_ word: String) -> Bool { roles.contains(word) || roleModifiers.contains(word) }

  /// What may stand before a role, often with a capital.
  static let roleModifiers = set(
    """
    chief executive technology technical operating financial scientific product senior principal staff associate \
    assistant managing general vice president dean
    """)

  /// Capitalised words that are no names.
  static let neverNames = set(
    """
    i a an the and or but so if then when where why how what who which that this these those there here now today \
    tomorrow yesterday yes no not ok okay well oh hi hello hey thanks thank welcome please we you he she it they me my \
    our your his her its their us him them in on at by of for from with to as is are was were be do does did have has had \
    can could will would should may might must let also just because after before while since until about into over \
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december spring summer autumn winter christmas easter \
    american british english chinese german french indian japanese korean european italian spanish russian dutch \
    swiss canadian israeli polish african asian western eastern jewish christian arabic latin greek \
    mr mrs ms dr prof professor sir lady president minister king queen speaker host guest interviewer interview \
    question answer q q&a episode chapter part mom dad mum god one two three four five first second last next \
    everyone everybody somebody nobody something everything nothing all some many most more other another every each \
    machine learning computer science physics mathematics math biology chemistry economics engineering research \
    design marketing sales operations ai internet web wall street
    """)

  /// Bodies whose names go on with `of`.
  static let takesOf = set("university institute college school bank academy museum")

  /// The last words of names that can only be a body's.
  static let bodyEndings = set(
    """
    robotics labs foundry technologies capital ventures university therapeutics biosciences pharmaceuticals inc \
    inc. corp corporation ltd llc gmbh studios pictures bank institute foundation partners holdings industries
    """)

  /// What a name is said to be in `a robot called Z`, `companies such as A and B`.
  static let organizations = set(
    "company startup start-up firm bank lab nonprofit studio agency retailer university manufacturer publisher fund "
      + "competitor customer rival partner supplier")
  static let products = set(
    "product robot model chip app software platform service tool device drug system game")
  static let works = set("film movie book novel podcast paper documentary")

  /// After these verbs: a body.
  static let founding = set("founded cofounded co-founded founding co-founding")
  static let launching = set("launched unveiled shipped open-sourced")
}
