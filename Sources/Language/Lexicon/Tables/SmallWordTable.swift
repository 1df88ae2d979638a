/// Links, negation, small talk and filler.
enum SmallWordTable {
  static let entries: [(Meaning, [String])] = links + talk + [(.filler, filler), (.filler, people)]

  static let links: [(Meaning, [String])] = [
    (.link(.from), ["from", "starting at", "starting from", "beginning at", "beginning with", "starting with"]),
    (.link(.to), ["to", "through", "until", "till", "thru", "up through", "and ending at", "ending at", "down to"]),
    (.link(.upTo), ["up to", "at most", "no more than", "upto", "as far as", "all the way to", "all the way up to"]),
    (.link(.between), ["between"]),
    (
      .link(.steps),
      [
        "in steps of", "step size", "with step", "in increments of", "with a step of", "every", "spaced by",
        "with steps of", "stepping by", "stride", "in jumps of", "with increments of", "increments of",
        "at intervals of", "with step size", "by steps of",
      ]
    ),
    (
      .link(.powers),
      [
        "powers of two", "power of two", "powers of 2", "doubling", "doubling each time", "in powers of two",
        "in powers of 2", "doubling every time", "doubling at each step", "doubled each time",
      ]
    ),
    (
      .link(.and),
      [
        "and", "plus", "as well as", "along with", "then", "together with", "also", "and then", "followed by",
        "and also", "both",
      ]
    ),
    (.link(.or), ["or", "nor", "either"]),
    (.link(.of), ["of"]),
    (
      .link(.with),
      [
        "with", "having", "including", "featuring", "under", "given", "in the presence of", "in presence of",
        "subject to", "affected by", "afflicted by", "suffering from", "containing", "contains",
      ]
    ),
    (.link(.on), ["on", "onto", "upon", "via", "through the", "inside"]),
    (.link(.at), ["at", "equal to", "set to", "equals", "being", "around", "about", "of about"]),
    (.link(.over), ["over", "across", "among", "amongst", "throughout"]),
    (.link(.for), ["for"]),
    (.link(.as), ["as", "in", "in the form of", "as an", "as a", "in form of"]),
    (
      .link(.into),
      [
        "into", "in a file called", "to a file called", "to the file", "to a file named", "in the file",
        "into the file", "in a file named", "to file", "as file", "called", "named", "under the name",
      ]
    ),
    (.link(.by), ["by", "by means of", "with the help of"]),
    (.link(.than), ["than"]),
    (
      .negation,
      [
        "no", "not", "don't", "do not", "without", "never", "except", "excluding", "but not", "other than", "avoid",
        "skip", "except for", "all but", "anything but",
        "minus", "leave out", "leaving out", "rather than", "instead of", "apart from", "doesn't", "isn't", "not on",
        "not with", "not using", "without using", "exclude", "dont", "neither", "can't", "cannot", "omit",
        "omitting",
      ]
    ),
  ]

  static let talk: [(Meaning, [String])] = [
    (
      .greeting,
      [
        "hello", "hi", "hey", "thanks", "thank you", "thank you very much", "thanks a lot", "good morning",
        "good evening", "good afternoon", "good night", "bye", "goodbye", "cheers",
        "who are you", "what can you do", "what are you", "how are you", "how are you today", "help", "help me",
        "nice", "great", "cool", "well done", "good job", "yo", "greetings",
        "how are you doing", "what's up", "awesome", "what do you do", "who made you", "what is your name",
        "what's your name", "see you", "see you later", "ok", "okay", "hi there",
        "hello there", "nice to meet you", "good day", "thx", "ta", "many thanks", "much appreciated", "welcome",
        "what are you able to do", "what can i ask you", "what can i ask",
        "can you help me", "could you help me", "i need help", "sorry", "never mind", "nevermind", "good bye",
        "have a nice day", "that's great", "that was great", "very nice",
        "excellent", "lovely", "thank you so much", "what else can you do", "how's it going", "how is it going",
        "pleased to meet you", "howdy", "what is proxima", "who is proxima",
        "what can proxima do", "what's proxima", "introduce yourself", "tell me about yourself", "are you there",
        "are you a robot", "are you human", "are you an ai", "nice work", "sounds good",
        "that's all", "that is all", "got it", "i see", "wow", "talk to you later", "what's new", "you're welcome",
        "you are welcome", "how do you do", "that helped", "perfect thanks", "what do you know",
        "good work", "you are great", "you're great", "what are your capabilities", "what commands are there",
        "how can you help", "how can you help me", "how do i use you", "how do i use this", "how do you work",
      ]
    )
  ]

  static let filler: [String] = [
    "a", "an", "the", "please", "pls", "kindly", "could", "can", "would", "you", "we", "me", "i", "my", "our",
    "us", "it", "its", "this", "that", "these", "those", "there",
    "i'd", "i'll", "i'm", "we'd", "we'll", "let's", "lets", "let us", "like", "like to", "want", "want to", "need",
    "need to", "wish", "just", "simply", "quick", "quickly", "so", "well",
    "be", "am", "been", "should", "shall", "may", "might", "must", "to be", "them", "they", "their", "your",
    "some", "each", "per", "per point", "apiece", "total", "in total", "overall", "altogether",
    "for me", "for us", "out", "up", "all", "look like", "looks like", "looking like", "looks", "come out",
    "comes out", "come up", "when", "while", "what comes out", "where", "which has", "whose", "who",
    "but", "however", "though", "too", "very", "really", "actually", "basically", "go ahead", "ready",
    "again please", "thing", "things", "one", "ones", "time please", "value of", "values of", "a value of",
    "standard", "simple", "basic", "small", "usual", "normal", "regular", "ordinary", "classic", "famous",
    "typical", "algorithm", "protocol", "method", "problem", "model", "system", "register", "procedure",
    "technique", "experiment", "game", "function", "instance", "example", "theorem", "routine", "quantum state",
    "quantum circuit", "quantum", "state", "states", "preparation", "unknown", "arbitrary", "single", "pair",
    "called", "same number of", "number of", "amount of", "count of", "total of", "a total of", "equally",
    "exactly", "exact", "precisely", "any", "different", "new", "another", "own", "whole", "entire", "full",
    "complete set of",
    "i have", "do i have", "have", "has", "having", "i've", "got to", "going to", "gonna", "wanna", "would like",
    "would like to", "i would like", "i want", "i need", "can you", "could you", "would you", "will you",
    "hand", "back", "back to me", "at all", "yet", "anything", "something", "everything", "maybe", "perhaps",
    "possible", "if possible", "possibly", "right", "right now", "first", "next", "finally", "lastly",
    "after that", "afterwards", "afterward",
    "please do", "file", "files", "folder", "format", "code please", "sure", "make sure", "tell", "know",
    "let me know", "let", "think", "guess", "hope", "say", "said", "saying", "namely", "i.e.", "e.g.", "eg", "ie",
    "such as", "for example", "for instance",
    "use of", "making use of", "based on", "in order to", "in order", "so that", "because", "since", "as well",
    "such", "many", "set of", "kind of", "sort of", "type of",
    "of it", "on it", "with it", "it with", "for it", "from it", "to it", "to us", "to me", "it as", "still",
    "already", "only", "even", "then tell me", "inequality", "test case", "inputs", "input", "setting", "settings",
    "configuration", "config",
    "backend called", "via the", "by the", "dear", "proxima", "hey proxima", "computer", "machine", "cpu",
    "locally", "local", "local machine", "laptop", "my laptop", "here", "on here", "in here", "target qubit",
    "each time", "every time", "at a time",
    "point", "points", "per run", "per circuit", "every point", "at every point", "at each point", "each point",
    "for each point", "curve", "trend", "between them", "of them", "all of", "both of", "both of them", "through",
    "along", "off", "away", "down",
    "length", "long", "length n", "large", "big", "larger", "bigger", "physical", "logical", "rotated",
    "memory experiment", "variational", "variable", "constant or balanced", "balanced or constant",
    "function is constant", "function is balanced",
    "whether the function is balanced", "whether the function is constant", "whether it is balanced",
    "whether it is constant", "is it constant or balanced", "whether it's balanced", "whether it's constant",
    "is balanced", "is constant", "it's balanced", "it's constant", "balanced or not", "constant or not",
    "constant versus balanced", "constant vs balanced", "balanced vs constant", "balanced versus constant",
    "constant and balanced", "constant from balanced", "constant from balanced functions",
    "balanced from constant", "is this function constant or balanced", "is the function constant or balanced",
    "is the function balanced or constant", "is the function balanced", "is the function constant",
    "constant or balanced function", "constant or balanced functions",
    "prime factors", "into primes", "into prime factors", "into its prime factors", "into factors",
    "into its factors", "on a quantum computer", "with a quantum computer", "using a quantum computer",
    "on the quantum computer", "on a simulator", "on the simulator", "in simulation", "on a quantum simulator",
    "of alice", "alice", "bob", "to bob", "from alice to bob", "from alice", "between alice and bob",
    "classical bits", "two classical bits", "2 classical bits", "saves", "save how many",
    "how many gates it saves", "how many gates are saved", "how much it saves", "how many gates that saves",
    "how many gates you save", "how many gates were removed", "how many gates we save", "savings", "saved gates",
    "h2", "problem size", "spin model", "spin", "error bars please", "with respect to", "in terms of", "terms",
    "regarding", "concerning", "it's", "that's", "here's", "there's", "isn't it", "right?", "it is", "hmm", "um",
    "uh", "oh", "ah", "well then", "alright", "all right", "by default", "default", "defaults", "whatever",
    "the following", "following", "below", "above", "shown", "attached", "contained", "found", "stored in",
    "contained in", "found in", "located in", "located at", "in the file", "from the file", "from file",
    "called it", "name", "names", "named", "by name", "it to", "off of", "out of", "inside", "within",
    "no error mitigation", "without error mitigation", "no readout error mitigation",
    "without any error mitigation", "according to", "load", "open", "read in", "as much as possible",
    "as far as possible", "as well as possible", "that of", "those of", "molecule", "atom", "chemistry",
    "particle", "chain", "lattice", "graph", "spin system", "network graph", "edges", "unweighted", "cost",
    "angles", "optimal", "optimize the angles", "optimized angles", "optimal angles", "ansatz", "database",
    "unsorted database", "unstructured", "space", "search space", "elements", "oracle", "black box", "blackbox",
    "binary", "classical", "digit", "numbers",
    "it in", "it on", "it for", "turn", "how it goes", "goes", "happens", "happen", "work for", "see how",
    "see what", "see what happens", "see how it goes", "see the", "find out", "figure out", "learn how", "holds",
    "hold", "still holds", "i wonder", "wonder", "wondering", "curious", "interested", "interested in",
    "i am interested in", "i am curious", "give it a go", "a go",
    "look", "looking", "looking for", "look for", "look at", "take", "taking", "takes", "took", "taken", "keep",
    "come", "comes", "coming", "arrive", "made", "made of", "made up of", "consisting of", "composed of",
    "consisting", "built", "created", "generated", "done", "finished with", "follow", "follows", "does it",
    "do they", "did", "doing",
    "correct", "correctly", "properly", "right way", "as usual", "in a row", "at once", "together", "fresh",
    "a fresh", "brand new", "good", "fine", "nice little", "interesting", "toy", "tiny", "modest", "decent",
    "proper", "real quick", "real", "asap", "today please", "for fun", "in general",
    "percent", "per cent", "pct", "both", "between the two", "the two", "two of them", "the pair", "the three",
    "three of them", "in comparison", "respectively", "other", "each other", "one another", "others", "whichever",
    "turns", "turn into", "version", "version of", "variant", "variant of", "circuit for", "circuit that",
    "circuit with", "circuit of", "circuit called",
    "symbol", "letters", "letter", "string of bits", "index", "search algorithm", "quantum program",
    "simulation of", "simulations of", "run of", "runs of", "equation", "equations", "matrix", "solution to",
    "result of", "results of", "outcome of", "outcomes of", "counts of", "counts for", "probabilities of",
    "histogram of", "expected", "theoretical", "measured", "final", "resulting",
    "spacing", "equally spaced", "evenly spaced", "sizes of", "values", "inclusive", "exclusive", "increments",
    "to see", "to check", "to test", "to find", "to get", "to show", "to compare", "to run", "to do", "to make",
    "to use", "to simulate", "to know", "to see how", "to create", "to perform", "to have", "to try",
    "hidden linear function", "xor mask", "holding", "held", "x", "vs the", "on top", "on top of that", "top",
    "additional", "additionally", "moreover", "furthermore", "besides", "including", "includes", "include",
    "and so on", "etc", "time-evolved", "quench", "ground", "lowest energy", "lowest",
  ]

  static let people: [String] = [
    "thesis", "lecture", "class", "homework", "paper", "presentation", "colleague", "student", "students", "talk",
    "demo", "course", "assignment", "project", "teacher", "professor", "supervisor", "notes", "slides", "blog",
    "blog post", "article", "team", "friend", "advisor", "for my thesis", "for a lecture", "for class", "exam",
    "book", "tutorial",
  ]
}
